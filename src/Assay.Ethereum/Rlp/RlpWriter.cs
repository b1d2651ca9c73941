using System.Numerics;

namespace Assay.Ethereum.Rlp;

/// <summary>
/// Writes RLP (recursive length prefix), Ethereum's encoding of byte strings and lists of them.
/// Lists nest: everything written between <see cref="BeginList"/> and <see cref="EndList"/> is inside.
/// </summary>
public sealed class RlpWriter
{
    // A length prefix is one byte, and up to eight bytes of length.
    private const int LongestHeader = 9;

    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>What has been written so far.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>Writes a byte string.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] < 0x80)
        {
            Append(bytes);
            return;
        }
        Span<byte> header = stackalloc byte[LongestHeader];
        Append(header[..FormatHeader(header, 0x80, bytes.Length)]);
        Append(bytes);
    }

    /// <summary>Writes a number that is not negative: big-endian, without leading zeros; zero is the empty string.</summary>
    public void WriteInteger(BigInteger value)
    {
        if (value.Sign < 0) throw new ArgumentOutOfRangeException(nameof(value), value, "RLP has no negative integers.");
        if (value.IsZero) WriteBytes([]);
        else WriteBytes(value.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Opens a list.</summary>
    /// <returns>A mark to hand to <see cref="EndList"/>.</returns>
    public int BeginList() => _length;

    /// <summary>Closes the list that was opened last.</summary>
    /// <param name="mark">What <see cref="BeginList"/> returned.</param>
    public void EndList(int mark)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)mark, (uint)_length, nameof(mark));
        Span<byte> header = stackalloc byte[LongestHeader];
        var payloadLength = _length - mark;
        var headerLength = FormatHeader(header, 0xc0, payloadLength);
        EnsureRoom(headerLength);
        // The length is known only now: make room for it in front of the payload.
        _buffer.AsSpan(mark, payloadLength).CopyTo(_buffer.AsSpan(mark + headerLength));
        header[..headerLength].CopyTo(_buffer.AsSpan(mark));
        _length += headerLength;
    }

    /// <summary>Writes bytes as they are: a transaction's type in front of its list, or an item that is encoded already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded) => Append(encoded);

    private static int FormatHeader(Span<byte> header, byte shortBase, int length)
    {
        if (length <= 55)
        {
            header[0] = (byte)(shortBase + length);
            return 1;
        }
        var lengthBytes = (39 - BitOperations.LeadingZeroCount((uint)length)) / 8;
        header[0] = (byte)(shortBase + 55 + lengthBytes);
        for (var i = 0; i < lengthBytes; i++) header[1 + i] = (byte)(length >> (8 * (lengthBytes - 1 - i)));
        return 1 + lengthBytes;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        EnsureRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void EnsureRoom(int count)
    {
        var needed = checked(_length + count);
        if (needed > _buffer.Length) Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
    }
}
