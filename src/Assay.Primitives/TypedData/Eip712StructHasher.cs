using System.Numerics;
using System.Text;

namespace Assay.Primitives.TypedData;

/// <summary>
/// Hashes one value of an <see cref="Eip712Type"/>: add its members in order, then <see cref="Finish()"/>. A method that does not
/// match the next member's type throws <see cref="ArgumentException"/> naming the member.
/// </summary>
public ref struct Eip712StructHasher
{
    private const int WordBytes = 32;

    private readonly Eip712Type _type;
    private Keccak256Hasher _hasher;
    private int _added;

    internal Eip712StructHasher(Eip712Type type)
    {
        _type = type;
        _hasher.Append(type.Hash);
    }

    /// <summary>Adds a uintN.</summary>
    public void AddUnsigned(BigInteger value)
    {
        var bits = Next(Eip712Encoding.Unsigned).Size;
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > bits / 8) throw Wrong($"{value} does not fit uint{bits}");
        AddInteger(value, 0);
    }

    /// <summary>Adds an intN.</summary>
    public void AddSigned(BigInteger value)
    {
        var bits = Next(Eip712Encoding.Signed).Size;
        if (value.GetByteCount() > bits / 8) throw Wrong($"{value} does not fit int{bits}");
        AddInteger(value, value.Sign < 0 ? (byte)0xFF : (byte)0);
    }

    /// <summary>Adds a bool.</summary>
    public void AddBoolean(bool value)
    {
        Next(Eip712Encoding.Boolean);
        AddInteger(value ? 1 : 0, 0);
    }

    /// <summary>Adds an address given as 20 bytes.</summary>
    public void AddAddress(scoped ReadOnlySpan<byte> address)
    {
        Next(Eip712Encoding.Address);
        if (address.Length != 20) throw Wrong($"expected an address of 20 bytes, got {address.Length}");
        Span<byte> word = stackalloc byte[WordBytes];
        word.Clear();
        address.CopyTo(word[12..]);
        AddWord(word);
    }

    /// <summary>Adds an address given as 0x and 40 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is no such address.</exception>
    public void AddAddress(string address)
    {
        Span<byte> bytes = stackalloc byte[20];
        Hex.Decode(address, bytes);
        AddAddress(bytes);
    }

    /// <summary>Adds a bytesN of exactly N bytes.</summary>
    public void AddFixedBytes(scoped ReadOnlySpan<byte> value)
    {
        var size = Next(Eip712Encoding.FixedBytes).Size;
        if (value.Length != size) throw Wrong($"expected bytes{size}, got {value.Length} bytes");
        Span<byte> word = stackalloc byte[WordBytes];
        word.Clear();
        value.CopyTo(word);
        AddWord(word);
    }

    /// <summary>Adds a bytes value.</summary>
    public void AddBytes(scoped ReadOnlySpan<byte> value)
    {
        Next(Eip712Encoding.Bytes);
        AddHashOf(value);
    }

    /// <summary>Adds a string.</summary>
    public void AddString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Next(Eip712Encoding.String);
        AddHashOf(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Adds a struct given as its hash.</summary>
    public void AddStruct(scoped ReadOnlySpan<byte> structHash)
    {
        Next(Eip712Encoding.Struct);
        if (structHash.Length != WordBytes) throw Wrong($"expected a struct hash of 32 bytes, got {structHash.Length}");
        AddWord(structHash);
    }

    /// <summary>Adds an array given as its elements' encodings, 32 bytes each: integers as words, structs, strings and arrays as hashes.</summary>
    public void AddArray(scoped ReadOnlySpan<byte> words)
    {
        Next(Eip712Encoding.Array);
        if (words.Length % WordBytes != 0) throw Wrong($"expected a whole number of 32-byte words, got {words.Length} bytes");
        AddHashOf(words);
    }

    /// <summary>The struct hash, 32 bytes, in a new array.</summary>
    public byte[] Finish()
    {
        var hash = new byte[WordBytes];
        Finish(hash);
        return hash;
    }

    /// <summary>Writes the struct hash to the first 32 bytes of <paramref name="structHash"/>.</summary>
    /// <exception cref="InvalidOperationException">Members are missing.</exception>
    public void Finish(scoped Span<byte> structHash)
    {
        if (_added != _type.Kinds.Length)
            throw new InvalidOperationException($"{_type.Name} has {_type.Kinds.Length} members, {_added} were added.");
        _hasher.Finish(structHash);
    }

    private Eip712Kind Next(Eip712Encoding encoding)
    {
        if (_added == _type.Kinds.Length) throw new ArgumentException($"{_type.Name} has only {_added} members.");
        var kind = _type.Kinds[_added];
        if (kind.Encoding != encoding)
            throw new ArgumentException($"{_type.Name}.{_type.Members[_added].Name} is a {_type.Members[_added].Type}, got {encoding}.");
        _added++;
        return kind;
    }

    private readonly ArgumentException Wrong(string problem) => new($"{_type.Name}.{_type.Members[_added - 1].Name}: {problem}.");

    private void AddInteger(BigInteger value, byte padding)
    {
        var isUnsigned = padding == 0;
        Span<byte> word = stackalloc byte[WordBytes];
        word.Fill(padding);
        // A positive signed value of full width needs no sign byte: its range was checked.
        var length = value.GetByteCount(isUnsigned);
        value.TryWriteBytes(word[(WordBytes - length)..], out _, isUnsigned, isBigEndian: true);
        AddWord(word);
    }

    private void AddHashOf(scoped ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[WordBytes];
        Keccak256.Hash(value, hash);
        AddWord(hash);
    }

    private void AddWord(scoped ReadOnlySpan<byte> word) => _hasher.Append(word);
}
