using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>The order in which an image's channels enter a model.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>One channel of luminance.</summary>
    Gray,
}

/// <summary>How an image is brought to the size of the input.</summary>
public enum ImageFit
{
    /// <summary>Both sides are scaled by themselves.</summary>
    Stretch,

    /// <summary>The height is fitted, the ratio is kept, and the right side is filled with zeros.</summary>
    PadRight,
}

/// <summary>
/// How a model wants its image: each channel is <c>(pixel / 255 − mean) / standard deviation</c>, then quantised with the input's scale and zero point.
/// </summary>
/// <param name="Order">The order of the channels.</param>
/// <param name="Fit">How the image is brought to size.</param>
/// <param name="Mean">One value per channel.</param>
/// <param name="StandardDeviation">One value per channel, not zero.</param>
public sealed record ImagePreprocessing(ChannelOrder Order, ImageFit Fit, ImmutableArray<double> Mean, ImmutableArray<double> StandardDeviation);
