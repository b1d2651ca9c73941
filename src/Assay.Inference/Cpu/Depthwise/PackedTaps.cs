namespace Assay.Inference.Cpu.Depthwise;

/// <summary>
/// Depthwise weights in the order in which a kernel reads them: blocks of lanes, in each block one group of taps after the
/// other. Lane <c>i</c> of the row of blocks belongs to channel <c>i mod channels</c>.
/// </summary>
internal sealed unsafe class PackedTaps : IDisposable
{
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly long _blockBytes;

    /// <param name="kernel">The kernel that will read the weights.</param>
    /// <param name="weights">One row of <paramref name="taps"/> weights per channel.</param>
    /// <param name="bias">One per channel.</param>
    /// <param name="taps">Taps of the window.</param>
    /// <param name="blocks">Blocks to fill; lanes beyond the channels repeat them from the first on.</param>
    /// <param name="inputZeroPoint">Zero point of the activations.</param>
    /// <param name="weightZeroPoint">Zero point of the weights.</param>
    public PackedTaps(
        DepthwiseKernel kernel, ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, int taps, int blocks, int inputZeroPoint, int weightZeroPoint)
    {
        int weightBytes = kernel.IsSixteenBit ? sizeof(short) : sizeof(sbyte);
        Blocks = blocks;
        Groups = (taps + kernel.TapsPerGroup - 1) / kernel.TapsPerGroup;
        PaddedTaps = Groups * kernel.TapsPerGroup;
        _blockBytes = (long)PaddedTaps * kernel.BlockLanes * weightBytes;
        _weights = new NativeBuffer(blocks * _blockBytes);
        _bias = new NativeBuffer((long)blocks * kernel.BlockLanes * sizeof(int));
        for (int lane = 0; lane < blocks * kernel.BlockLanes; lane++)
        {
            int channel = lane % bias.Length;
            int sum = PackLane(kernel, weights.Slice(channel * taps, taps), lane, weightZeroPoint);
            ((int*)_bias.Pointer)[lane] = kernel.IsSixteenBit ? bias[channel] : unchecked(bias[channel] - ((inputZeroPoint + kernel.ActivationOffset) * sum));
        }
    }

    public int Blocks { get; }

    public int Groups { get; }

    public int PaddedTaps { get; }

    public byte* Block(int block) => _weights.Pointer + (block * _blockBytes);

    public int* Bias(int block, int blockLanes) => (int*)_bias.Pointer + ((long)block * blockLanes);

    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }

    private int PackLane(DepthwiseKernel kernel, ReadOnlySpan<sbyte> weights, int lane, int weightZeroPoint)
    {
        byte* block = Block(lane / kernel.BlockLanes);
        int groupWeights = kernel.TapsPerGroup * kernel.BlockLanes;
        int sum = 0;
        for (int tap = 0; tap < weights.Length; tap++)
        {
            int index = (tap / kernel.TapsPerGroup * groupWeights) + kernel.WeightIndex(tap % kernel.TapsPerGroup, lane % kernel.BlockLanes);
            if (kernel.IsSixteenBit)
                ((short*)block)[index] = (short)(weights[tap] - weightZeroPoint);
            else
                ((sbyte*)block)[index] = weights[tap];
            sum += weights[tap];
        }

        return sum;
    }
}
