// CONV2D and MATMUL for processors with vectors: a work item holds its sums in vectors of 16.

#define VECTOR 16

static inline long16 scale_vector(int16 v, int16 m, int16 s, bool twice)
{
    long16 shift = convert_long16(min(s & 63, 62));
    long16 wide = convert_long16(v);
    long16 rounding = ((long16)(1L) << shift) >> (long16)(1L);
    if (twice)
        rounding += select((long16)(-(1L << 30)), (long16)(1L << 30), wide >= (long16)(0L)) & (shift > (long16)(31L));
    return (wide * convert_long16(m) + rounding) >> shift;
}

static inline int16 clamp_vector(long16 scaled, int zero_point, int low, int high)
{
    return convert_int16(min(max(scaled + (long16)((long)zero_point), (long16)((long)low)), (long16)((long)high)));
}

// finish() for 16 accumulators.
static inline int16 finish_vector(int16 acc, __global const int *p, __global const char *constants, int16 m1, int16 s1)
{
    int kind = p[EPILOGUE_KIND], flags = p[EPILOGUE_FLAGS];
    if (kind == 0)
        return clamp(acc, (int16)(p[LOW1]), (int16)(p[HIGH1]));
    bool two = (flags & SECOND_PER_CHANNEL) != 0;
    int16 t = clamp_vector(scale_vector(acc, two ? FIRST_SHORT_MULTIPLIER(m1) : m1, s1, (flags & DOUBLE_FIRST) != 0), p[ZERO_POINT1], p[LOW1], p[HIGH1]);
    if (kind == 1)
        return t;
    if (kind == 2) {
        __global const short *table = (__global const short *)(constants + (ulong)(uint)p[TABLE_PAGE] * PAGE_SIZE);
        int lane[VECTOR], entry[VECTOR], next[VECTOR];
        vstore16((t >> 7) + 256, 0, lane);
        for (int i = 0; i < VECTOR; i++) {
            entry[i] = table[lane[i]];
            next[i] = table[lane[i] + 1];
        }
        t = vload16(0, entry) * 128 + (vload16(0, next) - vload16(0, entry)) * (t & 127);
    }
    if (two)
        t += SECOND_OFFSET(s1) * (kind == 2 ? 128 : 1);
    int16 m2 = two ? SECOND_SHORT_MULTIPLIER(m1) : (int16)(p[M2]);
    int16 s2 = two ? SECOND_SHIFT(s1) : (int16)(p[S2]);
    return clamp_vector(scale_vector(t, m2, s2, (flags & DOUBLE_SECOND) != 0), p[ZERO_POINT2], p[LOW2], p[HIGH2]);
}

// The records of up to 16 output channels, of which there is at least one.
typedef struct {
    int16 bias, multiplier, shift;
} channel_vectors;

static inline channel_vectors load_channels(__global const int *records, int count)
{
    int bias[VECTOR], multiplier[VECTOR], shift[VECTOR];
    for (int c = 0; c < VECTOR; c++) {
        __global const int *record = records + min(c, count - 1) * CHANNEL_WORDS;
        bias[c] = record[0];
        multiplier[c] = record[1];
        shift[c] = record[2];
    }
    channel_vectors channels = {vload16(0, bias), vload16(0, multiplier), vload16(0, shift)};
    return channels;
}

// Results of neighbouring channels; those of int8 lie within its range.
static inline void write_vector(__global char *tensor, int type, ulong first, int16 values, int count)
{
    if (type == 0 && count >= VECTOR) {
        vstore16(convert_char16(values), 0, tensor + first);
        return;
    }
    int value[VECTOR];
    vstore16(values, 0, value);
    for (int c = 0; c < VECTOR && c < count; c++)
        write_element(tensor, type, first + c, value[c]);
}

