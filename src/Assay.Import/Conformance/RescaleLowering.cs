using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>RESCALE, of one scale or one for each index of the last dimension, signed or unsigned.</summary>
internal static class RescaleLowering
{
    internal static ConformanceCase Lower(TosaRecord record)
    {
        TosaTensor input = record.Input("input");
        bool perChannel = record.Flag("per_channel");
        int channels = perChannel && input.Dimensions.Length > 0 ? input.Dimensions[^1] : 1;
        int[] multipliers = Scales(record, "multiplier", channels);
        byte[] shifts = [.. Scales(record, "shift", channels).Select(shift => (byte)shift)];
        var vector = new LoweredVector(record);
        TensorShape shape = perChannel ? new TensorShape(1, 1, input.Elements / channels, channels) : input.Flat;
        TensorHandle tensor = vector.Add(input, shape, record.Input("input_zp").Scalar);
        ElementType type = record.Output.ElementType;
        Epilogue epilogue = Epilogue.Rescale(Stage(record, multipliers[0], shifts[0]), perChannel);
        return vector.Finish(perChannel
            ? vector.Builder.RescalePerChannel(
                tensor, type, epilogue, new int[channels], multipliers, shifts, record.Flag("input_unsigned"), record.Flag("output_unsigned"))
            : vector.Builder.Rescale(tensor, type, epilogue, record.Flag("input_unsigned"), record.Flag("output_unsigned")));
    }

    private static int[] Scales(TosaRecord record, string name, int count)
    {
        int[] values = record.Input(name).Values;
        return values.Length == count ? values : throw new FormatException($"input '{name}': expected {count} values, got {values.Length}");
    }

    private static RescaleStage Stage(TosaRecord record, int multiplier, byte shift)
    {
        ElementType type = record.Output.ElementType;
        bool unsigned = record.Flag("output_unsigned");
        bool twice = record.Text("rounding_mode") switch
        {
            "SINGLE_ROUND" => false,
            "DOUBLE_ROUND" => true,
            string other => throw new UnsupportedCaseException($"rounding mode {other}"),
        };
        return new RescaleStage(
            multiplier,
            shift,
            record.Input("output_zp").Scalar,
            unsigned ? 0 : type.Minimum(),
            unsigned ? (1 << (8 * type.Size())) - 1 : type.Maximum(),
            twice);
    }
}
