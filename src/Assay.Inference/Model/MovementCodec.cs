using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>The attributes of REINDEX and RESIZE as bytes, big-endian.</summary>
internal static class MovementCodec
{
    /// <summary>Bytes that REINDEX names.</summary>
    internal const int ReindexSize = 36;

    /// <summary>Bytes that RESIZE names.</summary>
    internal const int ResizeSize = 16;

    internal static void Write(Span<byte> target, ReindexAttributes reindex)
    {
        target[0] = (byte)reindex.Mode;
        for (int dimension = 0; dimension < 4; dimension++)
        {
            ReindexAxis axis = reindex[dimension];
            target[1 + dimension] = axis.Axis;
            BinaryPrimitives.WriteInt32BigEndian(target[(8 + (4 * dimension))..], axis.Start);
            BinaryPrimitives.WriteInt16BigEndian(target[(24 + (2 * dimension))..], axis.Step);
        }

        BinaryPrimitives.WriteInt32BigEndian(target[32..], reindex.Fill);
    }

    internal static ReindexAttributes ReadReindex(ReadOnlySpan<byte> source) => new(
        (ReindexMode)source[0],
        ReadAxis(source, 0),
        ReadAxis(source, 1),
        ReadAxis(source, 2),
        ReadAxis(source, 3),
        BinaryPrimitives.ReadInt32BigEndian(source[32..]));

    internal static void Write(Span<byte> target, ResizeAttributes resize)
    {
        target[0] = (byte)resize.Mode;
        BinaryPrimitives.WriteUInt16BigEndian(target[4..], resize.Y.Numerator);
        BinaryPrimitives.WriteUInt16BigEndian(target[6..], resize.Y.Denominator);
        BinaryPrimitives.WriteUInt16BigEndian(target[8..], resize.X.Numerator);
        BinaryPrimitives.WriteUInt16BigEndian(target[10..], resize.X.Denominator);
        BinaryPrimitives.WriteInt16BigEndian(target[12..], resize.Y.Offset);
        BinaryPrimitives.WriteInt16BigEndian(target[14..], resize.X.Offset);
    }

    internal static ResizeAttributes ReadResize(ReadOnlySpan<byte> source) => new(
        (ResizeMode)source[0],
        new ResizeAxis(
            BinaryPrimitives.ReadUInt16BigEndian(source[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(source[6..]),
            BinaryPrimitives.ReadInt16BigEndian(source[12..])),
        new ResizeAxis(
            BinaryPrimitives.ReadUInt16BigEndian(source[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(source[10..]),
            BinaryPrimitives.ReadInt16BigEndian(source[14..])));

    /// <summary>Whether the bytes that the opcode does not name are zero.</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> attributes, Opcode opcode) => opcode == Opcode.Reindex
        ? IsZero(attributes[5..8]) && IsZero(attributes[ReindexSize..])
        : IsZero(attributes[1..4]) && IsZero(attributes[ResizeSize..]);

    private static ReindexAxis ReadAxis(ReadOnlySpan<byte> source, int dimension) => new(
        source[1 + dimension],
        BinaryPrimitives.ReadInt32BigEndian(source[(8 + (4 * dimension))..]),
        BinaryPrimitives.ReadInt16BigEndian(source[(24 + (2 * dimension))..]));

    private static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
