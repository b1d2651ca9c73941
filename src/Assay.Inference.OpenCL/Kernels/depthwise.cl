// DEPTHWISE_CONV2D: a work item computes one element. Weights are packed as [tap][output channel], so that neighbours read neighbours.

enum {
    DEPTHWISE_INPUT_HEIGHT = OPERATOR, DEPTHWISE_INPUT_WIDTH, DEPTHWISE_INPUT_CHANNELS,
    DEPTHWISE_OUTPUT_HEIGHT, DEPTHWISE_OUTPUT_WIDTH, DEPTHWISE_OUTPUT_CHANNELS, DEPTHWISE_PIXELS,
    DEPTHWISE_KERNEL_HEIGHT, DEPTHWISE_KERNEL_WIDTH, DEPTHWISE_STRIDE_Y, DEPTHWISE_STRIDE_X,
    DEPTHWISE_DILATION_Y, DEPTHWISE_DILATION_X, DEPTHWISE_PAD_TOP, DEPTHWISE_PAD_LEFT,
    DEPTHWISE_WEIGHT_ZERO_POINT, DEPTHWISE_WEIGHTS, DEPTHWISE_CHANNELS
};

__kernel void depthwise_convolution(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int oc = (int)get_global_id(0) % p[DEPTHWISE_OUTPUT_CHANNELS];
    int pixel = (int)get_global_id(0) / p[DEPTHWISE_OUTPUT_CHANNELS];
    int input_height = p[DEPTHWISE_INPUT_HEIGHT], input_width = p[DEPTHWISE_INPUT_WIDTH], channels = p[DEPTHWISE_INPUT_CHANNELS];
    int output_channels = p[DEPTHWISE_OUTPUT_CHANNELS];
    int row = pixel / p[DEPTHWISE_OUTPUT_WIDTH];
    int left = pixel % p[DEPTHWISE_OUTPUT_WIDTH] * p[DEPTHWISE_STRIDE_X] - p[DEPTHWISE_PAD_LEFT];
    int top = row % p[DEPTHWISE_OUTPUT_HEIGHT] * p[DEPTHWISE_STRIDE_Y] - p[DEPTHWISE_PAD_TOP];
    int ic = oc / (output_channels / channels);
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]) +
                             (ulong)(row / p[DEPTHWISE_OUTPUT_HEIGHT]) * input_height * input_width * channels + ic;
    __global const char *w = weights + (ulong)(uint)p[DEPTHWISE_WEIGHTS] * 64 + oc;
    __global const int *channel = parameters + (uint)p[DEPTHWISE_CHANNELS] + oc * 3;
    int acc = channel[0];
    for (int ky = 0; ky < p[DEPTHWISE_KERNEL_HEIGHT]; ky++) {
        int y = top + ky * p[DEPTHWISE_DILATION_Y];
        for (int kx = 0; kx < p[DEPTHWISE_KERNEL_WIDTH]; kx++, w += output_channels) {
            int column = left + kx * p[DEPTHWISE_DILATION_X];
            if (y < 0 || y >= input_height || column < 0 || column >= input_width)
                continue;
            int activation = x[((ulong)y * input_width + column) * channels];
            acc = add_wrapping(acc, (activation - p[A_ZERO_POINT]) * (*w - p[DEPTHWISE_WEIGHT_ZERO_POINT]));
        }
    }
    write_element(TARGET(p), p[OUT_TYPE], (ulong)pixel * output_channels + oc, finish(acc, p, constants, channel[1], channel[2]));
}
