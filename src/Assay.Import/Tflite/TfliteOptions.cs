namespace Assay.Import.Tflite;

/// <summary>What an operator is told beside its tensors. Operators that need nothing have none.</summary>
internal abstract record TfliteOptions;

/// <summary>The function that an operator applies to its result; the values are the schema's codes.</summary>
internal enum TfliteActivation : byte
{
    None = 0,
    Relu = 1,
    ReluN1To1 = 2,
    Relu6 = 3,
    Tanh = 4,
    SignBit = 5,
}

/// <summary>Convolutions and pools.</summary>
internal sealed record TfliteWindowOptions : TfliteOptions
{
    public required bool SamePadding { get; init; }

    public required int StrideY { get; init; }

    public required int StrideX { get; init; }

    public int DilationY { get; init; } = 1;

    public int DilationX { get; init; } = 1;

    /// <summary>Height of a pool's window; a convolution's comes from its weights.</summary>
    public int KernelY { get; init; } = 1;

    public int KernelX { get; init; } = 1;

    public required TfliteActivation Activation { get; init; }
}

/// <summary>ADD, SUB and MUL.</summary>
internal sealed record TfliteActivationOptions(TfliteActivation Activation) : TfliteOptions;

/// <summary>FULLY_CONNECTED; <paramref name="ShuffledWeights"/> is a layout of the weights for one kernel.</summary>
internal sealed record TfliteDenseOptions(TfliteActivation Activation, bool ShuffledWeights) : TfliteOptions;

/// <summary>CONCATENATION.</summary>
internal sealed record TfliteConcatenationOptions(int Axis, TfliteActivation Activation) : TfliteOptions;

/// <summary>PACK and UNPACK.</summary>
internal sealed record TfliteAxisOptions(int Axis) : TfliteOptions;

/// <summary>BATCH_MATMUL: whether rows and columns of a side change places first.</summary>
internal sealed record TfliteMatrixOptions(bool TransposesLeft, bool TransposesRight) : TfliteOptions;

/// <summary>SOFTMAX.</summary>
internal sealed record TfliteSoftmaxOptions(float Beta) : TfliteOptions;

/// <summary>LEAKY_RELU.</summary>
internal sealed record TfliteLeakyReluOptions(float Alpha) : TfliteOptions;

/// <summary>RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR.</summary>
internal sealed record TfliteResizeOptions(bool AlignCorners, bool HalfPixelCentres) : TfliteOptions;

/// <summary>STRIDED_SLICE: one bit per dimension.</summary>
internal sealed record TfliteSliceOptions(int BeginMask, int EndMask, int EllipsisMask, int NewAxisMask, int ShrinkAxisMask, bool Offset) : TfliteOptions;
