using Assay.Import.Tflite.FlatBuffers;

namespace Assay.Import.Tflite;

/// <summary>
/// Reads TFLite models from untrusted bytes: only the tables that an integer graph needs, every offset, length, code and index checked. Numbers of
/// fields are those of the published schema, version 3.
/// </summary>
internal static class TfliteReader
{
    /// <summary>Largest accepted model file, in bytes.</summary>
    public const int MaximumFileBytes = 256 * 1024 * 1024;

    private const string Identifier = "TFL3";
    private const int SchemaVersion = 3;
    private const int MaximumTensors = 100_000, MaximumOperators = 10_000, MaximumCodes = 10_000, MaximumGraphs = 1_000, MaximumArguments = 1_000;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="ImportException">The file is missing, empty or too large.</exception>
    public static byte[] ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ImportException($"Model file '{path}' does not exist.");
        if (file.Length is 0 or > MaximumFileBytes)
            throw new ImportException($"Model file '{path}': {file.Length} bytes; expected 1 to {MaximumFileBytes}.");
        return File.ReadAllBytes(path);
    }

    /// <summary>Parses the bytes of a model file.</summary>
    /// <exception cref="ImportException">The bytes are no TFLite model, or one outside the limits above; the message names table and field.</exception>
    public static TfliteModel Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length is 0 or > MaximumFileBytes)
            throw new ImportException($"TFLite model: {bytes.Length} bytes; expected 1 to {MaximumFileBytes}.");
        FlatTable model = new FlatBuffer(bytes).Root("TFLite model", Identifier);
        uint version = model.UInt32(0, "version");
        if (version != SchemaVersion)
            throw model.Error("version", $"{version}; expected {SchemaVersion}");
        IReadOnlyList<FlatTable> graphs = model.Tables(2, "subgraphs", "Graph", MaximumGraphs);
        if (graphs.Count != 1)
            throw model.Error("subgraphs", $"a list of {graphs.Count}; expected one graph (control flow is not supported)");
        string[] kinds = [.. model.Tables(1, "operator_codes", "Operator code", MaximumCodes).Select(Kind)];
        IReadOnlyList<FlatTable> buffers = model.Tables(4, "buffers", "Buffer", MaximumTensors);
        return ReadGraph(graphs[0], kinds, new TfliteBuffers(bytes, buffers), bytes.Length, version);
    }

    /// <summary>Codes up to 127 may stand in the old one-byte field alone.</summary>
    private static string Kind(FlatTable code) =>
        TfliteOperatorNames.Of(Math.Max(code.Int32(3, "builtin_code"), (sbyte)code.Byte(0, "deprecated_builtin_code")), code.Text(1, "custom_code"));

    private static TfliteModel ReadGraph(FlatTable graph, string[] kinds, TfliteBuffers buffers, int fileBytes, uint version)
    {
        TfliteTensor[] tensors =
            [.. graph.Tables(0, "tensors", "Tensor", MaximumTensors).Select((table, index) => TfliteTensorReader.Read(table, index, buffers))];
        int[] inputs = graph.Int32s(1, "inputs", MaximumArguments), outputs = graph.Int32s(2, "outputs", MaximumArguments);
        var written = new bool[tensors.Length];
        foreach (int input in inputs)
        {
            Require(graph, "inputs", input, tensors.Length);
            if (tensors[input].IsConstant || written[input])
                throw tensors[input].Error("an input of the graph that is a constant or is listed twice");
            written[input] = true;
        }

        var operators = new List<TfliteOperator>();
        foreach (FlatTable table in graph.Tables(3, "operators", "Operator", MaximumOperators))
            operators.Add(ReadOperator(table, operators.Count, kinds, tensors, written));
        foreach (int output in outputs)
        {
            Require(graph, "outputs", output, tensors.Length);
            if (!written[output] && !tensors[output].IsConstant)
                throw tensors[output].Error("an output of the graph that no operator writes");
        }

        return outputs.Length > 0
            ? new TfliteModel(fileBytes, version, tensors, operators, inputs, outputs)
            : throw graph.Error("outputs", "empty; expected at least one tensor");
    }

    private static TfliteOperator ReadOperator(FlatTable table, int index, string[] kinds, TfliteTensor[] tensors, bool[] written)
    {
        uint code = table.UInt32(0, "opcode_index");
        if (code >= kinds.Length)
            throw table.Error("opcode_index", $"{code}; expected a number below {kinds.Length}");
        int[] inputs = table.Int32s(1, "inputs", MaximumArguments), outputs = table.Int32s(2, "outputs", MaximumArguments);
        foreach (int input in inputs.Where(input => input != -1))
        {
            Require(table, "inputs", input, tensors.Length);
            if (!written[input] && !tensors[input].IsConstant)
                throw table.Error("inputs", $"tensor {input} ('{tensors[input].Name}') before anything has written it");
        }

        foreach (int output in outputs)
        {
            Require(table, "outputs", output, tensors.Length);
            if (written[output] || tensors[output].IsConstant)
                throw table.Error("outputs", $"tensor {output} ('{tensors[output].Name}'), which is a constant, an input or written already");
            written[output] = true;
        }

        string kind = kinds[code];
        string reads = string.Join(", ", inputs.Where(input => input >= 0).Select(input => $"'{tensors[input].Name}'"));
        string writes = string.Join(", ", outputs.Select(output => $"'{tensors[output].Name}'"));
        return new TfliteOperator(index, kind, inputs, outputs, TfliteOptionsReader.Read(table, kind), $"Operator {index} ({kind}: {reads} to {writes})");
    }

    private static void Require(FlatTable table, string field, int tensor, int count)
    {
        if (tensor < 0 || tensor >= count)
            throw table.Error(field, $"a list with tensor {tensor}; expected numbers from 0 to {count - 1}");
    }
}
