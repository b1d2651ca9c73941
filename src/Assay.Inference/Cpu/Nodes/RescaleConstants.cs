namespace Assay.Inference.Cpu.Nodes;

/// <summary>The records of a RESCALE with a scale and a bias for each channel.</summary>
/// <param name="Bias">One for each channel; empty where there are no records.</param>
/// <param name="Scales">One for each channel; empty where there are no records.</param>
/// <param name="Seconds">One for each channel, meaningful only where the epilogue's second rescale is per channel; empty where there are no records.</param>
internal sealed record RescaleConstants(int[] Bias, (int Multiplier, byte Shift)[] Scales, ChannelRescale[] Seconds)
{
    /// <summary>The largest magnitude of a bias.</summary>
    public long LargestBias => Bias.Length == 0 ? 0 : Bias.Max(value => Math.Abs((long)value));

    /// <summary>Reads the records of an instruction, if it has any.</summary>
    public static RescaleConstants Read(Instruction instruction, ReadOnlySpan<byte> constants)
    {
        if (instruction.Records is not { } records)
            return new RescaleConstants([], [], []);
        int channels = instruction.OutputShape.Channels;
        int[] bias = new int[channels];
        var scales = new (int, byte)[channels];
        var seconds = new ChannelRescale[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<byte> bytes = constants.Slice(checked((int)records.Offset(channel)), ChannelRecord.Size);
            ChannelRecord record = ChannelRecord.Read(bytes, instruction.Epilogue.PerChannelSecond);
            bias[channel] = record.Bias;
            scales[channel] = (record.Multiplier, record.Shift);
            seconds[channel] = record.Second ?? default;
        }

        return new RescaleConstants(bias, scales, seconds);
    }
}
