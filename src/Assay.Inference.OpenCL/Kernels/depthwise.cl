// DEPTHWISE_CONV2D. Weights are packed as [tap][output channel], so that neighbours read neighbours.

enum {
    DEPTHWISE_INPUT_HEIGHT = OPERATOR, DEPTHWISE_INPUT_WIDTH, DEPTHWISE_INPUT_CHANNELS,
    DEPTHWISE_OUTPUT_HEIGHT, DEPTHWISE_OUTPUT_WIDTH, DEPTHWISE_OUTPUT_CHANNELS, DEPTHWISE_PIXELS,
    DEPTHWISE_KERNEL_HEIGHT, DEPTHWISE_KERNEL_WIDTH, DEPTHWISE_STRIDE_Y, DEPTHWISE_STRIDE_X,
    DEPTHWISE_DILATION_Y, DEPTHWISE_DILATION_X, DEPTHWISE_PAD_TOP, DEPTHWISE_PAD_LEFT,
    DEPTHWISE_WEIGHT_ZERO_POINT, DEPTHWISE_WEIGHTS, DEPTHWISE_CHANNELS
};

// A work item computes one element.
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

#if DEPTHWISE_LANES == 16
typedef int16 depthwise_lanes;
typedef uint16 depthwise_sums;
#define LOAD_LANES(x) convert_int16(vload16(0, x))
#define AS_SUMS(x) as_uint16(x)
#else
typedef int4 depthwise_lanes;
typedef uint4 depthwise_sums;
#define LOAD_LANES(x) convert_int4(vload4(0, x))
#define AS_SUMS(x) as_uint4(x)
#endif

// One output channel for each input channel, of which there are at least DEPTHWISE_LANES: a work item computes as many neighbouring channels of one pixel.
// The last channels of a pixel are computed twice where their number is no multiple.
__kernel void depthwise_by_channels(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int channels = p[DEPTHWISE_INPUT_CHANNELS];
    int groups = (channels + DEPTHWISE_LANES - 1) / DEPTHWISE_LANES;
    int channel0 = min((int)get_global_id(0) % groups * DEPTHWISE_LANES, channels - DEPTHWISE_LANES);
    int pixel = (int)get_global_id(0) / groups;
    int input_height = p[DEPTHWISE_INPUT_HEIGHT], input_width = p[DEPTHWISE_INPUT_WIDTH];
    int row = pixel / p[DEPTHWISE_OUTPUT_WIDTH];
    int left = pixel % p[DEPTHWISE_OUTPUT_WIDTH] * p[DEPTHWISE_STRIDE_X] - p[DEPTHWISE_PAD_LEFT];
    int top = row % p[DEPTHWISE_OUTPUT_HEIGHT] * p[DEPTHWISE_STRIDE_Y] - p[DEPTHWISE_PAD_TOP];
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]) +
                             (ulong)(row / p[DEPTHWISE_OUTPUT_HEIGHT]) * input_height * input_width * channels + channel0;
    __global const char *w = weights + (ulong)(uint)p[DEPTHWISE_WEIGHTS] * 64 + channel0;
    depthwise_lanes zero_point = (depthwise_lanes)(p[A_ZERO_POINT]), weight_zero_point = (depthwise_lanes)(p[DEPTHWISE_WEIGHT_ZERO_POINT]);
    depthwise_sums acc = (depthwise_sums)(0U);
    for (int ky = 0; ky < p[DEPTHWISE_KERNEL_HEIGHT]; ky++) {
        int y = top + ky * p[DEPTHWISE_DILATION_Y];
        for (int kx = 0; kx < p[DEPTHWISE_KERNEL_WIDTH]; kx++, w += channels) {
            int column = left + kx * p[DEPTHWISE_DILATION_X];
            if (y < 0 || y >= input_height || column < 0 || column >= input_width)
                continue;
            depthwise_lanes products = (LOAD_LANES(x + ((ulong)y * input_width + column) * channels) - zero_point) * (LOAD_LANES(w) - weight_zero_point);
            acc += AS_SUMS(products);
        }
    }
    __global const int *records = parameters + (uint)p[DEPTHWISE_CHANNELS] + channel0 * CHANNEL_WORDS;
    ulong element = (ulong)pixel * channels + channel0;
#if DEPTHWISE_LANES == VECTOR
    channel_vectors records_of = load_channels(records, VECTOR);
    int16 values = finish_vector(as_int16(acc + as_uint16(records_of.bias)), p, constants, records_of.multiplier, records_of.shift);
    write_vector(TARGET(p), p[OUT_TYPE], element, values, VECTOR);
#else
    int sums[4] = {as_int(acc.s0), as_int(acc.s1), as_int(acc.s2), as_int(acc.s3)};
    for (int c = 0; c < DEPTHWISE_LANES; c++, records += CHANNEL_WORDS) {
        int value = finish(add_wrapping(sums[c], records[0]), p, constants, records[1], records[2]);
        write_element(TARGET(p), p[OUT_TYPE], element + c, value);
    }
#endif
}
