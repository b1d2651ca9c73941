// ADD, SUB, MUL and RESCALE: a work item computes one element. Strides are 0 where an operand is broadcast.

enum {
    ELEMENT_OPCODE = OPERATOR, ELEMENT_HEIGHT, ELEMENT_WIDTH, ELEMENT_CHANNELS,
    ELEMENT_A_STRIDES, ELEMENT_A_MULTIPLIER = ELEMENT_A_STRIDES + 4, ELEMENT_A_SHIFT,
    ELEMENT_B_SPACE, ELEMENT_B_PAGE, ELEMENT_B_TYPE, ELEMENT_B_ZERO_POINT,
    ELEMENT_B_STRIDES, ELEMENT_B_MULTIPLIER = ELEMENT_B_STRIDES + 4, ELEMENT_B_SHIFT
};

#define OPCODE_ADD 6
#define OPCODE_SUB 7
#define OPCODE_MUL 8

static inline ulong broadcast_index(__global const int *strides, uint n, uint y, uint x, uint c)
{
    return (ulong)n * (uint)strides[0] + (ulong)y * (uint)strides[1] + (ulong)x * (uint)strides[2] + (ulong)c * (uint)strides[3];
}

static inline int rescaled(int value, int multiplier, int shift, bool twice)
{
    return as_int((uint)((ulong)scale(value, multiplier, shift, twice) & 0xFFFFFFFFUL));
}

__kernel void elementwise(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    uint element = get_global_id(0);
    uint channels = (uint)p[ELEMENT_CHANNELS], width = (uint)p[ELEMENT_WIDTH], height = (uint)p[ELEMENT_HEIGHT];
    uint c = element % channels;
    uint x = element / channels % width;
    uint y = element / channels / width % height;
    uint n = element / channels / width / height;
    int opcode = p[ELEMENT_OPCODE];
    bool twice = (p[EPILOGUE_FLAGS] & DOUBLE_OPERANDS) != 0;
    int a = read_element(TENSOR(p[A_SPACE], p[A_PAGE]), p[A_TYPE], broadcast_index(p + ELEMENT_A_STRIDES, n, y, x, c));
    int acc = subtract_wrapping(a, p[A_ZERO_POINT]);
    if (opcode <= OPCODE_MUL) {
        int b = read_element(TENSOR(p[ELEMENT_B_SPACE], p[ELEMENT_B_PAGE]), p[ELEMENT_B_TYPE], broadcast_index(p + ELEMENT_B_STRIDES, n, y, x, c));
        b = subtract_wrapping(b, p[ELEMENT_B_ZERO_POINT]);
        if (opcode != OPCODE_MUL) {
            acc = rescaled(acc, p[ELEMENT_A_MULTIPLIER], p[ELEMENT_A_SHIFT], twice);
            b = rescaled(b, p[ELEMENT_B_MULTIPLIER], p[ELEMENT_B_SHIFT], twice);
        }
        acc = opcode == OPCODE_ADD ? add_wrapping(acc, b) : opcode == OPCODE_SUB ? subtract_wrapping(acc, b) : multiply_wrapping(acc, b);
    }
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, p[M1], p[S1]));
}
