using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Assay.Ethereum.Generators;

/// <summary>Reads a Solidity type name together with the C# type of the property that carries it.</summary>
internal sealed class AbiTypeParser(MessageReader messages)
{
    private const int MaximumFixedArrayBytes = 1 << 20;

    /// <summary>The node of <paramref name="type"/>.</summary>
    /// <param name="type">Solidity type name as an attribute gives it.</param>
    /// <param name="carrier">The property's type; null to take the type that the code generator would.</param>
    /// <param name="where">For messages: the property.</param>
    /// <param name="location">For messages.</param>
    public AbiNode Parse(string type, ITypeSymbol? carrier, string where, Location? location)
    {
        UnsupportedMessageException Unsupported(string problem) => new($"{where}: {problem}", location);

        if (type.EndsWith("]", StringComparison.Ordinal))
            return ParseArray(type, carrier, where, location);
        if (type.StartsWith("tuple", StringComparison.Ordinal))
        {
            if (carrier is not INamedTypeSymbol { TypeKind: TypeKind.Class } tuple)
                throw Unsupported($"{type} needs a class, has {carrier?.ToDisplayString() ?? "none"}");
            return messages.ReadTuple(tuple, where, location);
        }

        switch (type)
        {
            case "bool":
                return Simple(SimpleKind.Boolean, type, "bool", 0);
            case "address":
                return Simple(SimpleKind.Address, type, "string", 0);
            case "string":
                return Simple(SimpleKind.String, type, "string", 0);
            case "bytes":
                return Simple(SimpleKind.Bytes, type, "byte[]", 0);
            case "function":
                return Simple(SimpleKind.FixedBytes, type, "byte[]", 24);
        }

        if (TrySize(type, "bytes", out var size) && size is >= 1 and <= 32)
            return Simple(SimpleKind.FixedBytes, type, "byte[]", size);
        var signed = type.StartsWith("int", StringComparison.Ordinal);
        if (type is "int" or "uint") return Integer(type + "256", signed, 256);
        if (TrySize(type, signed ? "int" : "uint", out var bits) && bits is >= 8 and <= 256 && bits % 8 == 0)
            return Integer(type, signed, bits);
        throw Unsupported($"'{type}' is no Solidity type");

        AbiNode Simple(SimpleKind kind, string canonical, string expected, int length)
        {
            if (carrier is not null && carrier.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() != expected)
                throw Unsupported($"{canonical} is carried by {expected}, not by {carrier.ToDisplayString()}");
            return new SimpleNode(kind, canonical, expected, length);
        }

        AbiNode Integer(string canonical, bool isSigned, int width)
        {
            if (carrier is null) return NaturalInteger(canonical, isSigned, width);
            var csharp = carrier.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            if (csharp == "global::System.Numerics.BigInteger")
                return new IntegerNode(canonical, csharp, isSigned, width, IntegerCarrier.Big);
            var underlying = carrier is INamedTypeSymbol { TypeKind: TypeKind.Enum } named ? named.EnumUnderlyingType! : carrier;
            if (IntegerCarrier.Of(underlying.SpecialType) is not { } found || (isSigned && !found.Signed))
                throw Unsupported($"{canonical} cannot be carried by {carrier.ToDisplayString()}");
            return new IntegerNode(canonical, csharp, isSigned, width, found);
        }
    }

    private AbiNode ParseArray(string type, ITypeSymbol? carrier, string where, Location? location)
    {
        var open = type.LastIndexOf('[');
        var text = type.Substring(open + 1, type.Length - open - 2);
        int? count = null;
        if (text.Length != 0)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed == 0)
                throw new UnsupportedMessageException($"{where}: '{type}' is no Solidity type", location);
            count = parsed;
        }

        ITypeSymbol? elementCarrier = null;
        if (carrier is IArrayTypeSymbol { Rank: 1 } array)
            elementCarrier = array.ElementType;
        else if (carrier is INamedTypeSymbol { TypeArguments.Length: 1 } list && IsList(list))
            elementCarrier = list.TypeArguments[0];
        else if (carrier is not null)
            throw new UnsupportedMessageException($"{where}: {type} is carried by List<T> or T[], not by {carrier.ToDisplayString()}", location);

        var element = Parse(type.Substring(0, open), elementCarrier, where, location);
        if (count is { } fixedCount && (long)fixedCount * element.HeadBytes > MaximumFixedArrayBytes)
            throw new UnsupportedMessageException($"{where}: '{type}' is longer than {MaximumFixedArrayBytes} bytes", location);
        return new ArrayNode(element, count, $"global::System.Collections.Generic.List<{element.CSharp}>", carrier is IArrayTypeSymbol);
    }

    private static bool IsList(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic"
        && type.Name is "List" or "IList" or "IReadOnlyList";

    private static AbiNode NaturalInteger(string canonical, bool signed, int bits)
    {
        if (bits > 64) return new IntegerNode(canonical, "global::System.Numerics.BigInteger", signed, bits, IntegerCarrier.Big);
        var carrierBits = bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
        var csharp = carrierBits switch
        {
            8 => signed ? "sbyte" : "byte",
            16 => signed ? "short" : "ushort",
            32 => signed ? "int" : "uint",
            _ => signed ? "long" : "ulong",
        };
        return new IntegerNode(canonical, csharp, signed, bits, new IntegerCarrier(carrierBits, signed));
    }

    private static bool TrySize(string type, string prefix, out int size)
    {
        size = 0;
        return type.StartsWith(prefix, StringComparison.Ordinal)
            && type.Length > prefix.Length && type[prefix.Length] != '0'
            && int.TryParse(type.Substring(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}
