using Assay.Import.Lowering;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>The soft-max that <see cref="SoftmaxLowering"/> writes: maximum, exponentials of the differences, their sum, quotients.</summary>
internal static class OwnSoftmax
{
    private const int Count = 4;

    public static SoftmaxPattern? Match(ExportContext context, int first)
    {
        IReadOnlyList<Instruction> instructions = context.Program.Instructions;
        if (first + Count > instructions.Count)
            return null;
        (Instruction maximum, Instruction difference, Instruction sum, Instruction quotient) =
            (instructions[first], instructions[first + 1], instructions[first + 2], instructions[first + 3]);
        (Operand input, ReductionAttributes axis) = (maximum.A, maximum.Reduction!);
        bool isDifference = difference is { Opcode: Opcode.Sub, OutputType: ElementType.Int32, A: var a, B: { } b } && a.Space == input.Space && a.Page == input.Page
            && a.Type == input.Type && b.Producer == first && a.ZeroPoint == b.ZeroPoint && (a.Multiplier, a.Shift) == (b.Multiplier, b.Shift)
            && IsAlong(axis, a.Shape, b.Shape) && a.Shape == input.Shape;
        bool isSum = sum is { Opcode: Opcode.ReduceSum, OutputType: ElementType.Int32, A.ZeroPoint: 0, Epilogue: { Kind: EpilogueKind.Rescale, First.ZeroPoint: 0 } }
            && sum.A.Producer == first + 1 && sum.Reduction == axis && sum.A.Shape == input.Shape;
        bool isQuotient = quotient is { Opcode: Opcode.IntDiv, A.ZeroPoint: 0, B.ZeroPoint: 0, Epilogue.Kind: EpilogueKind.Rescale }
            && quotient.A.Producer == first + 1 && quotient.B!.Producer == first + 2 && quotient.A.Shape == input.Shape && IsAlong(axis, quotient.A.Shape, quotient.B.Shape);
        if (!isDifference || !isSum || !isQuotient || !IsExponential(context, difference.Epilogue))
            return null;
        double scale = RealEpilogue.Ratio(difference.A.Multiplier, difference.A.Shift)
            * RealEpilogue.Ratio(difference.Epilogue.First.Multiplier, difference.Epilogue.First.Shift) * SoftmaxLowering.ArgumentScale;
        double unit = Ratio(sum) / Ratio(quotient);
        return scale > 0 && double.IsFinite(unit) && unit > 0 ? new SoftmaxPattern(difference.A, scale, axis, unit, Count) : null;
    }

    private static double Ratio(Instruction instruction) => RealEpilogue.Ratio(instruction.Epilogue.First.Multiplier, instruction.Epilogue.First.Shift);

    /// <summary>Whether one shape is the other with one place along the axis.</summary>
    private static bool IsAlong(ReductionAttributes axis, TensorShape whole, TensorShape reduced)
    {
        for (int dimension = 0; dimension < 4; dimension++)
        {
            int outer = Enumerable.Range(0, dimension).Aggregate(1, (product, i) => product * whole[i]);
            int[] shape = [whole.Batch, whole.Height, whole.Width, whole.Channels];
            shape[dimension] = 1;
            if (outer == axis.Outer && whole[dimension] == axis.Length && reduced == TensorShape.FromDimensions(shape))
                return true;
        }

        return false;
    }

    /// <summary>Whether a table holds the exponential, of arguments up to 0.</summary>
    private static bool IsExponential(ExportContext context, Epilogue epilogue)
    {
        if (epilogue is not { Kind: EpilogueKind.Table, PerChannelSecond: false, First: { ZeroPoint: short.MaxValue, Low: short.MinValue, High: short.MaxValue }, Second.ZeroPoint: 0 })
            return false;
        short[] expected = SoftmaxLowering.Exponential.Entries, table = context.Constants.Table(epilogue);
        return expected.Zip(table).All(pair => Math.Abs(pair.First - pair.Second) <= 1);
    }
}
