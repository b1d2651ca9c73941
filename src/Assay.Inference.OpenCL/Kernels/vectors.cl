// CONV2D and MATMUL for processors with vectors: a work item holds its sums in vectors of 16.

#define VECTOR 16

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
            int step[PIXELS_PER_ITEM], outside[PIXELS_PER_ITEM];
            for (int q = 0; q < PIXELS_PER_ITEM; q++) {
                int y = top[q] + ky * p[CONV_DILATION_Y];
                int column = left[q] + kx * p[CONV_DILATION_X];
                bool inside = y >= 0 && y < input_height && column >= 0 && column < input_width;
                tap[q] = inside ? x + image[q] + ((ulong)y * input_width + column) * channels : x;
                step[q] = inside ? -1 : 0;
                outside[q] = inside ? 0 : zero_point;
            }
            for (int c = 0; c < channels; c++) {
                int16 w16 = convert_int16(vload16(c, w));
                acc0 += as_uint16(w16 * ((tap[0][c] & step[0]) | outside[0]));
                acc1 += as_uint16(w16 * ((tap[1][c] & step[1]) | outside[1]));
                acc2 += as_uint16(w16 * ((tap[2][c] & step[2]) | outside[2]));
                acc3 += as_uint16(w16 * ((tap[3][c] & step[3]) | outside[3]));
            }
            for (int q = 0; sums_needed && q < PIXELS_PER_ITEM; q++) {
                for (int c = 0; c < channels; c++)
                    sums[q] += (tap[q][c] & step[q]) | outside[q];
            }
        }
    }
    uint16 acc[PIXELS_PER_ITEM] = {acc0, acc1, acc2, acc3};
    for (int q = 0; q < PIXELS_PER_ITEM && pixel0 + q < pixels; q++) {
        const int *of_channel = (const int *)&acc[q];
        for (int c = 0; c < VECTOR && group * VECTOR + c < p[CONV_OUTPUT_CHANNELS]; c++)
            write_channel(of_channel[c], sums[q], group * VECTOR + c, (ulong)(pixel0 + q), p, constants, parameters, TARGET(p));
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