// A work item computes 16 output channels of four neighbouring output pixels.
// Weights are packed as [group of 16 channels][tap][input channel][channel], zero where there is none.
__kernel void convolution_vectors(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int groups = (p[CONV_OUTPUT_CHANNELS] + VECTOR - 1) / VECTOR;
    int group = (int)get_global_id(0) % groups;
    int pixel0 = (int)get_global_id(0) / groups * PIXELS_PER_ITEM;
    int pixels = p[CONV_PIXELS];
    int input_height = p[CONV_INPUT_HEIGHT], input_width = p[CONV_INPUT_WIDTH], channels = p[CONV_INPUT_CHANNELS];
    int kernel_height = p[CONV_KERNEL_HEIGHT], kernel_width = p[CONV_KERNEL_WIDTH];
    int zero_point = p[A_ZERO_POINT];
    bool sums_needed = p[CONV_WEIGHT_ZERO_POINT] != 0;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);
    __global const char *w = weights + (ulong)(uint)p[CONV_WEIGHTS] * 64 + (ulong)group * kernel_height * kernel_width * channels * VECTOR;
    uint16 acc0 = (uint16)(0U), acc1 = (uint16)(0U), acc2 = (uint16)(0U), acc3 = (uint16)(0U);
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
    }
    for (int ky = 0; ky < kernel_height; ky++) {
        for (int kx = 0; kx < kernel_width; kx++, w += channels * VECTOR) {
            // Outside the input every channel is the zero point: the same byte again and again.
            __global const char *tap[PIXELS_PER_ITEM];
            int mask[PIXELS_PER_ITEM], outside[PIXELS_PER_ITEM];
            for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                int y = top[q] + ky * p[CONV_DILATION_Y];
                int column = left[q] + kx * p[CONV_DILATION_X];
                bool inside = y >= 0 && y < input_height && column >= 0 && column < input_width;
                tap[q] = inside ? x + image[q] + ((ulong)y * input_width + column) * channels : x;
                mask[q] = inside ? -1 : 0;
                outside[q] = inside ? 0 : zero_point;
            }
            for (int c = 0; c < channels; c++) {
                int16 w16 = convert_int16(vload16(c, w));
                acc0 += as_uint16(w16 * ((tap[0][c] & mask[0]) | outside[0]));
                acc1 += as_uint16(w16 * ((tap[1][c] & mask[1]) | outside[1]));
                acc2 += as_uint16(w16 * ((tap[2][c] & mask[2]) | outside[2]));
                acc3 += as_uint16(w16 * ((tap[3][c] & mask[3]) | outside[3]));
            }
            for (int q = 0; sums_needed && q < PIXELS_PER_ITEM; q++) {
                for (int c = 0; c < channels; c++)
                    sums[q] += (tap[q][c] & mask[q]) | outside[q];
            }
        }
    }
    uint16 acc[PIXELS_PER_ITEM] = {acc0, acc1, acc2, acc3};
    int output_channels = p[CONV_OUTPUT_CHANNELS], first = group * VECTOR;
    channel_vectors records = load_channels(parameters + (uint)p[CONV_CHANNELS] + first * CHANNEL_WORDS, output_channels - first);
    for (int q = 0; q < PIXELS_PER_ITEM && pixel0 + q < pixels; q++) {
        int correction = multiply_wrapping(p[CONV_WEIGHT_ZERO_POINT], sums[q]);
        int16 total = as_int16(acc[q] + as_uint16(records.bias) - (uint16)(as_uint(correction)));
        int16 values = finish_vector(total, p, constants, records.multiplier, records.shift);
        write_vector(TARGET(p), p[OUT_TYPE], (ulong)(pixel0 + q) * output_channels + first, values, output_channels - first);
    }
}

static inline int sum_of(uint16 v)
{
    uint8 half_sums = v.lo + v.hi;
    uint4 quarter = half_sums.lo + half_sums.hi;
    return as_int(quarter.s0 + quarter.s1 + quarter.s2 + quarter.s3);
}

// A work item computes two rows by two columns, 16 products of each at a time.
__kernel void matmul_vectors(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int rows = p[MATMUL_ROWS], columns = p[MATMUL_COLUMNS], length = p[MATMUL_LENGTH];
    uint column_pairs = (uint)(columns + 1) / 2, row_pairs = (uint)(rows + 1) / 2;
    uint item = get_global_id(0);
    int column0 = (int)(item % column_pairs) * 2, row0 = (int)(item / column_pairs % row_pairs) * 2;
    ulong matrix = item / column_pairs / row_pairs;
    ulong right = p[MATMUL_RIGHT_MATRICES] == 1 ? 0 : matrix;
    int za = p[A_ZERO_POINT], zb = p[MATMUL_B_ZERO_POINT];
    __global const char *a0 = TENSOR(p[A_SPACE], p[A_PAGE]) + (matrix * rows + row0) * length;
    __global const char *a1 = row0 + 1 < rows ? a0 + length : a0;
    __global const char *b0 = TENSOR(p[MATMUL_B_SPACE], p[MATMUL_B_PAGE]) + (right * columns + column0) * length;
    __global const char *b1 = column0 + 1 < columns ? b0 + length : b0;
    uint16 acc00 = (uint16)(0U), acc01 = (uint16)(0U), acc10 = (uint16)(0U), acc11 = (uint16)(0U);
    int k = 0;
    for (; k + VECTOR <= length; k += VECTOR) {
        int16 u0 = convert_int16(vload16(0, a0 + k)) - za, u1 = convert_int16(vload16(0, a1 + k)) - za;
        int16 v0 = convert_int16(vload16(0, b0 + k)) - zb, v1 = convert_int16(vload16(0, b1 + k)) - zb;
        acc00 += as_uint16(u0 * v0);
        acc01 += as_uint16(u0 * v1);
        acc10 += as_uint16(u1 * v0);
        acc11 += as_uint16(u1 * v1);
    }
    int sums[4] = {sum_of(acc00), sum_of(acc01), sum_of(acc10), sum_of(acc11)};
    for (; k < length; k++) {
        int u0 = a0[k] - za, u1 = a1[k] - za, v0 = b0[k] - zb, v1 = b1[k] - zb;
        sums[0] = add_wrapping(sums[0], u0 * v0);
        sums[1] = add_wrapping(sums[1], u0 * v1);
        sums[2] = add_wrapping(sums[2], u1 * v0);
        sums[3] = add_wrapping(sums[3], u1 * v1);
    }
    for (int i = 0; i < 4; i++) {
        int row = row0 + i / 2, column = column0 + i % 2;
        if (row < rows && column < columns)
            write_element(TARGET(p), p[OUT_TYPE], (matrix * rows + row) * columns + column, finish(sums[i], p, constants, p[M1], p[S1]));
    }
}
