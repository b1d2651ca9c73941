using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>A tensor of the program, what its integers stand for and where its elements lie.</summary>
/// <param name="Handle">The stored tensor.</param>
/// <param name="Parameters">Scale and zero point.</param>
/// <param name="Layout">Where the elements of the float tensor lie in it.</param>
internal sealed record QuantisedTensor(TensorHandle Handle, QuantisationParameters Parameters, TensorLayout Layout)
{
    /// <summary>Real value of the zero point in every channel; null for 0. Only image inputs have one.</summary>
    public double[]? Offsets { get; init; }

    /// <summary>A factor of the scale for every channel; null for 1. Only convolutions can read such a tensor.</summary>
    public double[]? ChannelScales { get; init; }

    /// <summary>Size of one step in a channel.</summary>
    public double ScaleOf(int channel) => Parameters.Scale * (ChannelScales?[channel] ?? 1);
}
