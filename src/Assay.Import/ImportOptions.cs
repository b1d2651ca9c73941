using Assay.Import.Images;
using Assay.Import.Quantisation;

namespace Assay.Import;

/// <summary>How a model is imported.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the program.</summary>
    public required string Name { get; init; }

    /// <summary>The images that the model takes. Exactly one of this and <see cref="Tensor"/> is given.</summary>
    public ImageNormalisation? Image { get; init; }

    /// <summary>Shape and range of the input of a model that takes no image.</summary>
    public TensorInput? Tensor { get; init; }

    /// <summary>Sample inputs of the float model, from which ranges are taken; at least one, typical of later use.</summary>
    public required IReadOnlyList<float[]> CalibrationInputs { get; init; }

    /// <summary>How the range of an int8 tensor is chosen; null tries every way and takes the one that measures best.</summary>
    public RangeMethod? RangeMethod { get; init; }

    /// <summary>Whether biases make up for the mean error of rounded weights.</summary>
    public bool CorrectBias { get; init; } = true;

    /// <summary>Whether channels in front of depthwise convolutions are brought to like ranges first.</summary>
    public bool EqualiseChannels { get; init; } = true;

    /// <summary>Which results of tables get a scale for every channel; null tries every way and takes the one that measures best.</summary>
    public ChannelScalingMode? ChannelScaling { get; init; }

    /// <summary>
    /// Whether weights are rounded so that the results on the calibration inputs change least, rather than to the nearest; null tries
    /// it on the best two of the other ways, and takes it where it measures better.
    /// </summary>
    public bool? LearnedRounding { get; init; }

    /// <summary>
    /// Whether a softmax at the end is left out: the output is its argument at 16 bits, which has the same largest class, and from
    /// which <see cref="Evaluation.OutputValues"/> can compute the probabilities of the few rows that matter.
    /// </summary>
    public bool OutputLogits { get; init; }

    /// <summary>Names of the classes, if the model has any.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>The input of a model that takes no image.</summary>
/// <param name="Shape">Shape of the float model's input, batch 1 first: [1, channels, height, width], [1, rows, channels] or [1, channels].</param>
/// <param name="Low">Smallest value that occurs.</param>
/// <param name="High">Largest value that occurs.</param>
public sealed record TensorInput(IReadOnlyList<int> Shape, double Low, double High);
