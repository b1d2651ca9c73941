namespace Assay.Inference;

/// <summary>What REINDEX does with a source coordinate outside its operand. The values are the codes of the instruction encoding.</summary>
public enum ReindexMode : byte
{
    /// <summary>The accumulator is <see cref="ReindexAttributes.Fill"/>.</summary>
    Fill = 0,

    /// <summary>The coordinate counts modulo the dimension.</summary>
    Wrap = 1,
}

/// <summary>How one dimension of REINDEX's operand is read: at <c>Start + Step * o[Axis]</c> for an output coordinate <c>o</c>.</summary>
/// <param name="Axis">The dimension of the output, 0 … 3; each occurs once.</param>
/// <param name="Start">The source coordinate for output coordinate 0; any.</param>
/// <param name="Step">Not 0.</param>
public readonly record struct ReindexAxis(byte Axis, int Start, short Step);

/// <summary>The attributes of REINDEX.</summary>
/// <param name="Mode">What happens outside the operand.</param>
/// <param name="Batch">How dimension N of the operand is read.</param>
/// <param name="Height">How dimension H of the operand is read.</param>
/// <param name="Width">How dimension W of the operand is read.</param>
/// <param name="Channels">How dimension C of the operand is read.</param>
/// <param name="Fill">The accumulator outside the operand; 0 for <see cref="ReindexMode.Wrap"/>.</param>
public sealed record ReindexAttributes(
    ReindexMode Mode, ReindexAxis Batch, ReindexAxis Height, ReindexAxis Width, ReindexAxis Channels, int Fill)
{
    /// <summary>How a dimension of the operand, 0 … 3, is read.</summary>
    public ReindexAxis this[int dimension] => dimension switch
    {
        0 => Batch,
        1 => Height,
        2 => Width,
        3 => Channels,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A tensor has dimensions 0 to 3."),
    };
}

/// <summary>How RESIZE finds a value between elements. The values are the codes of the instruction encoding.</summary>
public enum ResizeMode : byte
{
    /// <summary>The nearest element; halves go to the greater coordinate.</summary>
    Nearest = 0,

    /// <summary>The sum of four elements, weighted; it is <c>NumeratorY * NumeratorX</c> times too large.</summary>
    Bilinear = 1,
}

/// <summary>One axis of RESIZE: output coordinate <c>o</c> lies at <c>(o * Denominator + Offset) / Numerator</c> in the input.</summary>
/// <param name="Numerator">1 … 2,048.</param>
/// <param name="Denominator">1 … 16 numerator − 1.</param>
/// <param name="Offset">−numerator … 16 numerator − 1.</param>
public readonly record struct ResizeAxis(ushort Numerator, ushort Denominator, short Offset)
{
    /// <summary>The element at or before an output coordinate, and how far after it, in parts of the numerator, the coordinate lies.</summary>
    public (int Index, int Delta) Locate(int coordinate)
    {
        int position = (coordinate * Denominator) + Offset;
        int delta = ((position % Numerator) + Numerator) % Numerator;
        return ((position - delta) / Numerator, delta);
    }
}

/// <summary>The attributes of RESIZE.</summary>
/// <param name="Mode">How a value between elements is found.</param>
/// <param name="Y">The rows.</param>
/// <param name="X">The columns.</param>
public sealed record ResizeAttributes(ResizeMode Mode, ResizeAxis Y, ResizeAxis X);
