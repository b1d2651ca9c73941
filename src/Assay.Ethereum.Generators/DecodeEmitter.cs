namespace Assay.Ethereum.Generators;

/// <summary>Emits the statements that read a value.</summary>
internal sealed class DecodeEmitter(SourceWriter source)
{
    /// <summary>Reads a value whose head slot is at <paramref name="at"/>.</summary>
    /// <param name="node">Its type.</param>
    /// <param name="at">Expression: position of the slot.</param>
    /// <param name="start">Expression: position that offsets in this head are relative to.</param>
    /// <param name="path">The parameter's path, for errors.</param>
    /// <param name="assign">Makes the statement that takes the value from an expression.</param>
    public void Head(AbiNode node, string at, string start, string path, Func<string, string> assign)
    {
        var parameter = Literal.Text(path);
        switch (node)
        {
            case { IsDynamic: true }:
                source.Open();
                var tail = source.Unique("tail");
                source.Line($"var {tail} = reader.ReadOffset({at}, {start}, {parameter});");
                Tail(node, tail, path, assign);
                source.Close();
                break;
            case IntegerNode integer:
                source.Line(assign(Integer(integer, at, parameter)));
                break;
            case SimpleNode { Kind: SimpleKind.Boolean }:
                source.Line(assign($"reader.ReadBoolean({at}, {parameter})"));
                break;
            case SimpleNode { Kind: SimpleKind.Address }:
                source.Line(assign($"reader.ReadAddress({at}, {parameter})"));
                break;
            case SimpleNode bytes:
                source.Line(assign($"reader.ReadFixedBytes({at}, {bytes.Size}, {parameter})"));
                break;
            case ArrayNode array:
                Elements(array, at, array.Count.ToString()!, path, assign);
                break;
            case TupleNode tuple:
                Tuple(tuple, at, assign);
                break;
        }
    }

    private void Tail(AbiNode node, string at, string path, Func<string, string> assign)
    {
        var parameter = Literal.Text(path);
        switch (node)
        {
            case SimpleNode { Kind: SimpleKind.String }:
                source.Line(assign($"reader.ReadString({at}, {parameter})"));
                break;
            case SimpleNode:
                source.Line(assign($"reader.ReadBytes({at}, {parameter})"));
                break;
            case TupleNode tuple:
                Tuple(tuple, at, assign);
                break;
            case ArrayNode { Count: { } count } array:
                Elements(array, at, count.ToString(), path, assign);
                break;
            case ArrayNode array:
                var length = source.Unique("length");
                source.Line($"var {length} = reader.ReadArrayLength({at}, {array.Element.HeadBytes}, {parameter});");
                Elements(array, Literal.Plus(at, AbiNode.WordBytes), length, path, assign);
                break;
        }
    }

    private void Elements(ArrayNode array, string at, string count, string path, Func<string, string> assign)
    {
        source.Open();
        var first = source.Unique("first");
        var items = source.Unique("items");
        var index = source.Unique("index");
        source.Line($"var {first} = {at};");
        source.Line($"var {items} = new {array.CSharp}({count});");
        source.Open($"for (var {index} = 0; {index} < {count}; {index}++)");
        Head(array.Element, $"{first} + {index} * {array.Element.HeadBytes}", first, path + "[]", value => $"{items}.Add({value});");
        source.Close();
        source.Line(assign(array.IsCSharpArray ? $"{items}.ToArray()" : items));
        source.Close();
    }

    private void Tuple(TupleNode tuple, string at, Func<string, string> assign)
    {
        source.Open();
        var codec = source.Unique("codec");
        var item = source.Unique("item");
        source.Line($"var {codec} = {Names.Codecs}.Get<{tuple.CSharp}>();");
        source.Line($"var {item} = {codec}.Create();");
        source.Line($"{codec}.Decode(ref reader, {at}, {item});");
        source.Line(assign(item));
        source.Close();
    }

    private static string Integer(IntegerNode integer, string at, string parameter)
    {
        if (integer.Carrier.IsBig)
            return $"reader.Read{(integer.Signed ? "Signed" : "Unsigned")}({at}, {integer.Bits}, {parameter})";
        if (integer.Signed)
            return $"({integer.CSharp})reader.ReadSigned64({at}, {Math.Min(integer.Bits, integer.Carrier.Bits)}, {parameter})";
        // A signed carrier holds one bit less of an unsigned value.
        var bits = Math.Min(integer.Bits, integer.Carrier.Signed ? integer.Carrier.Bits - 1 : integer.Carrier.Bits);
        return $"({integer.CSharp})reader.ReadUnsigned64({at}, {bits}, {parameter})";
    }
}
