namespace Assay.Inference.Testing;

/// <summary>The golden vectors of TOSA's integer profile, as programs of one operator.</summary>
public static class TosaVectors
{
    private static readonly Dictionary<string, Func<TosaRecord, GoldenCase>> Converters = new()
    {
        ["conv2d"] = TosaWindows.Convolution,
        ["depthwise_conv2d"] = TosaWindows.DepthwiseConvolution,
        ["max_pool2d"] = TosaWindows.MaxPool,
        ["reduce_sum"] = record => TosaElements.Reduction(record, Opcode.ReduceSum),
        ["reduce_max"] = record => TosaElements.Reduction(record, Opcode.ReduceMax),
        ["transpose_conv2d"] = TosaWindows.TransposedConvolution,
        ["avg_pool2d"] = TosaWindows.AveragePool,
        ["reduce_min"] = record => TosaElements.Reduction(record, Opcode.ReduceMin),
        ["argmax"] = record => TosaElements.Reduction(record, Opcode.ArgMax),
        ["matmul"] = TosaTensors.MatrixProduct,
        ["gather"] = TosaTensors.Gather,
        ["resize"] = TosaTensors.Resize,
        ["concat"] = TosaMovements.Concatenation,
        ["transpose"] = TosaMovements.Transposition,
        ["slice"] = TosaMovements.Slice,
        ["pad"] = TosaMovements.Padding,
        ["reverse"] = TosaMovements.Reversal,
        ["tile"] = TosaMovements.Tiling,
        ["add"] = record => TosaElements.Binary(record, Opcode.Add),
        ["sub"] = record => TosaElements.Binary(record, Opcode.Sub),
        ["mul"] = TosaElements.Multiply,
        ["rescale"] = TosaRescale.Convert,
        ["table"] = TosaElements.Table,
    };

    /// <summary>The operators that have vectors.</summary>
    public static IReadOnlyCollection<string> Operators => Converters.Keys;

    /// <summary>Loads the vectors of an operator.</summary>
    public static GoldenSet Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", "tosa", name + ".jsonl");
        var cases = new List<GoldenCase>();
        var unsupported = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path))
        {
            TosaRecord record = TosaRecord.Parse(line);
            try
            {
                cases.Add(Converters[name](record));
            }
            catch (UnsupportedCaseException exception)
            {
                unsupported[exception.Message] = unsupported.GetValueOrDefault(exception.Message) + 1;
            }
        }

        return new GoldenSet(name, cases, unsupported);
    }

    internal static GoldenCase SingleOutput(TosaRecord record, ProgramBuilder builder, TensorHandle output, params ReadOnlyMemory<byte>[] inputs)
    {
        builder.MarkOutput(output, "output");
        return new GoldenCase(record.Id, Build(builder), inputs, [record.Output.Data]);
    }

    // A program may hold provable instructions only; TOSA has no such limit.
    private static InferenceProgram Build(ProgramBuilder builder)
    {
        try
        {
            return builder.Build();
        }
        catch (ProgramValidationException exception) when (exception.Fault.Reason == InvalidReason.StepTooLarge)
        {
            throw new UnsupportedCaseException("a step would be too large");
        }
    }
}

/// <summary>A vector for which the profile has no operator.</summary>
public sealed class UnsupportedCaseException(string message) : Exception(message);
