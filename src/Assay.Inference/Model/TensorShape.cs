namespace Assay.Inference;

/// <summary>
/// The dimensions of a tensor, <c>[N, H, W, C]</c>, row-major. Tensors of lower rank have leading ones.
/// A valid dimension lies in 1 … <see cref="MaximumDimension"/>; a decoded dimension above 2³¹−1 appears as a negative number.
/// </summary>
/// <param name="Batch">N.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="Channels">C, the fastest running dimension.</param>
public readonly record struct TensorShape(int Batch, int Height, int Width, int Channels)
{
    /// <summary>The largest dimension.</summary>
    public const int MaximumDimension = 65_535;

    /// <summary>The most bytes a tensor may have.</summary>
    public const long MaximumBytes = 1L << 28;

    /// <summary>The number of elements. Exact for valid dimensions whose product is below 2⁶³.</summary>
    public long Elements => (long)Batch * Height * Width * Channels;

    /// <summary>Dimension 0 … 3 (N, H, W, C).</summary>
    public int this[int dimension] => dimension switch
    {
        0 => Batch,
        1 => Height,
        2 => Width,
        3 => Channels,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A tensor has dimensions 0 to 3."),
    };

    /// <summary>A shape of at most four dimensions, with leading ones.</summary>
    /// <exception cref="ArgumentException">There are more than four dimensions.</exception>
    public static TensorShape FromDimensions(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length > 4)
            throw new ArgumentException($"A tensor has at most 4 dimensions, but {dimensions.Length} were given.", nameof(dimensions));
        Span<int> padded = [1, 1, 1, 1];
        dimensions.CopyTo(padded[(4 - dimensions.Length)..]);
        return new TensorShape(padded[0], padded[1], padded[2], padded[3]);
    }

    /// <summary>Whether every dimension is in range and a tensor of this shape and type is within <see cref="MaximumBytes"/>.</summary>
    public bool IsValid(ElementType type)
    {
        long bytes = type.Size();
        for (int i = 0; i < 4; i++)
        {
            // Multiplying one dimension at a time keeps the product below 2⁴⁴, so that it cannot overflow.
            if (this[i] is < 1 or > MaximumDimension || (bytes *= this[i]) > MaximumBytes)
                return false;
        }

        return true;
    }

    /// <summary>The bytes of a tensor of this shape.</summary>
    public long ByteLength(ElementType type) => Elements * type.Size();

    /// <summary>The pages of a tensor of this shape: its bytes rounded up to whole pages.</summary>
    public long Pages(ElementType type) => Memory.PagesFor(ByteLength(type));

    /// <inheritdoc/>
    public override string ToString() => $"[{Batch}, {Height}, {Width}, {Channels}]";
}
