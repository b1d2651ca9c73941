// TRANSPOSE_CONV2D: a work item computes four output channels of one output pixel. Weights are packed and parameters lie as for CONV2D, but only some taps meet the input:
// sum((x - zx) * (w - zw)) = sum(x * w) - zx * sum(w) - zw * sum(x) + products * zx * zw over these.

__kernel void transposed_convolution(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int output_channels = p[CONV_OUTPUT_CHANNELS];
    int groups = (output_channels + 3) / 4;
    int group = (int)get_global_id(0) % groups;
    int pixel = (int)get_global_id(0) / groups;
    int row = pixel / p[CONV_OUTPUT_WIDTH];
    int left = pixel % p[CONV_OUTPUT_WIDTH] - p[CONV_PAD_LEFT];
    int top = row % p[CONV_OUTPUT_HEIGHT] - p[CONV_PAD_TOP];
    int input_height = p[CONV_INPUT_HEIGHT], input_width = p[CONV_INPUT_WIDTH], channels = p[CONV_INPUT_CHANNELS];
    ulong image = (ulong)(row / p[CONV_OUTPUT_HEIGHT]) * input_height;
    int zero_point = p[A_ZERO_POINT], weight_zero_point = p[CONV_WEIGHT_ZERO_POINT];
    int kernel_height = p[CONV_KERNEL_HEIGHT], kernel_width = p[CONV_KERNEL_WIDTH], quads = (channels + 3) / 4;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);
    __global const char *w = weights + (ulong)(uint)p[CONV_WEIGHTS] * 64 + (ulong)group * kernel_height * kernel_width * quads * 16;
    int acc[4] = {0, 0, 0, 0}, weight_sums[4] = {0, 0, 0, 0};
    int sum = 0, products = 0;
    for (int ky = 0; ky < kernel_height; ky++) {
        int y = (top - ky) / p[CONV_STRIDE_Y];
        if (top < ky || y * p[CONV_STRIDE_Y] != top - ky || y >= input_height)
            continue;
        for (int kx = 0; kx < kernel_width; kx++) {
            int column = (left - kx) / p[CONV_STRIDE_X];
            if (left < kx || column * p[CONV_STRIDE_X] != left - kx || column >= input_width)
                continue;
            __global const char *tap = x + ((image + y) * input_width + column) * channels;
            __global const char *tap_weights = w + (ulong)(ky * kernel_width + kx) * quads * 16;
            products += channels;
            for (int quad = 0; quad < quads; quad++) {
                char16 w16 = vload16(quad, tap_weights);
                char4 x4 = channels - quad * 4 >= 4 ? vload4(0, tap + quad * 4) : load_up_to_four(tap + quad * 4, channels - quad * 4);
                char4 w4[4] = {w16.s0123, w16.s4567, w16.s89ab, w16.scdef};
                for (int c = 0; c < 4; c++) {
                    acc[c] = DOT4(x4, w4[c], acc[c]);
                    if (zero_point != 0)
                        weight_sums[c] = DOT4(w4[c], (char4)(1), weight_sums[c]);
                }
                if (weight_zero_point != 0)
                    sum = DOT4(x4, (char4)(1), sum);
            }
        }
    }
    int both = multiply_wrapping(products, zero_point * weight_zero_point);
    for (int c = 0; c < 4 && group * 4 + c < output_channels; c++) {
        __global const int *channel = parameters + (uint)p[CONV_CHANNELS] + (group * 4 + c) * CHANNEL_WORDS;
        int total = add_wrapping(add_wrapping(acc[c], channel[0]), both);
        total = subtract_wrapping(total, multiply_wrapping(zero_point, weight_sums[c]));
        total = subtract_wrapping(total, multiply_wrapping(weight_zero_point, sum));
        int value = finish(total, p, constants, channel[1], channel[2]);
        write_element(TARGET(p), p[OUT_TYPE], (ulong)pixel * output_channels + group * 4 + c, value);
    }
}
