using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Accumulators of element-wise operators. Broadcasting is ONNX's own.</summary>
internal static class IntegerElementwise
{
    private const int ShiftMask = 31;

    public static IntegerValue Apply(ExportContext context, Instruction instruction)
    {
        IntegerMath math = context.Math;
        if (instruction.Opcode == Opcode.Rescale)
            return Unsigned(context, instruction) ?? context.Centred(instruction.A);
        if (instruction.Opcode == Opcode.Select)
        {
            string condition = context.Graph.Node(
                "Not", [math.Compare("Equal", context.Integers(instruction.A, context.ChannelsLast(instruction.A), 0), math.Constant(0))]);
            return math.Select(condition, context.Centred(instruction.B!), context.Centred(instruction.C!));
        }

        return instruction.B is null
            ? Unary(math, instruction, context.Wrapped(instruction.A))
            : Binary(math, instruction, Operand(context, instruction, instruction.A), Operand(context, instruction, instruction.B));
    }

    private static IntegerValue? Unsigned(ExportContext context, Instruction instruction)
    {
        if (!instruction.UnsignedInput)
            return null;
        IntegerValue signed = context.Integers(instruction.A, context.ChannelsLast(instruction.A), 0);
        long range = 1L << (8 * instruction.A.Type.Size());
        return context.Math.Add(context.Math.Modulo(signed, context.Math.Constant(range)), -(long)instruction.A.ZeroPoint);
    }

    private static IntegerValue Operand(ExportContext context, Instruction instruction, Operand operand)
    {
        IntegerValue value = context.Wrapped(operand);
        return instruction.Opcode.RescalesOperands()
            ? context.Math.Wrap(context.Math.Scale(value, [], [operand.Multiplier], [operand.Shift], instruction.OperandDoubleRounding))
            : value;
    }

    private static IntegerValue Unary(IntegerMath math, Instruction instruction, IntegerValue a) => instruction.Opcode switch
    {
        Opcode.Abs => math.Maximum(a, math.Subtract(math.Constant(0), a)),
        Opcode.Negate => math.Subtract(math.Constant(0), a),
        Opcode.Clz => math.LeadingZeros(a),
        _ => math.SignExtend(a, instruction.OutputType),
    };

    private static IntegerValue Binary(IntegerMath math, Instruction instruction, IntegerValue a, IntegerValue b) => instruction.Opcode switch
    {
        Opcode.Add => math.Add(a, b),
        Opcode.Sub => math.Subtract(a, b),
        Opcode.Mul => Product(math, math.Multiply(a, b), instruction.Parameter),
        Opcode.Maximum => math.Maximum(a, b),
        Opcode.Minimum => math.Minimum(a, b),
        Opcode.Equal => math.FromBoolean(math.Compare("Equal", a, b)),
        Opcode.Greater => math.FromBoolean(math.Compare("Greater", a, b)),
        Opcode.GreaterEqual => math.FromBoolean(math.Compare("GreaterOrEqual", a, b)),
        Opcode.ArithmeticRightShift => ShiftRight(math, a, Places(math, b), instruction.Parameter != 0),
        Opcode.LogicalLeftShift => math.Multiply(a, math.PowerOfTwo(Places(math, b))),
        Opcode.IntDiv => Quotient(math, a, b),
        _ => throw new ImportException($"There is no export of operator {instruction.Opcode}."),
    };

    private static IntegerValue Places(IntegerMath math, IntegerValue b) => math.Modulo(b, math.Constant(ShiftMask + 1));

    // (p + 2^(shift-1)) >> shift, as two shifts, so that the sum cannot leave 64 bits.
    private static IntegerValue Product(IntegerMath math, IntegerValue product, byte shift)
    {
        if (shift == 0)
            return product;
        IntegerValue half = shift == 1 ? product : math.FloorDivide(product, math.Constant(1L << (shift - 1)));
        return math.FloorDivide(math.Add(half, 1), math.Constant(2));
    }

    private static IntegerValue ShiftRight(IntegerMath math, IntegerValue a, IntegerValue places, bool rounds)
    {
        IntegerValue shifted = math.FloorDivide(a, math.PowerOfTwo(places));
        if (!rounds)
            return shifted;
        IntegerValue before = math.PowerOfTwo(math.Maximum(math.Add(places, -1), math.Constant(0)));
        IntegerValue bit = math.Modulo(math.FloorDivide(a, before), math.Constant(2));
        return math.Add(shifted, math.Select(math.Compare("Greater", places, math.Constant(0)), bit, math.Constant(0)));
    }

    private static IntegerValue Quotient(IntegerMath math, IntegerValue a, IntegerValue b)
    {
        string byZero = math.Compare("Equal", b, math.Constant(0));
        return math.Select(byZero, math.Constant(0), math.Divide(a, math.Select(byZero, math.Constant(1), b)));
    }
}
