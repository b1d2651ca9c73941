// CONV2D and MATMUL by tiles in local memory: a work group of 64 computes 32 x 32 results, a work item 4 x 4 of them. The reduction is taken 32 bytes at a time:
// the group copies them for all 32 rows of either side, then every item reads four words of either side for 16 dot products.

#define TILE 32
#define TILE_DEPTH 8
#define TILE_SIDE 8
#define TILE_GROUP 64

// Four words more than a row, so that the items of a group write to different banks.
#define TILE_STRIDE (TILE + 4)

typedef struct {
    int4 rows[4];
    int4 left_sums, right_sums;
} tile_sums;

static inline int4 dot_row(int left, int4 right, int4 acc)
{
    return (int4)(DOT4(left, right.s0, acc.s0), DOT4(left, right.s1, acc.s1), DOT4(left, right.s2, acc.s2), DOT4(left, right.s3, acc.s3));
}

static inline void clear_tile(tile_sums *sums)
{
    for (int i = 0; i < 4; i++)
        sums->rows[i] = (int4)(0);
    sums->left_sums = (int4)(0);
    sums->right_sums = (int4)(0);
}

static inline void multiply_tiles(__local const int *left, __local const int *right, bool sums_left, bool sums_right, tile_sums *sums)
{
    int item = get_local_id(0);
    left += item / TILE_SIDE * 4;
    right += item % TILE_SIDE * 4;
#pragma unroll
    for (int d = 0; d < TILE_DEPTH; d++, left += TILE_STRIDE, right += TILE_STRIDE) {
        int4 a = *(__local const int4 *)left, b = *(__local const int4 *)right;
        sums->rows[0] = dot_row(a.s0, b, sums->rows[0]);
        sums->rows[1] = dot_row(a.s1, b, sums->rows[1]);
        sums->rows[2] = dot_row(a.s2, b, sums->rows[2]);
        sums->rows[3] = dot_row(a.s3, b, sums->rows[3]);
        if (sums_left)
            sums->left_sums = dot_row(0x01010101, a, sums->left_sums);
        if (sums_right)
            sums->right_sums = dot_row(0x01010101, b, sums->right_sums);
    }
}

static inline int part_of(int4 v, int i) { return i == 0 ? v.s0 : i == 1 ? v.s1 : i == 2 ? v.s2 : v.s3; }

__kernel __attribute__((reqd_work_group_size(TILE_GROUP, 1, 1))) void convolution_tiled(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    __local int left[TILE_DEPTH * TILE_STRIDE] __attribute__((aligned(16)));
    __local int right[TILE_DEPTH * TILE_STRIDE] __attribute__((aligned(16)));
    int output_channels = p[CONV_OUTPUT_CHANNELS], pixels = p[CONV_PIXELS];
    int input_height = p[CONV_INPUT_HEIGHT], input_width = p[CONV_INPUT_WIDTH], channels = p[CONV_INPUT_CHANNELS];
    int kernel_width = p[CONV_KERNEL_WIDTH];
    int quads = (channels + 3) / 4, groups = (output_channels + 3) / 4;
    int total = p[CONV_KERNEL_HEIGHT] * kernel_width * quads;
    int channel_tiles = (output_channels + TILE - 1) / TILE;
    int item = get_local_id(0), tile = get_group_id(0);
    int group0 = tile % channel_tiles * (TILE / 4), pixel0 = tile / channel_tiles * TILE;
    bool aligned = channels % 4 == 0;
    __global const char *x = TENSOR(p[A_SPACE], p[A_PAGE]);

    // An item copies one word of four pixels, and of four channels, per step: always the words `lane`, `lane + 8`, ... of the reduction.
    int lane = item % TILE_DEPTH, line = item / TILE_DEPTH;
    int group = group0 + line;
    __global const int4 *w = (__global const int4 *)(weights + (ulong)(uint)p[CONV_WEIGHTS] * 64) + (ulong)min(group, groups - 1) * total;
    ulong image[4];
    int top[4], first[4];
    for (int i = 0; i < 4; i++) {
        int pixel = min(pixel0 + line + i * TILE_SIDE, pixels - 1);
        int row = pixel / p[CONV_OUTPUT_WIDTH];
        first[i] = pixel % p[CONV_OUTPUT_WIDTH] * p[CONV_STRIDE_X] - p[CONV_PAD_LEFT];
        top[i] = row % p[CONV_OUTPUT_HEIGHT] * p[CONV_STRIDE_Y] - p[CONV_PAD_TOP];
        image[i] = (ulong)(row / p[CONV_OUTPUT_HEIGHT]) * input_height * input_width * channels;
    }
    int tap = lane / quads, quad = lane % quads;
    int ky = tap / kernel_width, kx = tap % kernel_width;
    tile_sums sums;
    clear_tile(&sums);
    for (int k = lane; k - lane < total; k += TILE_DEPTH) {
        int4 w4 = k < total ? w[k] : (int4)(0);
        int left_over = channels - quad * 4;
        for (int i = 0; i < 4; i++) {
            int y = top[i] + ky * p[CONV_DILATION_Y], column = first[i] + kx * p[CONV_DILATION_X];
            bool inside = y >= 0 && y < input_height && column >= 0 && column < input_width;
            int x4 = 0;
            if (k < total && inside)
                x4 = load_quad(x + image[i] + ((ulong)y * input_width + column) * channels + quad * 4, left_over, aligned);
            else if (k < total)
                x4 = outside_quad(p[A_ZERO_POINT], left_over);
            left[lane * TILE_STRIDE + line + i * TILE_SIDE] = x4;
        }
        *(__local int4 *)(right + lane * TILE_STRIDE + line * 4) = w4;
        barrier(CLK_LOCAL_MEM_FENCE);
        multiply_tiles(left, right, p[CONV_WEIGHT_ZERO_POINT] != 0, false, &sums);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (quad += TILE_DEPTH; quad >= quads; quad -= quads) {
            kx++;
            if (kx == kernel_width) {
                kx = 0;
                ky++;
            }
        }
    }
    int channel0 = group0 * 4 + item % TILE_SIDE * 4;
    pixel0 += item / TILE_SIDE * 4;
    for (int i = 0; i < 4 && pixel0 + i < pixels; i++) {
        for (int c = 0; c < 4 && channel0 + c < output_channels; c++)
            write_channel(part_of(sums.rows[i], c), part_of(sums.left_sums, i), channel0 + c, (ulong)(pixel0 + i), p, constants, parameters, TARGET(p));
    }
}

