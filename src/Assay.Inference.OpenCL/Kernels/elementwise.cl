// Element-wise operators: a work item computes one element. Strides are 0 where an operand is broadcast.

enum {
    ELEMENT_OPCODE = OPERATOR, ELEMENT_PARAMETER, ELEMENT_HEIGHT, ELEMENT_WIDTH, ELEMENT_CHANNELS,
    ELEMENT_A_STRIDES, ELEMENT_A_MULTIPLIER = ELEMENT_A_STRIDES + 4, ELEMENT_A_SHIFT,
    ELEMENT_B_SPACE, ELEMENT_B_PAGE, ELEMENT_B_TYPE, ELEMENT_B_ZERO_POINT,
    ELEMENT_B_STRIDES, ELEMENT_B_MULTIPLIER = ELEMENT_B_STRIDES + 4, ELEMENT_B_SHIFT,
    ELEMENT_HAS_RECORDS, ELEMENT_RECORDS_PAGE,
    ELEMENT_C_SPACE, ELEMENT_C_PAGE, ELEMENT_C_TYPE, ELEMENT_C_ZERO_POINT, ELEMENT_C_STRIDES
};

enum {
    OPCODE_ADD = 6, OPCODE_SUB, OPCODE_MUL, OPCODE_RESCALE,
    OPCODE_MAXIMUM = 15, OPCODE_MINIMUM, OPCODE_EQUAL, OPCODE_GREATER, OPCODE_GREATER_EQUAL, OPCODE_SELECT,
    OPCODE_ARITHMETIC_RIGHT_SHIFT, OPCODE_LOGICAL_LEFT_SHIFT, OPCODE_INTDIV,
    OPCODE_ABS, OPCODE_NEGATE, OPCODE_CLZ, OPCODE_CAST
};

#define UNSIGNED_INPUT 16

static inline ulong broadcast_index(__global const int *strides, uint n, uint y, uint x, uint c)
{
    return (ulong)n * (uint)strides[0] + (ulong)y * (uint)strides[1] + (ulong)x * (uint)strides[2] + (ulong)c * (uint)strides[3];
}

static inline int rescaled(int value, int multiplier, int shift, bool twice)
{
    return as_int((uint)((ulong)scale(value, multiplier, shift, twice) & 0xFFFFFFFFUL));
}

static inline int shifted_product(int a, int b, int shift)
{
    if (shift == 0)
        return multiply_wrapping(a, b);
    long product = ((((long)a * (long)b) >> (shift - 1)) + 1) >> 1;
    return as_int((uint)((ulong)product & 0xFFFFFFFFUL));
}

static inline int shifted_right(int value, int places, bool rounds)
{
    int result = value >> places;
    return rounds && places > 0 ? result + ((value >> (places - 1)) & 1) : result;
}

static inline int quotient(int a, int b)
{
    if (b == 0)
        return 0;
    return b == -1 ? subtract_wrapping(0, a) : a / b;
}

static inline int of_two(int opcode, int parameter, int a, int b)
{
    switch (opcode) {
    case OPCODE_ADD: return add_wrapping(a, b);
    case OPCODE_SUB: return subtract_wrapping(a, b);
    case OPCODE_MUL: return shifted_product(a, b, parameter);
    case OPCODE_MAXIMUM: return max(a, b);
    case OPCODE_MINIMUM: return min(a, b);
    case OPCODE_EQUAL: return a == b ? 1 : 0;
    case OPCODE_GREATER: return a > b ? 1 : 0;
    case OPCODE_GREATER_EQUAL: return a >= b ? 1 : 0;
    case OPCODE_ARITHMETIC_RIGHT_SHIFT: return shifted_right(a, b & 31, parameter != 0);
    case OPCODE_LOGICAL_LEFT_SHIFT: return as_int(as_uint(a) << (b & 31));
    default: return quotient(a, b);
    }
}

static inline int of_one(int opcode, int type, int a)
{
    switch (opcode) {
    case OPCODE_ABS: return a < 0 ? subtract_wrapping(0, a) : a;
    case OPCODE_NEGATE: return subtract_wrapping(0, a);
    case OPCODE_CLZ: return (int)clz(as_uint(a));
    case OPCODE_CAST: return type == 0 ? (int)as_char((uchar)(as_uint(a) & 0xFF)) : type == 1 ? (int)as_short((ushort)(as_uint(a) & 0xFFFF)) : a;
    default: return a;
    }
}

static inline bool takes_two(int opcode)
{
    return opcode <= OPCODE_MUL || (opcode >= OPCODE_MAXIMUM && opcode <= OPCODE_INTDIV && opcode != OPCODE_SELECT);
}

static inline bool rescales(int opcode)
{
    return opcode <= OPCODE_SUB || (opcode >= OPCODE_MAXIMUM && opcode <= OPCODE_GREATER_EQUAL);
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
    int acc = read_element(TENSOR(p[A_SPACE], p[A_PAGE]), p[A_TYPE], broadcast_index(p + ELEMENT_A_STRIDES, n, y, x, c));
    if ((p[EPILOGUE_FLAGS] & UNSIGNED_INPUT) != 0)
        acc &= p[A_TYPE] == 0 ? 0xFF : 0xFFFF;
    acc = subtract_wrapping(acc, p[A_ZERO_POINT]);
    if (opcode == OPCODE_SELECT && acc == 0) {
        acc = read_element(TENSOR(p[ELEMENT_C_SPACE], p[ELEMENT_C_PAGE]), p[ELEMENT_C_TYPE], broadcast_index(p + ELEMENT_C_STRIDES, n, y, x, c));
        acc = subtract_wrapping(acc, p[ELEMENT_C_ZERO_POINT]);
    } else if (opcode == OPCODE_SELECT || takes_two(opcode)) {
        int b = read_element(TENSOR(p[ELEMENT_B_SPACE], p[ELEMENT_B_PAGE]), p[ELEMENT_B_TYPE], broadcast_index(p + ELEMENT_B_STRIDES, n, y, x, c));
        b = subtract_wrapping(b, p[ELEMENT_B_ZERO_POINT]);
        if (rescales(opcode)) {
            acc = rescaled(acc, p[ELEMENT_A_MULTIPLIER], p[ELEMENT_A_SHIFT], twice);
            b = rescaled(b, p[ELEMENT_B_MULTIPLIER], p[ELEMENT_B_SHIFT], twice);
        }
        acc = opcode == OPCODE_SELECT ? b : of_two(opcode, p[ELEMENT_PARAMETER], acc, b);
    } else {
        acc = of_one(opcode, p[OUT_TYPE], acc);
    }
    int multiplier = p[M1], shift = p[S1];
    if (p[ELEMENT_HAS_RECORDS] != 0) {
        __global const int *record = (__global const int *)(constants + (ulong)(uint)p[ELEMENT_RECORDS_PAGE] * PAGE_SIZE) + (ulong)c * 3;
        acc = add_wrapping(acc, record[0]);
        multiplier = record[1];
        shift = record[2];
    }
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, multiplier, shift));
}
