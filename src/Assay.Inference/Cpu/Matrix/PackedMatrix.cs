namespace Assay.Inference.Cpu.Matrix;

/// <summary>Weights as the operator defines them: one row of <see cref="Segments"/> × <see cref="SegmentLength"/> bytes per output channel.</summary>
internal readonly ref struct WeightRows(ReadOnlySpan<sbyte> values, ReadOnlySpan<int> bias, int segments, int segmentLength)
{
    public ReadOnlySpan<sbyte> Values { get; } = values;

    public ReadOnlySpan<int> Bias { get; } = bias;

    public int Segments { get; } = segments;

    public int SegmentLength { get; } = segmentLength;

    public int OutputChannels => Bias.Length;

    public ReadOnlySpan<sbyte> Segment(int channel, int segment) => Values.Slice(((channel * Segments) + segment) * SegmentLength, SegmentLength);
}

/// <summary>
/// Weights in the order in which a kernel reads them: blocks of as many output channels as a vector has lanes, in each block one
/// four-byte group per channel after the other, along the reduction. The bias has the corrections for zero points folded in.
/// </summary>
internal sealed unsafe partial class PackedMatrix : IDisposable
{
    /// <summary>Bytes of a group: four 8-bit or two 16-bit weights.</summary>
    public const int GroupBytes = 4;

    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly long _blockBytes;

    public PackedMatrix(MatrixKernel kernel, WeightRows rows, int inputZeroPoint, int weightZeroPoint)
    {
        int perGroup = kernel.IsSixteenBit ? 2 : 4;
        OutputChannels = rows.OutputChannels;
        Blocks = (OutputChannels + kernel.Lanes - 1) / kernel.Lanes;
        GroupsPerSegment = (rows.SegmentLength + perGroup - 1) / perGroup;
        _blockBytes = (long)rows.Segments * GroupsPerSegment * kernel.Lanes * GroupBytes;
        _weights = new NativeBuffer(Blocks * _blockBytes);
        _bias = new NativeBuffer((long)Blocks * kernel.Lanes * sizeof(int));
        for (int channel = 0; channel < OutputChannels; channel++)
        {
            int sum = PackChannel(kernel, rows, channel, weightZeroPoint);
            Bias[channel] = kernel.IsSixteenBit ? rows.Bias[channel] : unchecked(rows.Bias[channel] - ((inputZeroPoint + kernel.ActivationOffset) * sum));
        }
    }

    public int OutputChannels { get; private set; }

    public int Blocks { get; private set; }

    public int GroupsPerSegment { get; }

    public int* Bias => (int*)_bias.Pointer;

    public byte* Block(int block) => _weights.Pointer + (block * _blockBytes);

    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }

    /// <summary>Packs one output channel and returns the wrapped sum of its weights.</summary>
    private int PackChannel(MatrixKernel kernel, WeightRows rows, int channel, int weightZeroPoint)
    {
        byte* block = Block(channel / kernel.Lanes);
        int lane = channel % kernel.Lanes;
        int perGroup = kernel.IsSixteenBit ? 2 : 4;
        int sum = 0;
        for (int segment = 0; segment < rows.Segments; segment++)
        {
            ReadOnlySpan<sbyte> values = rows.Segment(channel, segment);
            for (int k = 0; k < values.Length; k++)
            {
                long group = ((long)segment * GroupsPerSegment) + (k / perGroup);
                byte* target = block + (((group * kernel.Lanes) + lane) * GroupBytes);
                if (kernel.IsSixteenBit)
                    ((short*)target)[k % perGroup] = (short)(values[k] - weightZeroPoint);
                else
                    ((sbyte*)target)[k % perGroup] = values[k];
                unchecked
                {
                    sum += values[k];
                }
            }
        }

        return sum;
    }
}
