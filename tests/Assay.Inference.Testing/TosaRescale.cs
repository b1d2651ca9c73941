namespace Assay.Inference.Testing;

/// <summary>RESCALE vectors. The profile has per-channel scales in convolutions only, so a per-channel vector becomes one instruction for each channel.</summary>
internal static class TosaRescale
{
    internal static GoldenCase Convert(TosaRecord record)
    {
        TosaTensor input = record.Inputs["input"];
        if (input.IsUnsigned || record.Output.IsUnsigned)
            throw new UnsupportedCaseException("RESCALE of unsigned values");
        int channels = record.Attributes.GetProperty("per_channel").GetBoolean() ? input.Dimensions[^1] : 1;
        var builder = new ProgramBuilder(record.Id);
        var inputs = new List<ReadOnlyMemory<byte>>();
        var expected = new List<ReadOnlyMemory<byte>>();
        for (int channel = 0; channel < channels; channel++)
        {
            inputs.Add(Channel(input, channel, channels));
            expected.Add(Channel(record.Output, channel, channels));
            var shape = TensorShape.FromDimensions(input.Elements / channels);
            TensorHandle tensor = builder.AddInput($"input {channel}", input.ElementType, shape, zeroPoint: record.Inputs["input_zp"].Scalar);
            TensorHandle output = builder.Rescale(tensor, record.Output.ElementType, Epilogue.Rescale(Stage(record, channel)));
            builder.MarkOutput(output, $"output {channel}");
        }

        return new GoldenCase(record.Id, builder.Build(), inputs, expected);
    }

    private static RescaleStage Stage(TosaRecord record, int channel)
    {
        ElementType type = record.Output.ElementType;
        return new RescaleStage(
            record.Inputs["multiplier"].Values[channel],
            (byte)record.Inputs["shift"].Values[channel],
            record.Inputs["output_zp"].Scalar,
            type.Minimum(),
            type.Maximum(),
            record.Attributes.GetProperty("rounding_mode").GetString() == "DOUBLE_ROUND");
    }

    private static byte[] Channel(TosaTensor tensor, int channel, int channels)
    {
        int size = tensor.ElementType.Size();
        IEnumerable<int> elements = Enumerable.Range(0, tensor.Elements).Where(element => element % channels == channel);
        return [.. elements.SelectMany(element => tensor.Data.Skip(element * size).Take(size))];
    }
}
