using System.Globalization;
using System.Numerics;
using System.Text;
using Assay.Ethereum.Abi;
using Assay.Ethereum.Accounts;
using Assay.Primitives;
using HexText = Assay.Primitives.Hex;

namespace Nethereum.Contracts;

/// <summary>Encodes the values of indexed fields as a filter's topics.</summary>
internal static class EventTopics
{
    private const int WordBytes = 32;

    /// <summary>Makes a filter's topics.</summary>
    /// <param name="codec">The event.</param>
    /// <param name="values">For each indexed field: null for any, or the values that are let through.</param>
    public static object?[] Create(MessageCodec codec, object?[]?[] values)
    {
        var fields = codec.Parameters.Where(parameter => parameter.Indexed).ToList();
        if (values.Length > fields.Count) throw new ArgumentException($"{codec.Signature} has {fields.Count} indexed fields, but values for {values.Length} were given.", nameof(values));
        var topics = new List<object?>(4);
        if (!codec.IsAnonymous) topics.Add(HexText.Encode(codec.SignatureHash));
        for (var i = 0; i < values.Length; i++)
        {
            var field = fields[i];
            topics.Add(values[i] is { } alternatives ? alternatives.Select(value => (object)HexText.Encode(Encode(field, value))).ToArray() : null);
        }
        return [.. topics];
    }

    private static byte[] Encode(AbiParameter field, object? value) => value switch
    {
        bool flag when field.Type == "bool" => Word(flag ? 1 : 0),
        string text when field.Type == "address" => [.. new byte[12], .. EthereumAddress.Parse(text)],
        // Only the hash of a text or of bytes is in the topic.
        string text when field.Type == "string" => Keccak256.Hash(Encoding.UTF8.GetBytes(text)),
        byte[] bytes when field.Type == "bytes" => Keccak256.Hash(bytes),
        byte[] bytes when FixedLength(field.Type) == bytes.Length => [.. bytes, .. new byte[WordBytes - bytes.Length]],
        // Arrays and structs are hashed by rules of their own: the caller gives the hash.
        byte[] { Length: WordBytes } hash when field.Type.EndsWith(']') || field.Type.EndsWith(')') => [.. hash],
        BigInteger number => EncodeNumber(field, number),
        byte or sbyte or short or ushort or int or uint or long or ulong => EncodeNumber(field, ToBigInteger(value)),
        Enum constant => EncodeNumber(field, new BigInteger(Convert.ToInt64(constant, CultureInfo.InvariantCulture))),
        _ => throw new ArgumentException($"A {value?.GetType().Name ?? "null"} cannot be a value of the indexed field {field.Type} {field.Name}."),
    };

    private static byte[] EncodeNumber(AbiParameter field, BigInteger number)
    {
        var isSigned = field.Type.StartsWith("int", StringComparison.Ordinal);
        if ((!isSigned && !field.Type.StartsWith("uint", StringComparison.Ordinal))
            || !int.TryParse(field.Type.AsSpan(isSigned ? 3 : 4), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            throw new ArgumentException($"A number cannot be a value of the indexed field {field.Type} {field.Name}.");
        }
        var minimum = isSigned ? -BigInteger.Pow(2, bits - 1) : BigInteger.Zero;
        var maximum = BigInteger.Pow(2, isSigned ? bits - 1 : bits) - 1;
        if (number < minimum || number > maximum) throw new ArgumentException($"Expected {field.Type} {field.Name} between {minimum} and {maximum} but got {number}.");
        return Word(number);
    }

    private static BigInteger ToBigInteger(object value) =>
        value is ulong large ? large : new BigInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    private static int FixedLength(string type) =>
        type.StartsWith("bytes", StringComparison.Ordinal) && int.TryParse(type.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : -1;

    private static byte[] Word(BigInteger number)
    {
        var word = new byte[WordBytes];
        var length = number.GetByteCount(isUnsigned: number.Sign >= 0);
        word.AsSpan().Fill(number.Sign < 0 ? (byte)0xff : (byte)0);
        number.TryWriteBytes(word.AsSpan(WordBytes - length), out _, isUnsigned: number.Sign >= 0, isBigEndian: true);
        return word;
    }
}
