namespace Assay.Inference;

/// <summary>What an instruction reads: a tensor in a space, seen under a shape.</summary>
/// <param name="Space">The space in which the tensor lies.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Page">Its first page.</param>
/// <param name="Shape">The shape under which the instruction sees it; any shape of the same number of elements.</param>
/// <param name="ZeroPoint">The value which stands for zero.</param>
/// <param name="Multiplier">The operand rescale of ADD and SUB, otherwise 0.</param>
/// <param name="Shift">The operand rescale of ADD and SUB, otherwise 0.</param>
/// <param name="Producer">The index of the instruction that wrote it; <see cref="NoProducer"/> in the input and constants spaces.</param>
public sealed record Operand(
    MemorySpace Space, ElementType Type, uint Page, TensorShape Shape, int ZeroPoint, int Multiplier, byte Shift, uint Producer)
{
    /// <summary>The producer of tensors that no instruction writes.</summary>
    public const uint NoProducer = 0xFFFF_FFFF;

    /// <summary>Where the tensor starts in its space, in bytes.</summary>
    public long ByteOffset => (long)Page * Memory.PageSize;
}
