// TRANSPOSE_CONV2D: a work item computes four output channels of four output pixels of one row that lie a stride apart: the same taps meet the input there.
// Weights are packed and parameters lie as for CONV2D. Taps beyond the input see the zero point and add nothing, so that over the taps that the four pixels share
// sum((x - zx) * (w - zw)) = sum(x * w) - zx * sum(w) - zw * sum(x) + products * zx * zw.

__kernel void transposed_convolution(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int output_channels = p[CONV_OUTPUT_CHANNELS], output_width = p[CONV_OUTPUT_WIDTH];
    int stride_x = p[CONV_STRIDE_X], stride_y = p[CONV_STRIDE_Y];
    int groups = (output_channels + 3) / 4;
    int group = (int)get_global_id(0) % groups;
    int place = (int)get_global_id(0) / groups;

    // In a row: first the remainders to the stride, then fours of pixels with that remainder.
    int fours = ((output_width + stride_x - 1) / stride_x + 3) / 4;
    int row = place / (fours * stride_x);
    int column0 = place % stride_x + place / stride_x % fours * 4 * stride_x;
    if (column0 >= output_width)
        return;
    int left = column0 - p[CONV_PAD_LEFT];
    int top = row % p[CONV_OUTPUT_HEIGHT] - p[CONV_PAD_TOP];
    int input_height = p[CONV_INPUT_HEIGHT], input_width = p[CONV_INPUT_WIDTH], channels = p[CONV_INPUT_CHANNELS];
    ulong image = (ulong)(row / p[CONV_OUTPUT_HEIGHT]) * input_height;
    int zero_point = p[A_ZERO_POINT], weight_zero_point = p[CONV_WEIGHT_ZERO_POINT];
    int kernel_height = p[CONV_KERNEL_HEIGHT], kernel_width = p[CONV_KERNEL_WIDTH], quads = (channels + 3) / 4;
    bool aligned = channels % 4 == 0;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);
    __global const int4 *w = (__global const int4 *)(weights + (ulong)(uint)p[CONV_WEIGHTS] * 64) + (ulong)group * kernel_height * kernel_width * quads;
    int4 acc[PIXELS_PER_ITEM], weight_sums = (int4)(0);
    int sums[PIXELS_PER_ITEM], products = 0;
    for (int q = 0; q < PIXELS_PER_ITEM; q++) {
        acc[q] = (int4)(0);
        sums[q] = 0;
    }
    for (int ky = 0; ky < kernel_height; ky++) {
        int y = (top - ky) / stride_y;
        if (top < ky || y * stride_y != top - ky || y >= input_height)
            continue;
        for (int kx = 0; kx < kernel_width; kx++) {
            int column = (left - kx) / stride_x;
            if (column * stride_x != left - kx)
                continue;
            __global const int4 *tap_weights = w + (ulong)(ky * kernel_width + kx) * quads;
            __global const char *line = x + (image + y) * input_width * channels;
            products += channels;
            for (int quad = 0; quad < quads; quad++) {
                int4 w4 = tap_weights[quad];
                int left_over = channels - quad * 4;
                if (zero_point != 0)
                    weight_sums = (int4)(DOT4(w4.s0, 0x01010101, weight_sums.s0), DOT4(w4.s1, 0x01010101, weight_sums.s1),
                                         DOT4(w4.s2, 0x01010101, weight_sums.s2), DOT4(w4.s3, 0x01010101, weight_sums.s3));
                for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                    bool inside = column + q >= 0 && column + q < input_width;
                    int x4 = outside_quad(zero_point, left_over);
                    if (inside)
                        x4 = load_quad(line + (ulong)(column + q) * channels + quad * 4, left_over, aligned);
                    acc[q].s0 = DOT4(x4, w4.s0, acc[q].s0);
                    acc[q].s1 = DOT4(x4, w4.s1, acc[q].s1);
                    acc[q].s2 = DOT4(x4, w4.s2, acc[q].s2);
                    acc[q].s3 = DOT4(x4, w4.s3, acc[q].s3);
                    if (weight_zero_point != 0)
                        sums[q] = DOT4(x4, 0x01010101, sums[q]);
                }
            }
        }
    }
    int both = multiply_wrapping(products, zero_point * weight_zero_point);
    int of_weights[4] = {weight_sums.s0, weight_sums.s1, weight_sums.s2, weight_sums.s3};
    for (int q = 0; q < PIXELS_PER_ITEM && column0 + q * stride_x < output_width; q++) {
        ulong pixel = (ulong)row * output_width + column0 + q * stride_x;
        int of_channel[4] = {acc[q].s0, acc[q].s1, acc[q].s2, acc[q].s3};
        for (int c = 0; c < 4 && group * 4 + c < output_channels; c++) {
            int total = subtract_wrapping(add_wrapping(of_channel[c], both), multiply_wrapping(zero_point, of_weights[c]));
            write_channel(total, sums[q], group * 4 + c, pixel, p, constants, parameters, TARGET(p));
        }
    }
}
