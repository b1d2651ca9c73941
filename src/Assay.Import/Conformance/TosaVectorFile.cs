using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>Golden vectors of the integer operators of TOSA 1.0: files of JSON objects, one a line, one operator each.</summary>
public static class TosaVectorFile
{
    private static readonly Dictionary<string, Func<TosaRecord, ConformanceCase>> Lowerings = new()
    {
        ["CONV2D"] = WindowLowering.Convolution,
        ["DEPTHWISE_CONV2D"] = WindowLowering.DepthwiseConvolution,
        ["MAX_POOL2D"] = WindowLowering.MaxPool,
        ["TRANSPOSE_CONV2D"] = WindowLowering.TransposedConvolution,
        ["AVG_POOL2D"] = WindowLowering.AveragePool,
        ["MATMUL"] = TensorLowering.MatrixProduct,
        ["GATHER"] = TensorLowering.Gather,
        ["RESIZE"] = TensorLowering.Resize,
        ["CONCAT"] = MovementLowering.Concatenation,
        ["TRANSPOSE"] = MovementLowering.Transposition,
        ["SLICE"] = MovementLowering.Slice,
        ["PAD"] = MovementLowering.Padding,
        ["REVERSE"] = MovementLowering.Reversal,
        ["TILE"] = MovementLowering.Tiling,
        ["REDUCE_MIN"] = record => ReductionLowering.Lower(record, Opcode.ReduceMin),
        ["ARGMAX"] = record => ReductionLowering.Lower(record, Opcode.ArgMax),
        ["REDUCE_SUM"] = record => ReductionLowering.Lower(record, Opcode.ReduceSum),
        ["REDUCE_MAX"] = record => ReductionLowering.Lower(record, Opcode.ReduceMax),
        ["RESCALE"] = RescaleLowering.Lower,
        ["TABLE"] = TableLowering.Lower,
        ["ADD"] = record => ElementLowering.Rescaled(record, Opcode.Add),
        ["SUB"] = record => ElementLowering.Rescaled(record, Opcode.Sub),
        ["MAXIMUM"] = record => ElementLowering.Rescaled(record, Opcode.Maximum),
        ["MINIMUM"] = record => ElementLowering.Rescaled(record, Opcode.Minimum),
        ["EQUAL"] = record => ElementLowering.Rescaled(record, Opcode.Equal),
        ["GREATER"] = record => ElementLowering.Rescaled(record, Opcode.Greater),
        ["GREATER_EQUAL"] = record => ElementLowering.Rescaled(record, Opcode.GreaterEqual),
        ["MUL"] = record => ElementLowering.Plain(record, Opcode.Mul),
        ["ARITHMETIC_RIGHT_SHIFT"] = record => ElementLowering.Plain(record, Opcode.ArithmeticRightShift),
        ["LOGICAL_LEFT_SHIFT"] = record => ElementLowering.Plain(record, Opcode.LogicalLeftShift),
        ["INTDIV"] = record => ElementLowering.Plain(record, Opcode.IntDiv),
        ["ABS"] = record => ElementLowering.Unary(record, Opcode.Abs),
        ["CLZ"] = record => ElementLowering.Unary(record, Opcode.Clz),
        ["NEGATE"] = ElementLowering.Negate,
        ["CAST"] = ElementLowering.Cast,
        ["CLAMP"] = ElementLowering.Clamp,
        ["SELECT"] = ElementLowering.Select,
        ["RESHAPE"] = ElementLowering.Reshape,
    };

    /// <summary>Reads all <c>*.jsonl</c> files of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ConformanceFormatException">There is no such folder or no such file in it, or a line is not a vector.</exception>
    public static IReadOnlyList<ConformanceSet> ReadFolder(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new ConformanceFormatException($"expected a folder of vector files at '{folder}', found none");
        string[] files = Directory.GetFiles(folder, "*.jsonl");
        if (files.Length == 0)
            throw new ConformanceFormatException($"expected files '*.jsonl' in '{folder}', found none");
        return [.. files.Order(StringComparer.Ordinal).Select(file => Read(file, cancellation))];
    }

    /// <summary>Reads a file of vectors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ConformanceFormatException">A line is not a vector; the message names it. Or there is no line.</exception>
    public static ConformanceSet Read(string path, CancellationToken cancellation)
    {
        var cases = new List<ConformanceCase>();
        var unsupported = new List<UnsupportedCase>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            try
            {
                TosaRecord record = TosaRecord.Parse(line);
                Lower(record, cases, unsupported);
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
            {
                throw new ConformanceFormatException($"{path}, line {number}: {exception.Message}", exception);
            }
        }

        return number > 0
            ? new ConformanceSet(Path.GetFileNameWithoutExtension(path), cases, unsupported)
            : throw new ConformanceFormatException($"{path}: expected a vector a line, found no line");
    }

    private static void Lower(TosaRecord record, List<ConformanceCase> cases, List<UnsupportedCase> unsupported)
    {
        try
        {
            if (!Lowerings.TryGetValue(record.Operator, out Func<TosaRecord, ConformanceCase>? lower))
                throw new UnsupportedCaseException("the operator");
            cases.Add(lower(record));
        }
        catch (UnsupportedCaseException exception)
        {
            unsupported.Add(new UnsupportedCase(record.Id, record.Operator, exception.Message));
        }
    }
}
