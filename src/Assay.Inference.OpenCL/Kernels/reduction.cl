// REDUCE_SUM, REDUCE_MAX, REDUCE_MIN and ARGMAX over the middle of [outer, length, inner]. Wrapping sums and extremes may be taken in any order.

enum { REDUCE_LENGTH = OPERATOR, REDUCE_INNER, REDUCE_KIND };

enum { KIND_SUM, KIND_MAX, KIND_MIN, KIND_ARGMAX };

#define REDUCE_GROUP 64

static inline int reduce_two(int a, int b, int kind)
{
    return kind == KIND_SUM ? add_wrapping(a, b) : kind == KIND_MIN ? min(a, b) : max(a, b);
}

// What an element adds to the reduction: for ARGMAX with its index behind it, the earlier the greater.
static inline int reduce_term(__global const int *p, int value, int k, int kind)
{
    if (kind == KIND_SUM)
        return subtract_wrapping(value, p[A_ZERO_POINT]);
    return kind == KIND_ARGMAX ? as_int((as_uint(value) << 16) | (uint)(0xFFFF - k)) : value;
}

static inline int reduced(int acc, int kind) { return kind == KIND_ARGMAX ? 0xFFFF - (acc & 0xFFFF) : acc; }

static inline int reduce_from(__global const int *p, __global const char *x, ulong element, int first, int step)
{
    int kind = p[REDUCE_KIND];
    uint inner = (uint)p[REDUCE_INNER];
    ulong start = element / inner * (ulong)(uint)p[REDUCE_LENGTH] * inner + element % inner;
    int acc = kind == KIND_SUM ? 0 : kind == KIND_MIN ? INT_MAX : INT_MIN;
    for (int k = first; k < p[REDUCE_LENGTH]; k += step) {
        int value = read_element(x, p[A_TYPE], start + (ulong)k * inner);
        acc = reduce_two(acc, reduce_term(p, value, k, kind), kind);
    }
    return acc;
}

// A work item computes one element.
__kernel void reduce(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    ulong element = get_global_id(0);
    int acc = reduce_from(p, TENSOR(p[A_SPACE], p[A_PAGE]), element, 0, 1);
    write_element(TARGET(p), p[OUT_TYPE], element, finish(reduced(acc, p[REDUCE_KIND]), p, constants, p[M1], p[S1]));
}

// A work group computes one element: for long reductions of few elements.
__kernel __attribute__((reqd_work_group_size(REDUCE_GROUP, 1, 1))) void reduce_by_group(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    __local int partial[REDUCE_GROUP];
    int lane = get_local_id(0);
    ulong element = get_group_id(0);
    int kind = p[REDUCE_KIND];
    partial[lane] = reduce_from(p, TENSOR(p[A_SPACE], p[A_PAGE]), element, lane, REDUCE_GROUP);
    for (int half_size = REDUCE_GROUP / 2; half_size > 0; half_size /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < half_size)
            partial[lane] = reduce_two(partial[lane], partial[lane + half_size], kind);
    }
    if (lane == 0)
        write_element(TARGET(p), p[OUT_TYPE], element, finish(reduced(partial[0], kind), p, constants, p[M1], p[S1]));
}
