using System.Runtime.InteropServices;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>The channel blocks of a convolution, taken apart.</summary>
internal sealed class ChannelConstants
{
    private ChannelConstants(int channels, int weightCount)
    {
        Bias = new int[channels];
        Scales = new (int, byte)[channels];
        Seconds = new ChannelRescale[channels];
        Weights = new sbyte[checked(channels * weightCount)];
        WeightCount = weightCount;
    }

    public int[] Bias { get; }

    public (int Multiplier, byte Shift)[] Scales { get; }

    /// <summary>Meaningful only where the epilogue's second rescale is per channel.</summary>
    public ChannelRescale[] Seconds { get; }

    /// <summary>One row of <see cref="WeightCount"/> weights per channel.</summary>
    public sbyte[] Weights { get; }

    public int WeightCount { get; }

    /// <summary>No accumulator's magnitude is above this, unless it wraps; 2³¹ then.</summary>
    public long AccumulatorBound { get; private set; }

    public static ChannelConstants Read(Instruction instruction, ReadOnlySpan<byte> constants)
    {
        WindowAttributes window = instruction.Window!;
        int count = checked((int)ChannelBlock.WeightCount(instruction.Opcode, window, instruction.A.Shape.Channels));
        ChannelConstants channels = new(instruction.OutputShape.Channels, count);
        for (int channel = 0; channel < channels.Bias.Length; channel++)
        {
            ReadOnlySpan<byte> block = constants.Slice(checked((int)ChannelBlock.Offset(window, channel)), ChannelBlock.RecordSize + count);
            ChannelRecord record = ChannelRecord.Read(block, instruction.Epilogue.PerChannelSecond);
            channels.Bias[channel] = record.Bias;
            channels.Scales[channel] = (record.Multiplier, record.Shift);
            channels.Seconds[channel] = record.Second ?? default;
            Span<sbyte> weights = channels.Weights.AsSpan(channel * count, count);
            MemoryMarshal.Cast<byte, sbyte>(block[ChannelBlock.RecordSize..]).CopyTo(weights);
            long bound = Bound(weights, channels.Bias[channel], instruction.A.ZeroPoint, window.WeightZeroPoint);
            channels.AccumulatorBound = Math.Max(channels.AccumulatorBound, bound);
        }

        return channels;
    }

    private static long Bound(ReadOnlySpan<sbyte> weights, int bias, int inputZeroPoint, int weightZeroPoint)
    {
        long largest = Math.Max(sbyte.MaxValue - inputZeroPoint, inputZeroPoint - sbyte.MinValue);
        long sum = Math.Abs((long)bias);
        foreach (sbyte weight in weights)
            sum += Math.Abs(weight - weightZeroPoint) * largest;
        return Math.Min(sum, 1L << 31);
    }
}
