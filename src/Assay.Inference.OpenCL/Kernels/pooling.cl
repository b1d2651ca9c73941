// MAX_POOL2D: a work item computes one element. Taps outside the input never win.

enum {
    POOL_INPUT_HEIGHT = OPERATOR, POOL_INPUT_WIDTH, POOL_CHANNELS, POOL_OUTPUT_HEIGHT, POOL_OUTPUT_WIDTH,
    POOL_KERNEL_HEIGHT, POOL_KERNEL_WIDTH, POOL_STRIDE_Y, POOL_STRIDE_X, POOL_PAD_TOP, POOL_PAD_LEFT
};

__kernel void max_pool(ARGUMENTS)
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
    int acc = INT_MIN;
    for (int y = max(top, 0); y < min(top + p[POOL_KERNEL_HEIGHT], input_height); y++) {
        for (int column = max(left, 0); column < min(left + p[POOL_KERNEL_WIDTH], input_width); column++)
            acc = max(acc, read_element(x, p[A_TYPE], ((image + y) * input_width + column) * channels + channel));
    }
    write_element(TARGET(p), p[OUT_TYPE], (ulong)pixel * channels + channel, finish(acc, p, constants, p[M1], p[S1]));
}
