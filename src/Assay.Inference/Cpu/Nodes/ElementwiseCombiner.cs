using System.Numerics;
using System.Runtime.Intrinsics;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>What element-wise operators do with stretches of int32, in vectors where they exist; up to a vector more may be read and written.</summary>
internal static unsafe class ElementwiseCombiner
{
    /// <summary>An operator of one operand, in place.</summary>
    public static void Apply(Instruction instruction, int* values, int count)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Abs:
                for (int i = 0; i < count; i += Widening.Lanes)
                    Vector256.Abs(Vector256.Load(values + i)).Store(values + i);
                break;
            case Opcode.Negate:
                for (int i = 0; i < count; i += Widening.Lanes)
                    (-Vector256.Load(values + i)).Store(values + i);
                break;
            case Opcode.Clz:
                for (int i = 0; i < count; i++)
                    values[i] = BitOperations.LeadingZeroCount((uint)values[i]);
                break;
            case Opcode.Cast when instruction.OutputType != ElementType.Int32:
                int places = 32 - (8 * instruction.OutputType.Size());
                for (int i = 0; i < count; i += Widening.Lanes)
                    ((Vector256.Load(values + i) << places) >> places).Store(values + i);
                break;
            default:
                break;
        }
    }

    /// <summary>An operator of two operands; the result takes the place of the first.</summary>
    public static void Apply(Instruction instruction, int* left, int* right, int count)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Mul when instruction.Parameter == 0:
                Apply<Product>(left, right, count);
                break;
            case Opcode.Add:
                Apply<Sum>(left, right, count);
                break;
            case Opcode.Sub:
                Apply<Difference>(left, right, count);
                break;
            case Opcode.Maximum:
                Apply<Greatest>(left, right, count);
                break;
            case Opcode.Minimum:
                Apply<Least>(left, right, count);
                break;
            case Opcode.Equal:
                Apply<IsEqual>(left, right, count);
                break;
            case Opcode.Greater:
                Apply<IsGreater>(left, right, count);
                break;
            case Opcode.GreaterEqual:
                Apply<IsNotLess>(left, right, count);
                break;
            default:
                // Products of 64 bits, shifts by a vector and quotients: no vector instruction serves all sets.
                for (int i = 0; i < count; i++)
                    left[i] = ElementOperators.Apply(instruction, left[i], right[i]);
                break;
        }
    }

    /// <summary>SELECT: the second operand where the condition is not 0, else the third; the result takes the place of the condition.</summary>
    public static void Select(int* condition, int* second, int* third, int count)
    {
        for (int i = 0; i < count; i += Widening.Lanes)
        {
            Vector256<int> isZero = Vector256.Equals(Vector256.Load(condition + i), Vector256<int>.Zero);
            Vector256.ConditionalSelect(isZero, Vector256.Load(third + i), Vector256.Load(second + i)).Store(condition + i);
        }
    }

    private static void Apply<TOperator>(int* left, int* right, int count)
        where TOperator : struct, IVectorOperator
    {
        for (int i = 0; i < count; i += Widening.Lanes)
            TOperator.Apply(Vector256.Load(left + i), Vector256.Load(right + i)).Store(left + i);
    }

    private interface IVectorOperator
    {
        public static abstract Vector256<int> Apply(Vector256<int> left, Vector256<int> right);
    }

    private readonly struct Sum : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => left + right;
    }

    private readonly struct Difference : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => left - right;
    }

    private readonly struct Product : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => left * right;
    }

    private readonly struct Greatest : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => Vector256.Max(left, right);
    }

    private readonly struct Least : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => Vector256.Min(left, right);
    }

    // A comparison gives -1 or 0.
    private readonly struct IsEqual : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => -Vector256.Equals(left, right);
    }

    private readonly struct IsGreater : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => -Vector256.GreaterThan(left, right);
    }

    private readonly struct IsNotLess : IVectorOperator
    {
        public static Vector256<int> Apply(Vector256<int> left, Vector256<int> right) => Vector256.GreaterThan(right, left) + Vector256<int>.One;
    }
}
