// REDUCE_SUM and REDUCE_MAX over the middle of [outer, length, inner]. Wrapping sums and maxima may be taken in any order.

enum { REDUCE_LENGTH = OPERATOR, REDUCE_INNER, REDUCE_IS_SUM };

#define REDUCE_GROUP 64

static inline int reduce_two(int a, int b, bool is_sum) { return is_sum ? add_wrapping(a, b) : max(a, b); }

static inline int reduce_from(__global const int *p, __global const char *x, ulong element, int first, int step)
{
    bool is_sum = p[REDUCE_IS_SUM] != 0;
    uint inner = (uint)p[REDUCE_INNER];
    ulong start = element / inner * (ulong)(uint)p[REDUCE_LENGTH] * inner + element % inner;
    int acc = is_sum ? 0 : INT_MIN;
    for (int k = first; k < p[REDUCE_LENGTH]; k += step) {
        int value = read_element(x, p[A_TYPE], start + (ulong)k * inner);
        acc = reduce_two(acc, is_sum ? subtract_wrapping(value, p[A_ZERO_POINT]) : value, is_sum);
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
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, p[M1], p[S1]));
}

// A work group computes one element: for long reductions of few elements.
__kernel __attribute__((reqd_work_group_size(REDUCE_GROUP, 1, 1))) void reduce_by_group(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    __local int partial[REDUCE_GROUP];
    int lane = get_local_id(0);
    ulong element = get_group_id(0);
    bool is_sum = p[REDUCE_IS_SUM] != 0;
    partial[lane] = reduce_from(p, TENSOR(p[A_SPACE], p[A_PAGE]), element, lane, REDUCE_GROUP);
    for (int half_size = REDUCE_GROUP / 2; half_size > 0; half_size /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < half_size)
            partial[lane] = reduce_two(partial[lane], partial[lane + half_size], is_sum);
    }
    if (lane == 0)
        write_element(TARGET(p), p[OUT_TYPE], element, finish(partial[0], p, constants, p[M1], p[S1]));
}
