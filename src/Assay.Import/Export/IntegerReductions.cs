using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Accumulators of reductions and of matrix products.</summary>
internal static class IntegerReductions
{
    public static IntegerValue Reduce(ExportContext context, Instruction instruction)
    {
        IntegerMath math = context.Math;
        ReductionAttributes reduction = instruction.Reduction!;
        bool sums = instruction.Opcode == Opcode.ReduceSum;
        IntegerValue value = Stretch(context, instruction, sums ? instruction.A.ZeroPoint : 0);
        string name = sums ? Over(context, "ReduceSum", value) : Extreme(context, instruction.Opcode == Opcode.ReduceMax ? "ReduceMax" : "ReduceMin", value);
        IntegerValue reduced = sums
            ? new IntegerValue(name, value.Low * reduction.Length, value.High * reduction.Length)
            : value with { Name = name };
        return Shaped(context, instruction, math.Wrap(reduced));
    }

    /// <summary>Index of the first greatest element: the greatest of the elements with their indices, counted down, below them.</summary>
    public static IntegerValue ArgMax(ExportContext context, Instruction instruction)
    {
        const int Last = ushort.MaxValue;
        IntegerMath math = context.Math;
        int length = instruction.Reduction!.Length;
        IntegerValue value = Stretch(context, instruction, 0);
        IntegerValue rank = math.Constant([1, length, 1], [.. Enumerable.Range(0, length).Select(k => (long)(Last - k))]);
        IntegerValue ranked = math.Add(math.Multiply(value, math.Constant(Last + 1)), rank);
        IntegerValue greatest = ranked with { Name = Extreme(context, "ReduceMax", ranked) };
        return Shaped(context, instruction, math.Subtract(math.Constant(Last), math.Modulo(greatest, math.Constant(Last + 1))));
    }

    /// <summary>MatMulInteger of unsigned bytes: with signed ones, some processors' kernels saturate sums of two products.</summary>
    public static IntegerValue Multiply(ExportContext context, Instruction instruction)
    {
        Operand a = instruction.A, b = instruction.B!;
        string left = context.Graph.Reshape(context.ChannelsLast(a), [a.Shape.Height, a.Shape.Width, a.Shape.Channels]);
        string right = context.Graph.Transpose(
            context.Graph.Reshape(context.ChannelsLast(b), [b.Shape.Height, b.Shape.Width, b.Shape.Channels]), 0, 2, 1);
        string product = context.Graph.Node("MatMulInteger", [left, right, Zero(context, a), Zero(context, b)]);
        return Shaped(context, instruction, context.Math.Load(product, int.MinValue, int.MaxValue, 0));
    }

    /// <summary>A zero point as it is stored.</summary>
    public static string Zero(ExportContext context, Operand operand) =>
        context.Graph.Scalar((byte)(operand.ZeroPoint + StoredTensor.Offset(ElementType.Int8)));

    private static IntegerValue Stretch(ExportContext context, Instruction instruction, int zeroPoint)
    {
        ReductionAttributes reduction = instruction.Reduction!;
        string stored = context.Graph.Reshape(context.ChannelsLast(instruction.A), [reduction.Outer, reduction.Length, reduction.Inner]);
        return context.Integers(instruction.A, stored, zeroPoint);
    }

    private static string Over(ExportContext context, string operatorName, IntegerValue value) =>
        context.Graph.Node(operatorName, [value.Name, context.Graph.Vector([1])], ("keepdims", 0L));

    // Of int32, for the reason that IntegerMath.Maximum gives.
    private static string Extreme(ExportContext context, string operatorName, IntegerValue value) => context.Graph.Cast(
        Over(context, operatorName, value with { Name = context.Graph.Cast(value.Name, OnnxElementType.Int32) }), OnnxElementType.Int64);

    private static IntegerValue Shaped(ExportContext context, Instruction instruction, IntegerValue value) =>
        value with { Name = context.Graph.Reshape(value.Name, StoredTensor.Dimensions(instruction.OutputShape)) };
}
