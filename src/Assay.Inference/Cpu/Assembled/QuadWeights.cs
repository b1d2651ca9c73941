using Assay.Inference.Cpu.Nodes;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>The weights of a depthwise convolution, for every block of sixteen channels as an assembled kernel reads them, and the bias with the zero point folded in.</summary>
internal sealed unsafe class QuadWeights : IDisposable
{
    private const int ActivationOffset = 128;

    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;

    public QuadWeights(DepthwiseShape shape, ChannelConstants constants, int inputZeroPoint)
    {
        int channels = constants.Bias.Length;
        int blocks = (channels + Lanes - 1) / Lanes;
        BlockBytes = shape.WeightVectors * Lanes * DepthwiseShape.Columns;
        _weights = new NativeBuffer((long)blocks * BlockBytes);
        _bias = new NativeBuffer((long)blocks * Lanes * sizeof(int));
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<sbyte> taps = constants.Weights.AsSpan(channel * constants.WeightCount, constants.WeightCount);
            Pack(shape, taps, (sbyte*)_weights.Pointer + ((long)(channel / Lanes) * BlockBytes) + (channel % Lanes * DepthwiseShape.Columns));
            int sum = 0;
            foreach (sbyte tap in taps)
                sum += tap;
            Bias[channel] = unchecked(constants.Bias[channel] - ((inputZeroPoint + ActivationOffset) * sum));
        }
    }

    /// <summary>Channels of a block.</summary>
    public static int Lanes => 16;

    /// <summary>Bytes of weights of a block.</summary>
    public int BlockBytes { get; }

    public byte* Weights => _weights.Pointer;

    public int* Bias => (int*)_bias.Pointer;

    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }

    private static void Pack(DepthwiseShape shape, ReadOnlySpan<sbyte> taps, sbyte* target)
    {
        for (int row = 0; row < shape.KernelHeight; row++)
        {
            foreach ((int phase, int quad) in shape.WeightsOfRow())
            {
                for (int column = 0; column < DepthwiseShape.Columns; column++)
                {
                    int tap = (quad * DepthwiseShape.Columns) + column - phase;
                    target[column] = tap >= 0 && tap < shape.KernelWidth ? taps[(row * shape.KernelWidth) + tap] : (sbyte)0;
                }

                target += Lanes * DepthwiseShape.Columns;
            }
        }
    }
}
