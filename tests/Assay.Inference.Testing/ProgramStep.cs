namespace Assay.Inference.Testing;

/// <summary>The instructions of <see cref="EveryStepProgram"/> by their place in it; after these come copies into the output.</summary>
public enum ProgramStep
{
    /// <summary>A convolution of one tap.</summary>
    Pointwise,

    /// <summary>A 3 x 3 convolution in one step.</summary>
    Convolution,

    /// <summary>A 5 x 5 convolution of two segments.</summary>
    SegmentedConvolution,

    /// <summary>A 3 x 3 depthwise convolution in one step.</summary>
    Depthwise,

    /// <summary>A 5 x 5 depthwise convolution of five segments.</summary>
    SegmentedDepthwise,

    /// <summary>A 2 x 2 maximum in one step.</summary>
    Pool,

    /// <summary>A 4 x 4 maximum of four segments.</summary>
    SegmentedPool,

    /// <summary>A sum of two segments.</summary>
    SegmentedSum,

    /// <summary>A maximum in one step.</summary>
    Maximum,

    /// <summary>A maximum of two segments.</summary>
    SegmentedMaximum,

    /// <summary>A sum of two rescaled tensors.</summary>
    Addition,

    /// <summary>A difference that is broadcast.</summary>
    Subtraction,

    /// <summary>A product that is broadcast.</summary>
    Multiplication,

    /// <summary>A rescale through a table.</summary>
    Table,
}
