namespace Assay.Inference;

/// <summary>The position of an element in a tensor.</summary>
internal readonly record struct ElementPosition(int Batch, int Y, int X, int Channel)
{
    internal static ElementPosition Of(TensorShape shape, long element)
    {
        (long row, long channel) = Math.DivRem(element, shape.Channels);
        (row, long x) = Math.DivRem(row, shape.Width);
        (long batch, long y) = Math.DivRem(row, shape.Height);
        return new ElementPosition((int)batch, (int)y, (int)x, (int)channel);
    }
}
