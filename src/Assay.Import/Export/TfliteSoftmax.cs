using Assay.Import.Tflite;
using Assay.Import.Tflite.Lowering;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>The soft-max that <see cref="TfliteSoftmaxLowering"/> writes: written again for the same input, its instructions are the same up to their places.</summary>
internal static class TfliteSoftmax
{
    /// <summary>Of 2³¹; what a scale of 24 bits leaves open of the exponentials.</summary>
    private const long LargestError = 1 << 14;

    private const double Unit = 1.0 / 256;

    public static SoftmaxPattern? Match(ExportContext context, int first)
    {
        IReadOnlyList<Instruction> instructions = context.Program.Instructions;
        (Operand input, ReductionAttributes axis) = (instructions[first].A, instructions[first].Reduction!);
        if (input.Type != ElementType.Int8 || axis.Inner != 1 || axis.Length != input.Shape.Channels || first + 2 >= instructions.Count
            || Exponentials(context.Constants, instructions, first) is not { } table)
            return null;

        // The table holds e^−(d · scale) for the difference d.
        double scale = -Math.Log(Math.ScaleB(table[1], -31));
        if (!(scale > 0) || !double.IsFinite(scale) || Written(input.Shape, scale) is not { } written || first + written.Instructions.Length > instructions.Count)
            return null;
        var constants = new ProgramConstants(written);
        long[]? expected = Exponentials(constants, written.Instructions, 0);
        return expected!.Zip(table).All(pair => Math.Abs(pair.First - pair.Second) <= LargestError)
            && written.Instructions.Select((instruction, i) => IsSame(context, input, first, instructions[first + i], written, instruction)).All(same => same)
            ? new SoftmaxPattern(input, scale, axis, Unit, written.Instructions.Length) : null;
    }

    /// <summary>The exponentials of the differences 0 … 255, of which two instructions look up an upper and a lower half.</summary>
    private static long[]? Exponentials(ProgramConstants constants, IReadOnlyList<Instruction> instructions, int first)
    {
        if (instructions[first + 1].Epilogue is not { Kind: EpilogueKind.Table } upper || instructions[first + 2].Epilogue is not { Kind: EpilogueKind.Table } lower)
            return null;
        short[] high = constants.Table(upper), low = constants.Table(lower);
        return [.. Enumerable.Range(0, 256).Select(d => TfliteLookupLowering.MiddleEntry - d).Select(entry => ((long)high[entry] << 16) + low[entry] - short.MinValue)];
    }

    private static InferenceProgram? Written(TensorShape shape, double scale)
    {
        int[] dimensions = [shape.Batch, shape.Height, shape.Width, shape.Channels];
        TfliteTensor input = Tensor(0, (float)scale, 0), output = Tensor(1, (float)Unit, sbyte.MinValue);
        var source = new TfliteOperator(0, "SOFTMAX", [0], [1], new TfliteSoftmaxOptions(1), "SOFTMAX");
        var context = new TfliteLoweringContext(new TfliteModel(0, 3, [input, output], [source], [0], [1]), "softmax");
        context.Define(input, context.Builder.AddInput("input", ElementType.Int8, shape, scale));
        try
        {
            TfliteSoftmaxLowering.Lower(context, source);
        }
        catch (ImportException)
        {
            // No scale that a soft-max can have.
            return null;
        }

        context.Builder.MarkOutput(context.Find(output)!, "output");
        return context.Builder.Build();

        TfliteTensor Tensor(int index, float step, int zeroPoint) =>
            new(index, "tensor", TfliteElementType.Int8, dimensions, default, new TfliteQuantisation([step], [zeroPoint], 0));
    }

    private static bool IsSame(ExportContext context, Operand input, int first, Instruction actual, InferenceProgram written, Instruction expected)
    {
        Instruction placed = expected with
        {
            OutputSpace = actual.OutputSpace,
            OutputPage = actual.OutputPage,
            NextBodyPage = actual.NextBodyPage,
            NextOutputPage = actual.NextOutputPage,
            Epilogue = expected.Epilogue with { TablePage = actual.Epilogue.TablePage },
            A = Placed(expected.A, actual.A)!,
            B = Placed(expected.B, actual.B),
            C = Placed(expected.C, actual.C),
        };
        return placed == actual;

        // The operand that the written one is in the program; where there is none the instructions differ.
        Operand? Placed(Operand? operand, Operand? found)
        {
            if (operand is null || found is null)
                return operand;
            return operand.Space switch
            {
                MemorySpace.Input => operand with { Space = input.Space, Page = input.Page, Producer = input.Producer },
                MemorySpace.Constants when found.Space == MemorySpace.Constants && found.Shape == operand.Shape && found.Type == operand.Type
                    && Bytes(written, operand).SequenceEqual(Bytes(context.Program, found)) => operand with { Page = found.Page },
                MemorySpace.Constants => null,
                _ => operand with { Page = found.Page, Producer = operand.Producer + (uint)first },
            };
        }
    }

    private static ReadOnlySpan<byte> Bytes(InferenceProgram program, Operand operand) =>
        program.Constants.Span.Slice(checked((int)operand.ByteOffset), checked((int)operand.Shape.ByteLength(operand.Type)));
}
