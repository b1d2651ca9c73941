// CONV2D: a work item computes four output channels of four neighbouring output pixels, four products at a time.
// Weights are packed as [group of 4 channels][tap][group of 4 input channels][channel][input channel], zero where there is none.
// Taps outside the input see the zero point, so that sum((x - zx) * (w - zw)) = sum(x * w) - zw * sum(x) + what the host folds into the bias.

enum {
    CONV_INPUT_HEIGHT = OPERATOR, CONV_INPUT_WIDTH, CONV_INPUT_CHANNELS,
    CONV_OUTPUT_HEIGHT, CONV_OUTPUT_WIDTH, CONV_OUTPUT_CHANNELS, CONV_PIXELS,
    CONV_KERNEL_HEIGHT, CONV_KERNEL_WIDTH, CONV_STRIDE_Y, CONV_STRIDE_X, CONV_DILATION_Y, CONV_DILATION_X, CONV_PAD_TOP, CONV_PAD_LEFT,
    CONV_WEIGHT_ZERO_POINT, CONV_WEIGHTS, CONV_CHANNELS
};

#define CHANNEL_WORDS 3
#define PIXELS_PER_ITEM 4
#define BYTES(value) ((int)((uint)((value) & 0xFF) * 0x01010101u))

// A quad of input outside the input: the zero point for every channel that there is.
static inline int outside_quad(int zero_point, int left_over) { return BYTES(zero_point) & as_int((uint)quad_ones(left_over) * 0xFFu); }

static inline void write_channel(
    int acc, int sum, int channel, ulong pixel, __global const int *p, __global const char *constants, __global const int *parameters, __global char *target)
{
    __global const int *record = parameters + (uint)p[CONV_CHANNELS] + channel * CHANNEL_WORDS;
    int total = subtract_wrapping(add_wrapping(acc, record[0]), multiply_wrapping(p[CONV_WEIGHT_ZERO_POINT], sum));
    write_element(target, p[OUT_TYPE], pixel * (uint)p[CONV_OUTPUT_CHANNELS] + channel, finish(total, p, constants, record[1], record[2]));
}

__kernel void convolution(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int groups = (p[CONV_OUTPUT_CHANNELS] + 3) / 4;
    int group = (int)get_global_id(0) % groups;
    int pixel0 = (int)get_global_id(0) / groups * PIXELS_PER_ITEM;
    int pixels = p[CONV_PIXELS];
    int input_height = p[CONV_INPUT_HEIGHT], input_width = p[CONV_INPUT_WIDTH], channels = p[CONV_INPUT_CHANNELS];
    int kernel_height = p[CONV_KERNEL_HEIGHT], kernel_width = p[CONV_KERNEL_WIDTH];
    int zero_point = p[A_ZERO_POINT];
    bool sums_needed = p[CONV_WEIGHT_ZERO_POINT] != 0, aligned = channels % 4 == 0;
    int quads = (channels + 3) / 4;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);
    __global const int4 *w = (__global const int4 *)(weights + (ulong)(uint)p[CONV_WEIGHTS] * 64) + (ulong)group * kernel_height * kernel_width * quads;
    int4 acc[PIXELS_PER_ITEM];
    int sums[PIXELS_PER_ITEM];
    ulong image[PIXELS_PER_ITEM];
    int top[PIXELS_PER_ITEM], left[PIXELS_PER_ITEM];
    for (int q = 0; q < PIXELS_PER_ITEM; q++) {
        int pixel = min(pixel0 + q, pixels - 1);
        int row = pixel / p[CONV_OUTPUT_WIDTH];
        left[q] = pixel % p[CONV_OUTPUT_WIDTH] * p[CONV_STRIDE_X] - p[CONV_PAD_LEFT];
        top[q] = row % p[CONV_OUTPUT_HEIGHT] * p[CONV_STRIDE_Y] - p[CONV_PAD_TOP];
        image[q] = (ulong)(row / p[CONV_OUTPUT_HEIGHT]) * input_height * input_width * channels;
        sums[q] = 0;
        acc[q] = (int4)(0);
    }
    for (int ky = 0; ky < kernel_height; ky++) {
        for (int kx = 0; kx < kernel_width; kx++) {
            ulong tap[PIXELS_PER_ITEM];
            bool inside[PIXELS_PER_ITEM];
            for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                int y = top[q] + ky * p[CONV_DILATION_Y];
                int column = left[q] + kx * p[CONV_DILATION_X];
                inside[q] = y >= 0 && y < input_height && column >= 0 && column < input_width;
                tap[q] = image[q] + ((ulong)(y * (long)input_width) + column) * channels;
            }
            for (int quad = 0; quad < quads; quad++, w++) {
                int4 w4 = *w;
                int left_over = channels - quad * 4;
                for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                    int x4 = inside[q] ? load_quad(x + tap[q] + quad * 4, left_over, aligned) : outside_quad(zero_point, left_over);
                    acc[q].s0 = DOT4(x4, w4.s0, acc[q].s0);
                    acc[q].s1 = DOT4(x4, w4.s1, acc[q].s1);
                    acc[q].s2 = DOT4(x4, w4.s2, acc[q].s2);
                    acc[q].s3 = DOT4(x4, w4.s3, acc[q].s3);
                    if (sums_needed)
                        sums[q] = DOT4(x4, 0x01010101, sums[q]);
                }
            }
        }
    }
    for (int q = 0; q < PIXELS_PER_ITEM && pixel0 + q < pixels; q++) {
        int of_channel[4] = {acc[q].s0, acc[q].s1, acc[q].s2, acc[q].s3};
        for (int c = 0; c < 4 && group * 4 + c < p[CONV_OUTPUT_CHANNELS]; c++)
            write_channel(of_channel[c], sums[q], group * 4 + c, (ulong)(pixel0 + q), p, constants, parameters, TARGET(p));
    }
}
