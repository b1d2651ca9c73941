// MAX_POOL2D and AVG_POOL2D: a work item computes one element. Taps outside the input neither win nor count.

enum {
    POOL_INPUT_HEIGHT = OPERATOR, POOL_INPUT_WIDTH, POOL_CHANNELS, POOL_OUTPUT_HEIGHT, POOL_OUTPUT_WIDTH,
    POOL_KERNEL_HEIGHT, POOL_KERNEL_WIDTH, POOL_STRIDE_Y, POOL_STRIDE_X, POOL_PAD_TOP, POOL_PAD_LEFT, POOL_IS_MEAN
};

// Divides by the number of taps as AVG_POOL2D rounds: with a multiplier a little above the reciprocal.
static inline int mean_of(int sum, int taps)
{
    int bits = 32 - (int)clz((uint)taps - 1);
    long multiplier = (((1L << 30) + 1) << bits) / taps;
    return as_int((uint)((ulong)scale(sum, (int)multiplier, 30 + bits, false) & 0xFFFFFFFFUL));
}

__kernel void pool(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int channel = (int)get_global_id(0) % p[POOL_CHANNELS];
    int pixel = (int)get_global_id(0) / p[POOL_CHANNELS];
    int input_height = p[POOL_INPUT_HEIGHT], input_width = p[POOL_INPUT_WIDTH], channels = p[POOL_CHANNELS];
    int row = pixel / p[POOL_OUTPUT_WIDTH];
    int left = pixel % p[POOL_OUTPUT_WIDTH] * p[POOL_STRIDE_X] - p[POOL_PAD_LEFT];
    int top = row % p[POOL_OUTPUT_HEIGHT] * p[POOL_STRIDE_Y] - p[POOL_PAD_TOP];
    ulong image = (ulong)(row / p[POOL_OUTPUT_HEIGHT]) * input_height;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);
    int end_y = min(top + p[POOL_KERNEL_HEIGHT], input_height), end_x = min(left + p[POOL_KERNEL_WIDTH], input_width);
    int first_y = max(top, 0), first_x = max(left, 0);
    bool is_mean = p[POOL_IS_MEAN] != 0;
    int acc = is_mean ? 0 : INT_MIN;
    for (int y = first_y; y < end_y; y++) {
        for (int column = first_x; column < end_x; column++) {
            int value = read_element(x, p[A_TYPE], ((image + y) * input_width + column) * channels + channel);
            acc = is_mean ? add_wrapping(acc, subtract_wrapping(value, p[A_ZERO_POINT])) : max(acc, value);
        }
    }
    if (is_mean)
        acc = mean_of(acc, (end_y - first_y) * (end_x - first_x));
    write_element(TARGET(p), p[OUT_TYPE], (ulong)pixel * channels + channel, finish(acc, p, constants, p[M1], p[S1]));
}
