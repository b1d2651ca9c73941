namespace Assay.Ethereum.Generators;

/// <summary>Emits the statements that write a value.</summary>
internal sealed class EncodeEmitter(SourceWriter source)
{
    /// <summary>Writes <paramref name="value"/> into its head slot at <paramref name="at"/>, and its tail at the end.</summary>
    /// <param name="node">Its type.</param>
    /// <param name="at">Expression: position of the slot.</param>
    /// <param name="start">Expression: position that offsets in this head are relative to.</param>
    /// <param name="value">Expression: the value.</param>
    /// <param name="path">The parameter's path, for errors.</param>
    public void Head(AbiNode node, string at, string start, string value, string path)
    {
        var parameter = Literal.Text(path);
        switch (node)
        {
            case { IsDynamic: true }:
                source.Line($"writer.WriteOffset({at}, {start});");
                Tail(node, value, path);
                break;
            case IntegerNode integer:
                source.Line($"writer.Write{(integer.Signed ? "Signed" : "Unsigned")}({at}, {Widen(integer, value)}, {integer.Bits}, {parameter});");
                break;
            case SimpleNode { Kind: SimpleKind.Boolean }:
                source.Line($"writer.WriteBoolean({at}, {value});");
                break;
            case SimpleNode { Kind: SimpleKind.Address }:
                source.Line($"writer.WriteAddress({at}, {value}, {parameter});");
                break;
            case SimpleNode bytes:
                source.Line($"writer.WriteFixedBytes({at}, {value}, {bytes.Size}, {parameter});");
                break;
            case ArrayNode array:
                FixedArray(array, at, value, path);
                break;
            case TupleNode tuple:
                Tuple(tuple, at, value, parameter);
                break;
        }
    }

    private void Tail(AbiNode node, string value, string path)
    {
        var parameter = Literal.Text(path);
        switch (node)
        {
            case SimpleNode { Kind: SimpleKind.String }:
                source.Line($"writer.AppendString({value}, {parameter});");
                break;
            case SimpleNode:
                source.Line($"writer.AppendBytes({value}, {parameter});");
                break;
            case TupleNode tuple:
                Tuple(tuple, $"writer.Reserve({tuple.TupleHeadBytes})", value, parameter);
                break;
            case ArrayNode { Count: { } count } array:
                FixedArray(array, $"writer.Reserve({count * array.Element.HeadBytes})", value, path);
                break;
            case ArrayNode array:
                source.Open();
                var items = Items(value, parameter);
                Elements(array, items, $"writer.BeginArray({items}.{CountOf(array)}, {array.Element.HeadBytes})", path);
                source.Close();
                break;
        }
    }

    private void FixedArray(ArrayNode array, string at, string value, string path)
    {
        var parameter = Literal.Text(path);
        source.Open();
        var items = Items(value, parameter);
        source.Line($"{Names.Writer}.RequireCount({items}.{CountOf(array)}, {array.Count}, {parameter});");
        Elements(array, items, at, path);
        source.Close();
    }

    private void Elements(ArrayNode array, string items, string at, string path)
    {
        var first = source.Unique("first");
        var index = source.Unique("index");
        source.Line($"var {first} = {at};");
        source.Open($"for (var {index} = 0; {index} < {items}.{CountOf(array)}; {index}++)");
        Head(array.Element, $"{first} + {index} * {array.Element.HeadBytes}", first, $"{items}[{index}]", path + "[]");
        source.Close();
    }

    private string Items(string value, string parameter)
    {
        var items = source.Unique("items");
        source.Line($"var {items} = {value};");
        source.Line($"{Names.Writer}.Require({items}, {parameter});");
        return items;
    }

    private void Tuple(TupleNode tuple, string at, string value, string parameter)
    {
        source.Open();
        var item = source.Unique("item");
        source.Line($"var {item} = {value};");
        source.Line($"{Names.Writer}.Require({item}, {parameter});");
        source.Line($"{Names.Codecs}.Get<{tuple.CSharp}>().Encode(ref writer, {at}, {item});");
        source.Close();
    }

    private static string CountOf(ArrayNode array) => array.IsCSharpArray ? "Length" : "Count";

    private static string Widen(IntegerNode integer, string value)
    {
        if (integer.Carrier.IsBig) return value;
        var wide = integer.Carrier.Signed ? "long" : "ulong";
        // A signed carrier of an unsigned type may be negative; BigInteger's writer refuses that.
        return integer.Carrier.Signed == integer.Signed ? $"({wide}){value}" : $"new global::System.Numerics.BigInteger(({wide}){value})";
    }
}
