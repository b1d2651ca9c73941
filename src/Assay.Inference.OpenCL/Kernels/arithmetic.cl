// The arithmetic that all operators share. Sums that may wrap are taken over uint: signed overflow is undefined in C.

// Where the words of an instruction's parameter block lie; OpenClParameters.cs writes them in this order.
enum {
    A_SPACE, A_PAGE, A_TYPE, A_ZERO_POINT,
    OUT_SPACE, OUT_PAGE, OUT_TYPE,
    EPILOGUE_KIND, EPILOGUE_FLAGS,
    M1, S1, ZERO_POINT1, LOW1, HIGH1, TABLE_PAGE,
    M2, S2, ZERO_POINT2, LOW2, HIGH2,
    ITEMS,
    OPERATOR
};

#define DOUBLE_FIRST 2
#define DOUBLE_SECOND 4
#define DOUBLE_OPERANDS 8
#define SECOND_PER_CHANNEL 64

#define PAGE_SIZE 512UL

// The four spaces, the packed weights, the parameters of all instructions, and where this instruction's begin.
#define ARGUMENTS                                                                                                   \
    __global const char *input, __global const char *constants, __global char *body, __global char *output,        \
        __global const char *weights, __global const int *parameters, const uint first_parameter

// Launches are rounded up to whole groups of work items; those beyond the last have nothing to do.
#define RETURN_IF_SURPLUS(p)                                                                                        \
    if (get_global_id(0) >= (uint)(p)[ITEMS])                                                                       \
    return

#define TENSOR(space, page)                                                                                         \
    (((space) == 0   ? input                                                                                        \
      : (space) == 1 ? constants                                                                                    \
      : (space) == 2 ? (__global const char *)body                                                                  \
                     : (__global const char *)output) +                                                             \
     (ulong)(uint)(page) * PAGE_SIZE)

#define TARGET(p) (((p)[OUT_SPACE] == 2 ? body : output) + (ulong)(uint)(p)[OUT_PAGE] * PAGE_SIZE)

static inline int add_wrapping(int a, int b) { return as_int(as_uint(a) + as_uint(b)); }
static inline int subtract_wrapping(int a, int b) { return as_int(as_uint(a) - as_uint(b)); }
static inline int multiply_wrapping(int a, int b) { return as_int(as_uint(a) * as_uint(b)); }

static inline int read_element(__global const char *tensor, int type, ulong index)
{
    if (type == 0)
        return tensor[index];
    if (type == 1)
        return ((__global const short *)tensor)[index];
    return ((__global const int *)tensor)[index];
}

static inline void write_element(__global char *tensor, int type, ulong index, int value)
{
    if (type == 0)
        tensor[index] = as_char((uchar)(as_uint(value) & 0xFF));
    else if (type == 1)
        ((__global short *)tensor)[index] = as_short((ushort)(as_uint(value) & 0xFFFF));
    else
        ((__global int *)tensor)[index] = value;
}

// (v * m + rounding) >> shift, exact in 64 bits for every m and s.
static inline long scale(int v, int m, int s, bool twice)
{
    int shift = min(s & 63, 62);
    long rounding = shift == 0 ? 0L : 1L << (shift - 1);
    if (twice && shift > 31)
        rounding += v >= 0 ? 1L << 30 : -(1L << 30);
    return ((long)v * (long)m + rounding) >> shift;
}

static inline int clamp_sum(long scaled, int zero_point, int low, int high)
{
    return (int)min(max(scaled + (long)zero_point, (long)low), (long)high);
}

// With two rescales in a channel's record, its second word holds two multipliers of 16 bits, its third two shifts of 8 and an offset of 16.
#define FIRST_SHORT_MULTIPLIER(word) (((word) & 0xFFFF) << 15)
#define SECOND_SHORT_MULTIPLIER(word) (((word) >> 16 & 0xFFFF) << 15)
#define SECOND_SHIFT(word) ((word) >> 8 & 0xFF)
#define SECOND_OFFSET(word) ((word) >> 16)

// An accumulator becomes an element; m1 and s1 are the instruction's, or the second and third word of the channel's record. Of s1, scale() looks at the
// lower six bits only.
static inline int finish(int acc, __global const int *p, __global const char *constants, int m1, int s1)
{
    int kind = p[EPILOGUE_KIND];
    int flags = p[EPILOGUE_FLAGS];
    if (kind == 0)
        return clamp(acc, p[LOW1], p[HIGH1]);
    bool two = (flags & SECOND_PER_CHANNEL) != 0;
    int t = clamp_sum(scale(acc, two ? FIRST_SHORT_MULTIPLIER(m1) : m1, s1, (flags & DOUBLE_FIRST) != 0), p[ZERO_POINT1], p[LOW1], p[HIGH1]);
    if (kind == 1)
        return t;
    if (kind == 2) {
        __global const short *table = (__global const short *)(constants + (ulong)(uint)p[TABLE_PAGE] * PAGE_SIZE);
        int entry = table[(t >> 7) + 256];
        int next = table[(t >> 7) + 257];
        t = entry * 128 + (next - entry) * (t & 127);
    }
    if (two)
        t += SECOND_OFFSET(s1) * (kind == 2 ? 128 : 1);
    int m2 = two ? SECOND_SHORT_MULTIPLIER(m1) : p[M2];
    int s2 = two ? SECOND_SHIFT(s1) : p[S2];
    return clamp_sum(scale(t, m2, s2, (flags & DOUBLE_SECOND) != 0), p[ZERO_POINT2], p[LOW2], p[HIGH2]);
}