__kernel __attribute__((reqd_work_group_size(TILE_GROUP, 1, 1))) void matmul_tiled(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    __local int left[TILE_DEPTH * TILE_STRIDE] __attribute__((aligned(16)));
    __local int right[TILE_DEPTH * TILE_STRIDE] __attribute__((aligned(16)));
    int rows = p[MATMUL_ROWS], columns = p[MATMUL_COLUMNS], length = p[MATMUL_LENGTH];
    uint column_tiles = (uint)(columns + TILE - 1) / TILE, row_tiles = (uint)(rows + TILE - 1) / TILE;
    uint tile = get_group_id(0);
    int column0 = (int)(tile % column_tiles) * TILE, row0 = (int)(tile / column_tiles % row_tiles) * TILE;
    ulong matrix = tile / column_tiles / row_tiles;
    ulong right_matrix = p[MATMUL_RIGHT_MATRICES] == 1 ? 0 : matrix;
    __global const char *a = TENSOR(p[A_SPACE], p[A_PAGE]) + matrix * rows * length;
    __global const char *b = TENSOR(p[MATMUL_B_SPACE], p[MATMUL_B_PAGE]) + right_matrix * columns * length;
    bool aligned = length % 4 == 0;
    int item = get_local_id(0);
    int lane = item % TILE_DEPTH, line = item / TILE_DEPTH;
    tile_sums sums;
    clear_tile(&sums);
    for (int k = lane * 4; k - lane * 4 < length; k += TILE_DEPTH * 4) {
        for (int i = 0; i < 4; i++) {
            int row = min(row0 + line + i * TILE_SIDE, rows - 1), column = min(column0 + line + i * TILE_SIDE, columns - 1);
            int place = lane * TILE_STRIDE + line + i * TILE_SIDE;
            left[place] = k < length ? load_quad(a + (ulong)row * length + k, length - k, aligned) : 0;
            right[place] = k < length ? load_quad(b + (ulong)column * length + k, length - k, aligned) : 0;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        multiply_tiles(left, right, p[MATMUL_B_ZERO_POINT] != 0, p[A_ZERO_POINT] != 0, &sums);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    row0 += item / TILE_SIDE * 4;
    column0 += item % TILE_SIDE * 4;
    for (int r = 0; r < 4 && row0 + r < rows; r++) {
        for (int c = 0; c < 4 && column0 + c < columns; c++) {
            ulong element = (matrix * rows + row0 + r) * columns + column0 + c;
            write_product(part_of(sums.rows[r], c), part_of(sums.left_sums, r), part_of(sums.right_sums, c), element, p, constants, TARGET(p));
        }
    }
}
