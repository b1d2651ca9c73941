// MATMUL: a work item computes four rows by four columns of one matrix, four products at a time; both operands lie along the reduction.
// sum((a - za) * (b - zb)) = sum(a * b) - za * sum(b) - zb * sum(a) + length * za * zb.

enum {
    MATMUL_ROWS = OPERATOR, MATMUL_COLUMNS, MATMUL_LENGTH, MATMUL_RIGHT_MATRICES,
    MATMUL_B_SPACE, MATMUL_B_PAGE, MATMUL_B_ZERO_POINT
};

#define MATMUL_TILE 4

static inline void write_product(
    int acc, int row_sum, int column_sum, ulong element, __global const int *p, __global const char *constants, __global char *target)
{
    int za = p[A_ZERO_POINT], zb = p[MATMUL_B_ZERO_POINT];
    int total = add_wrapping(acc, multiply_wrapping(p[MATMUL_LENGTH], za * zb));
    total = subtract_wrapping(total, multiply_wrapping(za, column_sum));
    total = subtract_wrapping(total, multiply_wrapping(zb, row_sum));
    write_element(target, p[OUT_TYPE], element, finish(total, p, constants, p[M1], p[S1]));
}

__kernel void matmul(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    int rows = p[MATMUL_ROWS], columns = p[MATMUL_COLUMNS], length = p[MATMUL_LENGTH];
    uint column_tiles = (uint)(columns + MATMUL_TILE - 1) / MATMUL_TILE, row_tiles = (uint)(rows + MATMUL_TILE - 1) / MATMUL_TILE;
    uint item = get_global_id(0);
    int column0 = (int)(item % column_tiles) * MATMUL_TILE;
    int row0 = (int)(item / column_tiles % row_tiles) * MATMUL_TILE;
    ulong matrix = item / column_tiles / row_tiles;
    ulong right = p[MATMUL_RIGHT_MATRICES] == 1 ? 0 : matrix;
    int za = p[A_ZERO_POINT], zb = p[MATMUL_B_ZERO_POINT];
    __global const char *a = TENSOR(p[A_SPACE], p[A_PAGE]) + matrix * rows * length;
    __global const char *b = TENSOR(p[MATMUL_B_SPACE], p[MATMUL_B_PAGE]) + right * columns * length;
    int acc[MATMUL_TILE][MATMUL_TILE], row_sums[MATMUL_TILE], column_sums[MATMUL_TILE];
    for (int r = 0; r < MATMUL_TILE; r++) {
        row_sums[r] = 0;
        column_sums[r] = 0;
        for (int c = 0; c < MATMUL_TILE; c++)
            acc[r][c] = 0;
    }
    bool aligned = length % 4 == 0;
    for (int k = 0; k < length; k += 4) {
        int left[MATMUL_TILE];
        for (int r = 0; r < MATMUL_TILE; r++) {
            left[r] = load_quad(a + (ulong)min(row0 + r, rows - 1) * length + k, length - k, aligned);
            if (zb != 0)
                row_sums[r] = DOT4(left[r], 0x01010101, row_sums[r]);
        }
        for (int c = 0; c < MATMUL_TILE; c++) {
            int other = load_quad(b + (ulong)min(column0 + c, columns - 1) * length + k, length - k, aligned);
            if (za != 0)
                column_sums[c] = DOT4(other, 0x01010101, column_sums[c]);
            for (int r = 0; r < MATMUL_TILE; r++)
                acc[r][c] = DOT4(left[r], other, acc[r][c]);
        }
    }
    for (int r = 0; r < MATMUL_TILE && row0 + r < rows; r++) {
        for (int c = 0; c < MATMUL_TILE && column0 + c < columns; c++)
            write_product(acc[r][c], row_sums[r], column_sums[c], (matrix * rows + row0 + r) * columns + column0 + c, p, constants, TARGET(p));
    }
}
