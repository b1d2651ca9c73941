using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Assay.Ethereum.Accounts;

namespace Assay.Ethereum.Abi;

/// <summary>
/// Reads ABI encodings strictly: integers must lie in their type's range, padding must be zero, offsets and lengths must stay
/// inside the data. Every byte may be used once only, as in every encoding that a compiler writes; so crafted offsets that
/// point many times at the same tail cannot make a small message expand without bound.
/// Methods throw <see cref="AbiException"/> naming the parameter.
/// </summary>
public ref struct AbiReader
{
    private const int WordBytes = AbiWriter.WordBytes;

    private readonly ReadOnlySpan<byte> _data;
    private int _unread;

    /// <summary>A reader of <paramref name="data"/>, which begins with the head of the outermost tuple.</summary>
    public AbiReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        _unread = data.Length;
    }

    /// <summary>Reads the offset word at <paramref name="at"/> and returns the position it points to, relative to <paramref name="start"/>.</summary>
    public int ReadOffset(int at, int start, string parameter)
    {
        var offset = ReadLength(at, parameter, "offset");
        if (offset > _data.Length - start)
            throw new AbiException(parameter, $"offset {offset} from byte {start} leads beyond the {_data.Length} bytes of data.");
        return start + (int)offset;
    }

    /// <summary>Reads an array's length at <paramref name="at"/>; there is room for that many elements of <paramref name="elementBytes"/> behind it.</summary>
    public int ReadArrayLength(int at, int elementBytes, string parameter)
    {
        var count = ReadLength(at, parameter, "length");
        // Not even the heads of the elements may exceed what is left: the caller allocates from this number.
        var room = Math.Min(_data.Length - at - WordBytes, _unread) / elementBytes;
        if (count > room)
            throw new AbiException(parameter, $"length {count} needs more than the {room} elements that the data have room for.");
        return (int)count;
    }

    /// <summary>Reads an unsigned integer of at most 64 <paramref name="bits"/>.</summary>
    public ulong ReadUnsigned64(int at, int bits, string parameter)
    {
        var word = Word(at, parameter);
        var value = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
        if (word[..24].ContainsAnyExcept((byte)0) || (bits < 64 && value >> bits != 0)) ThrowRange(parameter, "uint", bits, word);
        return value;
    }

    /// <summary>Reads a signed integer of at most 64 <paramref name="bits"/>.</summary>
    public long ReadSigned64(int at, int bits, string parameter)
    {
        var word = Word(at, parameter);
        var value = BinaryPrimitives.ReadInt64BigEndian(word[24..]);
        var sign = value < 0 ? (byte)0xFF : (byte)0;
        if (word[..24].ContainsAnyExcept(sign) || value << (64 - bits) >> (64 - bits) != value) ThrowRange(parameter, "int", bits, word);
        return value;
    }

    /// <summary>Reads an unsigned integer of <paramref name="bits"/> bits.</summary>
    public BigInteger ReadUnsigned(int at, int bits, string parameter)
    {
        var word = Word(at, parameter);
        var padding = WordBytes - bits / 8;
        if (word[..padding].ContainsAnyExcept((byte)0)) ThrowRange(parameter, "uint", bits, word);
        if (!word[..24].ContainsAnyExcept((byte)0)) return BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
        return new BigInteger(word[padding..], isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads a signed integer of <paramref name="bits"/> bits.</summary>
    public BigInteger ReadSigned(int at, int bits, string parameter)
    {
        var word = Word(at, parameter);
        var padding = WordBytes - bits / 8;
        var sign = (sbyte)word[padding] < 0 ? (byte)0xFF : (byte)0;
        if (word[..padding].ContainsAnyExcept(sign)) ThrowRange(parameter, "int", bits, word);
        return new BigInteger(word[padding..], isUnsigned: false, isBigEndian: true);
    }

    /// <summary>Reads a bool: the word must be 0 or 1.</summary>
    public bool ReadBoolean(int at, string parameter)
    {
        var word = Word(at, parameter);
        if (word[..31].ContainsAnyExcept((byte)0) || word[31] > 1)
            throw new AbiException(parameter, $"expected a bool, 0 or 1, got 0x{Convert.ToHexStringLower(word)}.");
        return word[31] == 1;
    }

    /// <summary>Reads an address, as text with its EIP-55 checksum.</summary>
    public string ReadAddress(int at, string parameter)
    {
        var word = Word(at, parameter);
        if (word[..12].ContainsAnyExcept((byte)0))
            throw new AbiException(parameter, $"expected an address, 20 bytes after 12 zero bytes, got 0x{Convert.ToHexStringLower(word)}.");
        return EthereumAddress.Format(word[12..]);
    }

    /// <summary>Reads a bytesN of <paramref name="size"/> bytes.</summary>
    public byte[] ReadFixedBytes(int at, int size, string parameter)
    {
        var word = Word(at, parameter);
        if (word[size..].ContainsAnyExcept((byte)0))
            throw new AbiException(parameter, $"expected bytes{size} with zero padding, got 0x{Convert.ToHexStringLower(word)}.");
        return word[..size].ToArray();
    }

    /// <summary>Reads a bytes value whose length word is at <paramref name="at"/>.</summary>
    public byte[] ReadBytes(int at, string parameter) => Tail(at, parameter).ToArray();

    /// <summary>Reads a string whose length word is at <paramref name="at"/>; it must be valid UTF-8.</summary>
    public string ReadString(int at, string parameter)
    {
        var bytes = Tail(at, parameter);
        try
        {
            return AbiWriter.StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new AbiException(parameter, $"byte {error.Index} of the string is no valid UTF-8.");
        }
    }

    private ReadOnlySpan<byte> Tail(int at, string parameter)
    {
        var length = ReadLength(at, parameter, "length");
        var rest = _data[(at + WordBytes)..];
        if (length > rest.Length)
            throw new AbiException(parameter, $"length {length} exceeds the {rest.Length} bytes that follow.");
        var padded = AbiWriter.Padded((int)length);
        if (padded > rest.Length)
            throw new AbiException(parameter, $"{length} bytes must be padded to {padded}, only {rest.Length} follow.");
        if (rest[(int)length..padded].ContainsAnyExcept((byte)0))
            throw new AbiException(parameter, $"the padding after {length} bytes is not zero.");
        Use(padded, parameter);
        return rest[..(int)length];
    }

    private uint ReadLength(int at, string parameter, string what)
    {
        var word = Word(at, parameter);
        if (word[..28].ContainsAnyExcept((byte)0) || word[28] > 0x7F)
            throw new AbiException(parameter, $"{what} 0x{Convert.ToHexStringLower(word).TrimStart('0')} exceeds the {_data.Length} bytes of data.");
        return BinaryPrimitives.ReadUInt32BigEndian(word[28..]);
    }

    private ReadOnlySpan<byte> Word(int at, string parameter)
    {
        if (at > _data.Length - WordBytes)
            throw new AbiException(parameter, $"needs {WordBytes} bytes at byte {at}, the data have {_data.Length}.");
        Use(WordBytes, parameter);
        return _data.Slice(at, WordBytes);
    }

    private void Use(int count, string parameter)
    {
        _unread -= count;
        if (_unread < 0)
            throw new AbiException(parameter, $"offsets overlap: more bytes are used than the {_data.Length} there are.");
    }

    [DoesNotReturn]
    private static void ThrowRange(string parameter, string sign, int bits, ReadOnlySpan<byte> word) =>
        throw new AbiException(parameter, $"0x{Convert.ToHexStringLower(word)} is no {sign}{bits}.");
}
