using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Assay.Ethereum.Accounts;
using Assay.Primitives;

namespace Assay.Ethereum.Abi;

/// <summary>
/// Writes ABI encodings into a pooled buffer. A tuple's head is reserved first and its words are then written at known
/// positions, while the tails of dynamic members are appended; positions stay valid when the buffer grows.
/// Every method that takes a parameter's path throws <see cref="AbiException"/> naming it where the value does not fit its type.
/// </summary>
public ref struct AbiWriter : IDisposable
{
    /// <summary>Bytes per ABI word.</summary>
    public const int WordBytes = 32;

    private byte[] _buffer;

    /// <summary>An empty writer.</summary>
    /// <param name="capacity">Bytes expected; more are taken as needed.</param>
    public AbiWriter(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, WordBytes));

    /// <summary>Bytes written or reserved so far.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written. Invalid after the next write or <see cref="Dispose"/>.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Returns the buffer to its pool.</summary>
    public void Dispose()
    {
        if (_buffer is null) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null!;
        Length = 0;
    }

    /// <summary>Appends <paramref name="count"/> zero bytes and returns their position.</summary>
    public int Reserve(int count)
    {
        var at = Length;
        var end = checked(at + count);
        if (end > _buffer.Length) Grow(end);
        _buffer.AsSpan(at, count).Clear();
        Length = end;
        return at;
    }

    /// <summary>Appends bytes as they are: a selector, creation code.</summary>
    public void AppendRaw(scoped ReadOnlySpan<byte> bytes)
    {
        var at = Length;
        var end = checked(at + bytes.Length);
        if (end > _buffer.Length) Grow(end);
        bytes.CopyTo(_buffer.AsSpan(at));
        Length = end;
    }

    /// <summary>Writes at <paramref name="at"/> the distance from <paramref name="start"/>, the head that offsets are relative to, to the end.</summary>
    public readonly void WriteOffset(int at, int start) => WriteWord(at, (uint)(Length - start));

    /// <summary>Appends an array's length word and reserves the heads of its elements; returns the position of the first.</summary>
    public int BeginArray(int count, int elementBytes)
    {
        WriteWord(Reserve(WordBytes), (uint)count);
        return Reserve(checked(count * elementBytes));
    }

    /// <summary>Writes an unsigned integer of <paramref name="bits"/> bits, a multiple of eight.</summary>
    public readonly void WriteUnsigned(int at, ulong value, int bits, string parameter)
    {
        if (bits < 64 && value >> bits != 0) ThrowRange(parameter, "uint", bits, value.ToString());
        WriteWord(at, value);
    }

    /// <summary>Writes a signed integer of <paramref name="bits"/> bits, a multiple of eight.</summary>
    public readonly void WriteSigned(int at, long value, int bits, string parameter)
    {
        if (bits < 64 && value << (64 - bits) >> (64 - bits) != value) ThrowRange(parameter, "int", bits, value.ToString());
        var word = Word(at);
        if (value < 0) word.Fill(0xFF);
        BinaryPrimitives.WriteInt64BigEndian(word[24..], value);
    }

    /// <inheritdoc cref="WriteUnsigned(int, ulong, int, string)"/>
    public readonly void WriteUnsigned(int at, BigInteger value, int bits, string parameter)
    {
        var length = value.Sign < 0 ? int.MaxValue : value.GetByteCount(isUnsigned: true);
        if (length > bits / 8) ThrowRange(parameter, "uint", bits, value.ToString());
        value.TryWriteBytes(Word(at)[(WordBytes - length)..], out _, isUnsigned: true, isBigEndian: true);
    }

    /// <inheritdoc cref="WriteSigned(int, long, int, string)"/>
    public readonly void WriteSigned(int at, BigInteger value, int bits, string parameter)
    {
        var length = value.GetByteCount();
        if (length > bits / 8) ThrowRange(parameter, "int", bits, value.ToString());
        var word = Word(at);
        if (value.Sign < 0) word.Fill(0xFF);
        value.TryWriteBytes(word[(WordBytes - length)..], out _, isUnsigned: false, isBigEndian: true);
    }

    /// <summary>Writes a bool.</summary>
    public readonly void WriteBoolean(int at, bool value) => Word(at)[WordBytes - 1] = value ? (byte)1 : (byte)0;

    /// <summary>Writes an address given as 0x and 40 hexadecimal digits, in one letter case or with a right checksum.</summary>
    public readonly void WriteAddress(int at, string? value, string parameter)
    {
        if (!EthereumAddress.IsValid(value))
            throw new AbiException(parameter, $"expected an address, 0x and 40 hexadecimal digits with a right checksum, got {(value is null ? "null" : $"'{value}'")}.");
        Hex.Decode(value, Word(at)[12..]);
    }

    /// <summary>Writes a bytesN; exactly <paramref name="size"/> bytes.</summary>
    public readonly void WriteFixedBytes(int at, byte[]? value, int size, string parameter)
    {
        if (value is null || value.Length != size)
            throw new AbiException(parameter, $"expected bytes{size}, got {(value is null ? "null" : $"{value.Length} bytes")}.");
        value.CopyTo(Word(at));
    }

    /// <summary>Appends a bytes value: length word, bytes, zero padding to a whole word.</summary>
    public void AppendBytes(byte[]? value, string parameter)
    {
        Require(value, parameter);
        WriteWord(Reserve(WordBytes), (uint)value.Length);
        var at = Reserve(Padded(value.Length));
        value.CopyTo(_buffer.AsSpan(at));
    }

    /// <summary>Appends a string as its UTF-8 bytes. A lone surrogate is refused: it has no UTF-8.</summary>
    public void AppendString(string? value, string parameter)
    {
        Require(value, parameter);
        int length;
        try
        {
            length = StrictUtf8.GetByteCount(value);
        }
        catch (EncoderFallbackException error)
        {
            throw new AbiException(parameter, $"the string has a lone surrogate at character {error.Index}.");
        }

        WriteWord(Reserve(WordBytes), (uint)length);
        var at = Reserve(Padded(length));
        StrictUtf8.GetBytes(value, _buffer.AsSpan(at, length));
    }

    /// <summary>Refuses null; ABI types have no null.</summary>
    public static void Require([NotNull] object? value, string parameter)
    {
        if (value is null) throw new AbiException(parameter, "a value is needed, got null.");
    }

    /// <summary>Refuses a fixed-size array of another length than its type's.</summary>
    public static void RequireCount(int actual, int expected, string parameter)
    {
        if (actual != expected) throw new AbiException(parameter, $"expected {expected} elements, got {actual}.");
    }

    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static int Padded(int length) => checked((length + WordBytes - 1) & ~(WordBytes - 1));

    private readonly void WriteWord(int at, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(at + 24, 8), value);

    private readonly Span<byte> Word(int at) => _buffer.AsSpan(at, WordBytes);

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _buffer.Length));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    [DoesNotReturn]
    private static void ThrowRange(string parameter, string sign, int bits, string value) =>
        throw new AbiException(parameter, $"{value} does not fit {sign}{bits}.");
}
