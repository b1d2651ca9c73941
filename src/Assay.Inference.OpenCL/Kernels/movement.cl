// GATHER, REINDEX, CONCAT and RESIZE: a work item computes one element.

enum {
    GATHER_ROWS = OPERATOR, GATHER_CHANNELS, GATHER_WIDTH, GATHER_MATRICES,
    GATHER_B_SPACE, GATHER_B_PAGE, GATHER_B_TYPE, GATHER_B_ZERO_POINT
};

__kernel void gather(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    uint element = get_global_id(0);
    uint channels = (uint)p[GATHER_CHANNELS];
    uint place = element / channels;
    long row = (long)read_element(TENSOR(p[GATHER_B_SPACE], p[GATHER_B_PAGE]), p[GATHER_B_TYPE], place) - p[GATHER_B_ZERO_POINT];
    row = clamp(row, 0L, (long)p[GATHER_ROWS] - 1);
    ulong matrix = p[GATHER_MATRICES] == 1 ? 0 : place / (uint)p[GATHER_WIDTH];
    ulong index = (matrix * (uint)p[GATHER_ROWS] + (ulong)row) * channels + element % channels;
    int acc = subtract_wrapping(read_element(TENSOR(p[A_SPACE], p[A_PAGE]), p[A_TYPE], index), p[A_ZERO_POINT]);
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, p[M1], p[S1]));
}

enum {
    REINDEX_WRAPS = OPERATOR, REINDEX_FILL, REINDEX_HEIGHT, REINDEX_WIDTH, REINDEX_CHANNELS,
    REINDEX_AXES, REINDEX_SIZES = REINDEX_AXES + 4, REINDEX_STARTS = REINDEX_SIZES + 4, REINDEX_STEPS = REINDEX_STARTS + 4
};

__kernel void reindex(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    uint element = get_global_id(0);
    uint channels = (uint)p[REINDEX_CHANNELS], width = (uint)p[REINDEX_WIDTH], height = (uint)p[REINDEX_HEIGHT];
    uint position[4] = {
        element / channels / width / height, element / channels / width % height, element / channels % width, element % channels
    };
    ulong index = 0;
    bool inside = true;
    for (int d = 0; d < 4; d++) {
        long size = p[REINDEX_SIZES + d];
        long source = p[REINDEX_STARTS + d] + (long)p[REINDEX_STEPS + d] * position[p[REINDEX_AXES + d]];
        if (p[REINDEX_WRAPS] != 0)
            source = (source % size + size) % size;
        inside = inside && source >= 0 && source < size;
        index = index * (ulong)size + (ulong)(inside ? source : 0);
    }
    int acc = p[REINDEX_FILL];
    if (inside)
        acc = subtract_wrapping(read_element(TENSOR(p[A_SPACE], p[A_PAGE]), p[A_TYPE], index), p[A_ZERO_POINT]);
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, p[M1], p[S1]));
}

enum { CONCAT_LEFT = OPERATOR, CONCAT_RIGHT, CONCAT_B_SPACE, CONCAT_B_PAGE, CONCAT_B_TYPE, CONCAT_B_ZERO_POINT };

__kernel void concat(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    uint element = get_global_id(0);
    // Elements of A and of B between one seam and the next.
    uint left = (uint)p[CONCAT_LEFT], right = (uint)p[CONCAT_RIGHT];
    uint outer = element / (left + right), rest = element % (left + right);
    int acc;
    if (rest < left)
        acc = subtract_wrapping(read_element(TENSOR(p[A_SPACE], p[A_PAGE]), p[A_TYPE], (ulong)outer * left + rest), p[A_ZERO_POINT]);
    else
        acc = subtract_wrapping(
            read_element(TENSOR(p[CONCAT_B_SPACE], p[CONCAT_B_PAGE]), p[CONCAT_B_TYPE], (ulong)outer * right + rest - left), p[CONCAT_B_ZERO_POINT]);
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, p[M1], p[S1]));
}

enum {
    RESIZE_IS_BILINEAR = OPERATOR, RESIZE_INPUT_HEIGHT, RESIZE_INPUT_WIDTH, RESIZE_CHANNELS, RESIZE_OUTPUT_HEIGHT, RESIZE_OUTPUT_WIDTH,
    RESIZE_NUMERATOR_Y, RESIZE_DENOMINATOR_Y, RESIZE_OFFSET_Y, RESIZE_NUMERATOR_X, RESIZE_DENOMINATOR_X, RESIZE_OFFSET_X
};

static inline int floor_rest(int position, int numerator) { return (position % numerator + numerator) % numerator; }

__kernel void resize(ARGUMENTS)
{
    __global const int *p = parameters + first_parameter;
    RETURN_IF_SURPLUS(p);
    uint element = get_global_id(0);
    uint channels = (uint)p[RESIZE_CHANNELS];
    uint pixel = element / channels, channel = element % channels;
    uint row = pixel / (uint)p[RESIZE_OUTPUT_WIDTH];
    int position_y = (int)(row % (uint)p[RESIZE_OUTPUT_HEIGHT]) * p[RESIZE_DENOMINATOR_Y] + p[RESIZE_OFFSET_Y];
    int position_x = (int)(pixel % (uint)p[RESIZE_OUTPUT_WIDTH]) * p[RESIZE_DENOMINATOR_X] + p[RESIZE_OFFSET_X];
    int ny = p[RESIZE_NUMERATOR_Y], nx = p[RESIZE_NUMERATOR_X];
    int dy = floor_rest(position_y, ny), dx = floor_rest(position_x, nx);
    int y = (position_y - dy) / ny, x = (position_x - dx) / nx;
    int height = p[RESIZE_INPUT_HEIGHT], width = p[RESIZE_INPUT_WIDTH];
    ulong image = (ulong)(row / (uint)p[RESIZE_OUTPUT_HEIGHT]) * height;
    __global const char *tensor = TENSOR(p[A_SPACE], p[A_PAGE]);
    bool bilinear = p[RESIZE_IS_BILINEAR] != 0;
    int acc = 0;
    for (int corner = 0; corner < (bilinear ? 4 : 1); corner++) {
        int below = bilinear ? corner >> 1 : 2 * dy >= ny;
        int beside = bilinear ? corner & 1 : 2 * dx >= nx;
        ulong at_y = (ulong)clamp(y + below, 0, height - 1), at_x = (ulong)clamp(x + beside, 0, width - 1);
        int value = read_element(tensor, p[A_TYPE], ((image + at_y) * width + at_x) * channels + channel);
        int weight = bilinear ? (below ? dy : ny - dy) * (beside ? dx : nx - dx) : 1;
        acc = add_wrapping(acc, multiply_wrapping(subtract_wrapping(value, p[A_ZERO_POINT]), weight));
    }
    write_element(TARGET(p), p[OUT_TYPE], element, finish(acc, p, constants, p[M1], p[S1]));
}
