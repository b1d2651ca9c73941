// DOT4(a, b, acc): acc + the four products of the signed bytes packed in a and b, wrapping; never a saturating instruction.
// The host defines which of the device's instructions is used (DotProducts.cs).

#if defined(DOT_KHRONOS)
#define DOT4(a, b, acc) add_wrapping(acc, dot_4x8packed_ss_int(as_uint(a), as_uint(b)))
#elif defined(DOT_ARM_ACCUMULATE)
#pragma OPENCL EXTENSION cl_arm_integer_dot_product_accumulate_int8 : enable
#define DOT4(a, b, acc) arm_dot_acc(as_char4(a), as_char4(b), acc)
#elif defined(DOT_ARM)
#pragma OPENCL EXTENSION cl_arm_integer_dot_product_int8 : enable
#define DOT4(a, b, acc) add_wrapping(acc, arm_dot(as_char4(a), as_char4(b)))
#elif defined(DOT_NVIDIA)
static inline int dot_nvidia(int a, int b, int acc)
{
    int result;
    __asm__("dp4a.s32.s32 %0, %1, %2, %3;" : "=r"(result) : "r"(a), "r"(b), "r"(acc));
    return result;
}
#define DOT4(a, b, acc) dot_nvidia(a, b, acc)
#else
static inline int dot_plain(char4 a, char4 b)
{
    return (int)a.s0 * b.s0 + (int)a.s1 * b.s1 + (int)a.s2 * b.s2 + (int)a.s3 * b.s3;
}
#define DOT4(a, b, acc) add_wrapping(acc, dot_plain(as_char4(a), as_char4(b)))
#endif

// Four bytes as one word. Tensors of four-byte rows are read at once; others byte by byte, without reading behind them.
static inline int load_quad(__global const char *x, int left_over, bool aligned)
{
    if (aligned)
        return *(__global const int *)x;
    return as_int((char4)(x[0], left_over > 1 ? x[1] : (char)0, left_over > 2 ? x[2] : (char)0, left_over > 3 ? x[3] : (char)0));
}

// Ones for the bytes of a quad that are there.
static inline int quad_ones(int left_over) { return left_over >= 4 ? 0x01010101 : 0x01010101 & ((1 << (8 * left_over)) - 1); }
