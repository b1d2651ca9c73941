using System.Numerics;

namespace Assay.Inference;

/// <summary>What element-wise operators do with their operands' values, zero points taken off and rescaled. All are total.</summary>
internal static class ElementOperators
{
    private const int ShiftMask = 31;

    /// <summary>An operator of one operand.</summary>
    internal static int Apply(Instruction instruction, int value) => instruction.Opcode switch
    {
        Opcode.Abs => value < 0 ? FixedPoint.Wrap(-(long)value) : value,
        Opcode.Negate => FixedPoint.Wrap(-(long)value),
        Opcode.Clz => BitOperations.LeadingZeroCount(unchecked((uint)value)),
        Opcode.Cast => SignExtend(value, instruction.OutputType),
        _ => value,
    };

    /// <summary>An operator of two operands.</summary>
    internal static int Apply(Instruction instruction, int a, int b) => instruction.Opcode switch
    {
        Opcode.Add => FixedPoint.Wrap((long)a + b),
        Opcode.Sub => FixedPoint.Wrap((long)a - b),
        Opcode.Mul => Multiply(a, b, instruction.Parameter),
        Opcode.Maximum => Math.Max(a, b),
        Opcode.Minimum => Math.Min(a, b),
        Opcode.Equal => a == b ? 1 : 0,
        Opcode.Greater => a > b ? 1 : 0,
        Opcode.GreaterEqual => a >= b ? 1 : 0,
        Opcode.ArithmeticRightShift => ShiftRight(a, b & ShiftMask, instruction.Parameter != 0),
        Opcode.LogicalLeftShift => a << (b & ShiftMask),
        Opcode.IntDiv => b == 0 ? 0 : FixedPoint.Wrap((long)a / b),
        _ => throw new ArgumentException($"{instruction.Opcode} is no operator of two operands.", nameof(instruction)),
    };

    /// <summary>The low bits of the type as a signed number.</summary>
    internal static int SignExtend(int value, ElementType type) => type switch
    {
        ElementType.Int8 => unchecked((sbyte)value),
        ElementType.Int16 => unchecked((short)value),
        _ => value,
    };

    private static int Multiply(int a, int b, byte shift)
    {
        long product = (long)a * b;

        // (product + 2^(shift-1)) >> shift, without a sum that could leave 64 bits.
        return FixedPoint.Wrap(shift == 0 ? product : ((product >> (shift - 1)) + 1) >> 1);
    }

    private static int ShiftRight(int value, int places, bool rounds) =>
        (value >> places) + (rounds && places > 0 ? (value >> (places - 1)) & 1 : 0);
}
