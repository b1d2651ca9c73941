namespace Assay.Inference;

/// <summary>An input or output of a program.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Page">Its first page in the input or output space.</param>
/// <param name="Scale">The real value of one step; for people and pre-processing only, no verified result depends on it.</param>
/// <param name="ZeroPoint">The value which stands for the real zero; for people and pre-processing only.</param>
public sealed record TensorDescriptor(string Name, ElementType Type, TensorShape Shape, uint Page, double Scale, int ZeroPoint)
{
    /// <summary>Whether the bytes stand for 0 … 2ⁿ−1, as those of a uint8 tensor do; for people and pre-processing only.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>The least number that an element can stand for.</summary>
    public int Minimum => IsUnsigned ? 0 : Type.Minimum();

    /// <summary>The greatest number that an element can stand for.</summary>
    public int Maximum => IsUnsigned ? (1 << (8 * Type.Size())) - 1 : Type.Maximum();

    /// <summary>The bytes of the tensor, without padding.</summary>
    public long ByteLength => Shape.ByteLength(Type);
}
