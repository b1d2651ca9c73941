using System.Buffers.Binary;
using Assay.Primitives;

namespace Assay.Inference;

/// <summary>A 32-byte hash: a node of a tree or a root.</summary>
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 32;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Takes 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A digest has {Size} bytes, but {bytes.Length} were given.", nameof(bytes));
        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>The node that stands for everything beyond the real pages, and the root of an empty space.</summary>
    public static Digest Zero => default;

    /// <summary>Parses hexadecimal digits with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not 32 bytes in hexadecimal digits.</exception>
    public static Digest Parse(string text)
    {
        byte[] bytes = Hex.Decode(text);
        return bytes.Length == Size ? new Digest(bytes) : throw new FormatException($"A digest has {Size} bytes, but '{text}' has {bytes.Length}.");
    }

    /// <summary>Whether two digests are the same.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Whether two digests differ.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _low);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Digest other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _low);

    /// <summary>Hexadecimal digits with <c>0x</c>.</summary>
    public override string ToString() => Hex.Encode(ToArray());
}
