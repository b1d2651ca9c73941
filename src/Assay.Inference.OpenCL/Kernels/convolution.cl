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

#if defined(USE_INTEGER_DOT_PRODUCT)
#define DOT4(a, b, acc) add_wrapping(acc, dot(a, b))
#else
static inline int dot_products(char4 a, char4 b)
{
    return (int)a.s0 * b.s0 + (int)a.s1 * b.s1 + (int)a.s2 * b.s2 + (int)a.s3 * b.s3;
}
#define DOT4(a, b, acc) add_wrapping(acc, dot_products(a, b))
#endif

static inline char4 load_up_to_four(__global const char *x, int count)
{
    return (char4)(x[0], count > 1 ? x[1] : 0, count > 2 ? x[2] : 0, count > 3 ? x[3] : 0);
}

static inline char4 fill_up_to_four(char value, int count)
{
    return (char4)(value, count > 1 ? value : 0, count > 2 ? value : 0, count > 3 ? value : 0);
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
    int zero_point = p[A_ZERO_POINT], weight_zero_point = p[CONV_WEIGHT_ZERO_POINT];
    int quads = (channels + 3) / 4;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);
    __global const char *w = weights + (ulong)(uint)p[CONV_WEIGHTS] * 64 +
                             (ulong)group * p[CONV_KERNEL_HEIGHT] * p[CONV_KERNEL_WIDTH] * quads * 16;
    int acc[PIXELS_PER_ITEM][4];
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
        for (int c = 0; c < 4; c++)
            acc[q][c] = 0;
    }
    for (int ky = 0; ky < p[CONV_KERNEL_HEIGHT]; ky++) {
        for (int kx = 0; kx < p[CONV_KERNEL_WIDTH]; kx++) {
            ulong tap[PIXELS_PER_ITEM];
            bool inside[PIXELS_PER_ITEM];
            for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                int y = top[q] + ky * p[CONV_DILATION_Y];
                int column = left[q] + kx * p[CONV_DILATION_X];
                inside[q] = y >= 0 && y < input_height && column >= 0 && column < input_width;
                tap[q] = image[q] + ((ulong)(y * (long)input_width) + column) * channels;
            }
            for (int quad = 0; quad < quads; quad++, w += 16) {
                char16 w16 = vload16(0, w);
                int left_over = channels - quad * 4;
                char4 padding = fill_up_to_four((char)zero_point, left_over);
                for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                    char4 x4 = padding;
                    if (inside[q])
                        x4 = left_over >= 4 ? vload4(0, x + tap[q] + quad * 4) : load_up_to_four(x + tap[q] + quad * 4, left_over);
                    acc[q][0] = DOT4(x4, w16.s0123, acc[q][0]);
                    acc[q][1] = DOT4(x4, w16.s4567, acc[q][1]);
                    acc[q][2] = DOT4(x4, w16.s89ab, acc[q][2]);
                    acc[q][3] = DOT4(x4, w16.scdef, acc[q][3]);
                    if (weight_zero_point != 0)
                        sums[q] = DOT4(x4, (char4)(1), sums[q]);
                }
            }
        }
    }
    int output_channels = p[CONV_OUTPUT_CHANNELS];
    for (int q = 0; q < PIXELS_PER_ITEM && pixel0 + q < pixels; q++) {
        for (int c = 0; c < 4 && group * 4 + c < output_channels; c++) {
            __global const int *channel = parameters + (uint)p[CONV_CHANNELS] + (group * 4 + c) * CHANNEL_WORDS;
            int total = subtract_wrapping(add_wrapping(acc[q][c], channel[0]), multiply_wrapping(weight_zero_point, sums[q]));
            int value = finish(total, p, constants, channel[1], channel[2]);
            write_element(TARGET(p), p[OUT_TYPE], (ulong)(pixel0 + q) * output_channels + group * 4 + c, value);
        }
    }
}
