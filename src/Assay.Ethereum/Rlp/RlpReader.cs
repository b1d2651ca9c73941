using System.Numerics;

namespace Assay.Ethereum.Rlp;

/// <summary>
/// Reads RLP strictly: each value has exactly one encoding, and any other is refused, because two encodings of one
/// transaction would have two hashes.
/// </summary>
public ref struct RlpReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    /// <summary>Starts at the first byte.</summary>
    public RlpReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
    }

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _position == _bytes.Length;

    /// <summary>Whether the next item is a list; false at the end.</summary>
    public readonly bool IsAtList => !IsAtEnd && _bytes[_position] >= 0xc0;

    /// <summary>Reads a byte string.</summary>
    /// <exception cref="RlpException">The next item is not a byte string in canonical form.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var start = _position;
        var payload = ReadItem(out var isList);
        return isList ? throw new RlpException($"Expected a byte string at offset {start} but found a list.") : payload;
    }

    /// <summary>Reads a byte string of a known length.</summary>
    /// <param name="length">The length in bytes.</param>
    /// <param name="name">What the bytes are, for the error.</param>
    public ReadOnlySpan<byte> ReadBytes(int length, string name)
    {
        var bytes = ReadBytes();
        return bytes.Length == length ? bytes : throw new RlpException($"Expected {name} of {length} bytes but found {bytes.Length}.");
    }

    /// <summary>Reads a non-negative number of at most 256 bits.</summary>
    /// <exception cref="RlpException">It is longer, or has leading zeros.</exception>
    public BigInteger ReadInteger()
    {
        var start = _position;
        var bytes = ReadBytes();
        if (bytes.Length > 32) throw new RlpException($"Expected an integer of at most 32 bytes at offset {start} but found {bytes.Length}.");
        if (bytes.Length > 0 && bytes[0] == 0) throw new RlpException($"The integer at offset {start} has a leading zero.");
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads a list.</summary>
    /// <returns>A reader over the list's items.</returns>
    public RlpReader ReadList()
    {
        var start = _position;
        var payload = ReadItem(out var isList);
        return isList ? new RlpReader(payload) : throw new RlpException($"Expected a list at offset {start} but found a byte string.");
    }

    /// <summary>Makes sure that nothing follows.</summary>
    public readonly void EnsureEnd()
    {
        if (!IsAtEnd) throw new RlpException($"Expected the end at offset {_position} but found {_bytes.Length - _position} more bytes.");
    }

    private ReadOnlySpan<byte> ReadItem(out bool isList)
    {
        if (IsAtEnd) throw new RlpException($"Expected an item at offset {_position} but found the end.");
        var prefix = _bytes[_position];
        isList = prefix >= 0xc0;
        if (prefix < 0x80) return _bytes.Slice(_position++, 1);

        var start = _position++;
        var shortBase = isList ? 0xc0 : 0x80;
        var length = prefix - shortBase <= 55 ? prefix - shortBase : ReadLongLength(prefix - shortBase - 55, start);
        if (length > _bytes.Length - _position)
            throw new RlpException($"The item at offset {start} claims {length} bytes but only {_bytes.Length - _position} are left.");
        var payload = _bytes.Slice(_position, (int)length);
        if (!isList && length == 1 && payload[0] < 0x80) throw new RlpException($"The single byte at offset {start} must be encoded as itself.");
        _position += (int)length;
        return payload;
    }

    private long ReadLongLength(int lengthBytes, int start)
    {
        if (lengthBytes > _bytes.Length - _position) throw new RlpException($"The length at offset {start} is cut off.");
        if (_bytes[_position] == 0) throw new RlpException($"The length at offset {start} has a leading zero.");
        if (lengthBytes > 4) throw new RlpException($"The item at offset {start} claims more than 4 GiB.");
        long length = 0;
        for (var i = 0; i < lengthBytes; i++) length = (length << 8) | _bytes[_position++];
        return length > 55 ? length : throw new RlpException($"The length {length} at offset {start} must be in the short form.");
    }
}
