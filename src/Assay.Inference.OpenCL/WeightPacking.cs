namespace Assay.Inference.OpenCL;

/// <summary>The order of a convolution's weights on the device.</summary>
internal enum WeightOrder
{
    /// <summary>Depthwise: tap, output channel.</summary>
    ByTap,

    /// <summary>Groups of 4 output channels, tap, groups of 4 input channels, output channel, input channel: words for dot products.</summary>
    ByQuads,

    /// <summary>Groups of 16 output channels, tap, input channel, output channel: vectors.</summary>
    ByVectors,
}

/// <summary>Where each weight of a convolution lies on the device; what is no weight is zero.</summary>
/// <param name="Taps">Kernel height by width.</param>
/// <param name="InputChannels">Channels of the input.</param>
/// <param name="OutputChannels">Channels of the output.</param>
/// <param name="Order">The order.</param>
internal readonly record struct WeightPacking(int Taps, int InputChannels, int OutputChannels, WeightOrder Order)
{
    private const int Quad = 4;
    private const int Vector = 16;

    private int Quads => (InputChannels + Quad - 1) / Quad;

    /// <summary>All bytes, padding included.</summary>
    public int Bytes => checked(Order switch
    {
        WeightOrder.ByQuads => (OutputChannels + Quad - 1) / Quad * Taps * Quads * Quad * Quad,
        WeightOrder.ByVectors => (OutputChannels + Vector - 1) / Vector * Taps * InputChannels * Vector,
        _ => OutputChannels * Taps,
    });

    /// <summary>The place of a weight; depthwise weights have input channel 0.</summary>
    public int Position(int outputChannel, int tap, int inputChannel) => Order switch
    {
        WeightOrder.ByQuads => (((((outputChannel / Quad * Taps) + tap) * Quads) + (inputChannel / Quad)) * Quad * Quad)
            + (outputChannel % Quad * Quad) + (inputChannel % Quad),
        WeightOrder.ByVectors => (((((outputChannel / Vector) * Taps) + tap) * InputChannels) + inputChannel) * Vector + (outputChannel % Vector),
        _ => (tap * OutputChannels) + outputChannel,
    };
}
