using System.Text.Json;

namespace Assay.Import.Conformance;

/// <summary>A line of a vector file: one operator with its attributes, inputs and expected output.</summary>
internal sealed class TosaRecord
{
    private readonly JsonElement _attributes;
    private readonly Dictionary<string, TosaTensor> _inputs = [];

    private TosaRecord(JsonElement root)
    {
        Id = Text(root, "id");
        Operator = Text(root, "op");
        _attributes = Member(root, "attrs", JsonValueKind.Object).Clone();
        foreach (JsonElement input in Member(root, "inputs", JsonValueKind.Array).EnumerateArray())
        {
            string name = Text(input, "name");
            if (!_inputs.TryAdd(name, Tensor(input, $"input '{name}'")))
                throw new FormatException($"input '{name}': expected one, got two");
        }

        Output = Tensor(Member(root, "output", JsonValueKind.Object), "output");
    }

    internal string Id { get; }

    internal string Operator { get; }

    internal int InputCount => _inputs.Count;

    internal TosaTensor Output { get; }

    /// <exception cref="FormatException">The line is not a vector; the message says what was expected.</exception>
    internal static TosaRecord Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return new TosaRecord(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"expected a JSON object, got: {exception.Message}", exception);
        }
    }

    internal TosaTensor Input(string name) =>
        _inputs.GetValueOrDefault(name) ?? throw new FormatException($"input '{name}': expected a tensor, got none");

    internal int[] Integers(string attribute, int count)
    {
        int[] values = [.. Member(_attributes, attribute, JsonValueKind.Array).EnumerateArray().Select(value => Integer(value, attribute))];
        return values.Length == count
            ? values
            : throw new FormatException($"attribute '{attribute}': expected {count} integers, got {values.Length}");
    }

    internal int Integer(string attribute) => Integer(Member(_attributes, attribute, JsonValueKind.Number), attribute);

    internal bool Has(string attribute) => _attributes.TryGetProperty(attribute, out _);

    internal bool Flag(string attribute) => _attributes.TryGetProperty(attribute, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean()
        : throw new FormatException($"attribute '{attribute}': expected true or false, got {(value.ValueKind == JsonValueKind.Undefined ? "none" : value.GetRawText())}");

    internal string Text(string attribute) => Text(_attributes, attribute);

    private static TosaTensor Tensor(JsonElement element, string what)
    {
        string type = Text(element, "type");
        int[] dimensions = [.. Member(element, "shape", JsonValueKind.Array).EnumerateArray().Select(value => Integer(value, $"{what}, shape"))];
        if (dimensions.Any(dimension => dimension < 1))
            throw new FormatException($"{what}: expected dimensions of at least 1, got [{string.Join(", ", dimensions)}]");
        if (!Member(element, "data", JsonValueKind.String).TryGetBytesFromBase64(out byte[]? data))
            throw new FormatException($"{what}: expected its data in base 64");
        int size = type switch
        {
            "bool" or "int8" or "uint8" => 1,
            "int16" or "uint16" => 2,
            "int32" => 4,
            "int48" => 6,
            _ => throw new FormatException($"{what}: expected a type (bool, int8, uint8, int16, uint16, int32, int48), got '{type}'"),
        };
        long bytes = dimensions.Aggregate((long)size, (product, dimension) => Math.Min(product * dimension, int.MaxValue));
        return data.Length == bytes
            ? new TosaTensor(type, dimensions, data)
            : throw new FormatException($"{what}: expected {bytes} bytes for {type} [{string.Join(", ", dimensions)}], got {data.Length}");
    }

    private static JsonElement Member(JsonElement element, string name, JsonValueKind kind)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement value))
            throw new FormatException($"'{name}': expected {Name(kind)}, got none");
        return value.ValueKind == kind ? value : throw new FormatException($"'{name}': expected {Name(kind)}, got {Name(value.ValueKind)}");
    }

    private static string Text(JsonElement element, string name) => Member(element, name, JsonValueKind.String).GetString()!;

    private static int Integer(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
        ? number
        : throw new FormatException($"'{name}': expected an integer, got {value.GetRawText()}");

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
