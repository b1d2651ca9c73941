using Assay.Import.Tflite.FlatBuffers;

namespace Assay.Import.Tflite;

/// <summary>Reads the options of the operators that are supported. A file that gives another operator's options is refused.</summary>
internal static class TfliteOptionsReader
{
    private const int TypeField = 3, TableField = 4;

    public static TfliteOptions? Read(FlatTable table, string kind)
    {
        byte type = table.Byte(TypeField, "builtin_options_type");
        if (Expected(kind) is not (> 0 and var expected) || type == 0)
            return null;
        if (type != expected)
            throw table.Error("builtin_options_type", $"{type}; expected {expected} for {kind}");
        return table.Table(TableField, "builtin_options") is { } options ? Read(options, type) : null;
    }

    /// <summary>Code of the options that an operator takes, in the schema's union; 0 where none matter.</summary>
    private static byte Expected(string kind) => kind switch
    {
        "CONV_2D" => 1,
        "DEPTHWISE_CONV_2D" => 2,
        "AVERAGE_POOL_2D" or "MAX_POOL_2D" => 5,
        "FULLY_CONNECTED" => 8,
        "SOFTMAX" => 9,
        "CONCATENATION" => 10,
        "ADD" => 11,
        "RESIZE_BILINEAR" => 15,
        "MUL" => 21,
        "SUB" => 28,
        "STRIDED_SLICE" => 32,
        "TRANSPOSE_CONV" => 49,
        "PACK" => 59,
        "UNPACK" => 64,
        "RESIZE_NEAREST_NEIGHBOR" => 74,
        "LEAKY_RELU" => 75,
        "BATCH_MATMUL" => 101,
        _ => 0,
    };

    private static TfliteOptions Read(FlatTable table, byte type) => type switch
    {
        1 => Convolution(table),
        2 => Depthwise(table),
        5 => Pool(table),
        8 => new TfliteDenseOptions(Activation(table, 0), table.Byte(1, "weights_format") != 0),
        9 => new TfliteSoftmaxOptions(Finite(table, 0, "beta")),
        10 => new TfliteConcatenationOptions(table.Int32(0, "axis"), Activation(table, 1)),
        15 => new TfliteResizeOptions(table.Boolean(2, "align_corners"), table.Boolean(3, "half_pixel_centers")),
        32 => Slice(table),
        49 => Transposed(table),
        59 or 64 => new TfliteAxisOptions(table.Int32(1, "axis")),
        74 => new TfliteResizeOptions(table.Boolean(0, "align_corners"), table.Boolean(1, "half_pixel_centers")),
        75 => new TfliteLeakyReluOptions(Finite(table, 0, "alpha")),
        101 => new TfliteMatrixOptions(table.Boolean(0, "adj_x"), table.Boolean(1, "adj_y")),
        _ => new TfliteActivationOptions(Activation(table, 0)),
    };

    private static TfliteWindowOptions Convolution(FlatTable table) => new()
    {
        SamePadding = IsSame(table),
        StrideX = Positive(table, 1, "stride_w"),
        StrideY = Positive(table, 2, "stride_h"),
        Activation = Activation(table, 3),
        DilationX = Positive(table, 4, "dilation_w_factor", 1),
        DilationY = Positive(table, 5, "dilation_h_factor", 1),
    };

    /// <summary>The multiplier of depth (field 3) follows from the shapes.</summary>
    private static TfliteWindowOptions Depthwise(FlatTable table) => new()
    {
        SamePadding = IsSame(table),
        StrideX = Positive(table, 1, "stride_w"),
        StrideY = Positive(table, 2, "stride_h"),
        Activation = Activation(table, 4),
        DilationX = Positive(table, 5, "dilation_w_factor", 1),
        DilationY = Positive(table, 6, "dilation_h_factor", 1),
    };

    private static TfliteWindowOptions Pool(FlatTable table) => new()
    {
        SamePadding = IsSame(table),
        StrideX = Positive(table, 1, "stride_w"),
        StrideY = Positive(table, 2, "stride_h"),
        KernelX = Positive(table, 3, "filter_width"),
        KernelY = Positive(table, 4, "filter_height"),
        Activation = Activation(table, 5),
    };

    private static TfliteWindowOptions Transposed(FlatTable table) => new()
    {
        SamePadding = IsSame(table),
        StrideX = Positive(table, 1, "stride_w"),
        StrideY = Positive(table, 2, "stride_h"),
        Activation = Activation(table, 3),
    };

    private static TfliteSliceOptions Slice(FlatTable table) => new(
        table.Int32(0, "begin_mask"), table.Int32(1, "end_mask"), table.Int32(2, "ellipsis_mask"), table.Int32(3, "new_axis_mask"),
        table.Int32(4, "shrink_axis_mask"), table.Boolean(5, "offset"));

    private static bool IsSame(FlatTable table) => table.Byte(0, "padding") switch
    {
        0 => true,
        1 => false,
        var other => throw table.Error("padding", $"{other}; expected 0 (SAME) or 1 (VALID)"),
    };

    private static TfliteActivation Activation(FlatTable table, int field)
    {
        const string Label = "fused_activation_function";
        var activation = (TfliteActivation)table.Byte(field, Label);
        return Enum.IsDefined(activation) ? activation : throw table.Error(Label, $"{(byte)activation}; expected 0 to {(byte)TfliteActivation.SignBit}");
    }

    private static int Positive(FlatTable table, int field, string label, int absent = 0)
    {
        int value = table.Int32(field, label, absent);
        return value is >= 1 and <= byte.MaxValue ? value : throw table.Error(label, $"{value}; expected 1 to {byte.MaxValue}");
    }

    private static float Finite(FlatTable table, int field, string label)
    {
        float value = table.Single(field, label);
        return float.IsFinite(value) ? value : throw table.Error(label, $"{value}; expected a finite number");
    }
}
