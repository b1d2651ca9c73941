using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>Bounds of one instruction's accumulator over every possible input of the program.</summary>
/// <param name="Instruction">Index of the instruction.</param>
/// <param name="Name">Node that it comes from.</param>
/// <param name="Low">Smallest value at any moment of the fold.</param>
/// <param name="High">Largest value at any moment of the fold.</param>
public sealed record AccumulatorBounds(int Instruction, string Name, long Low, long High)
{
    /// <summary>Whether the operator drops high bits by its definition, as shifts to the left do; the bounds are then those of int32.</summary>
    public bool MayWrap { get; init; }

    /// <summary>The larger of the two magnitudes.</summary>
    public long Magnitude => Math.Max(-Low, High);
}

/// <summary>
/// Proves that no accumulator of a program leaves int32, by interval arithmetic with the real weights: each operand lies in the
/// range to which the epilogue of its producer clamps, and every partial sum of a fold lies between the sums of all its
/// negative and of all its positive terms.
/// </summary>
public static class OverflowAnalysis
{
    /// <summary>Computes the bounds of all instructions.</summary>
    /// <param name="program">The program.</param>
    /// <param name="names">For every instruction the node it comes from, or nothing.</param>
    /// <returns>Bounds in program order; all within int32.</returns>
    /// <exception cref="ImportException">An accumulator can leave int32; the message names the instruction.</exception>
    public static IReadOnlyList<AccumulatorBounds> Prove(InferenceProgram program, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var ranges = new Interval[program.Instructions.Length];
        var bounds = new List<AccumulatorBounds>();
        for (int i = 0; i < ranges.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            string name = names is null ? instruction.Opcode.ToString() : names[i];
            Interval accumulator = Accumulator(program, instruction, ranges, i, name);
            Require(accumulator, i, name, "accumulator");
            bounds.Add(new AccumulatorBounds(i, name, accumulator.Low, accumulator.High) { MayWrap = MayWrap(instruction.Opcode, accumulator) });
            ranges[i] = Result(instruction, accumulator);
        }

        return bounds;
    }

    private static Interval Accumulator(InferenceProgram program, Instruction instruction, Interval[] ranges, int index, string name)
    {
        Interval a = Operand(program, instruction.A, ranges);
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D or Opcode.DepthwiseConv2D or Opcode.TransposeConv2D:
                return Convolution(program, instruction, a);
            case Opcode.MatMul:
                return a.Times(Operand(program, instruction.B!, ranges)).WithZero().Times(instruction.A.Shape.Channels);
            case Opcode.AvgPool2D:
                return a.WithZero().Times((long)instruction.Window!.KernelHeight * instruction.Window.KernelWidth);
            case Opcode.ArgMax:
                return new Interval(0, instruction.Reduction!.Length - 1);
            case Opcode.Reindex when instruction.Reindex!.Mode == ReindexMode.Fill:
                return a.Union(new Interval(instruction.Reindex.Fill, instruction.Reindex.Fill));
            case Opcode.Concat:
                return a.Union(Operand(program, instruction.B!, ranges));
            case Opcode.Resize when instruction.Resize!.Mode == ResizeMode.Bilinear:
                return a.WithZero().Times((long)instruction.Resize.Y.Numerator * instruction.Resize.X.Numerator);
            case Opcode.ReduceSum:
                return a.WithZero().Times(instruction.Reduction!.Length);
            case Opcode.Add or Opcode.Sub or Opcode.Maximum or Opcode.Minimum or Opcode.Equal or Opcode.Greater or Opcode.GreaterEqual:
                Interval left = Scaled(instruction.A, a, instruction.OperandDoubleRounding);
                Interval right = Scaled(instruction.B!, Operand(program, instruction.B!, ranges), instruction.OperandDoubleRounding);
                Require(left, index, name, "first operand after its rescale");
                Require(right, index, name, "second operand after its rescale");
                return OfTwo(instruction.Opcode, left, right);
            case Opcode.Mul when instruction.Parameter == 0:
                return a.Times(Operand(program, instruction.B!, ranges));
            case Opcode.Mul when a.TimesShifted(Operand(program, instruction.B!, ranges), instruction.Parameter) is { IsInt32: true } product:
                return product;
            case Opcode.Select:
                return Operand(program, instruction.B!, ranges).Union(Operand(program, instruction.C!, ranges));
            case Opcode.Abs or Opcode.Negate:
                return a.Union(a.Times(-1));
            case Opcode.Clz:
                return new Interval(0, 32);
            case Opcode.Cast:
                return new Interval(instruction.OutputType.Minimum(), instruction.OutputType.Maximum());
            case Opcode.IntDiv when a.Low > int.MinValue:
                // The quotient is largest in magnitude for a divisor of 1 or −1.
                return a.Union(a.Times(-1)).WithZero();

            // These may wrap by their definition; what follows sees any int32.
            case Opcode.Mul or Opcode.ArithmeticRightShift or Opcode.LogicalLeftShift or Opcode.IntDiv:
                return new Interval(int.MinValue, int.MaxValue);
            default:
                return a;
        }
    }

    private static bool MayWrap(Opcode opcode, Interval accumulator) =>
        opcode is Opcode.Mul or Opcode.ArithmeticRightShift or Opcode.LogicalLeftShift or Opcode.IntDiv
        && accumulator == new Interval(int.MinValue, int.MaxValue);

    private static Interval OfTwo(Opcode opcode, Interval left, Interval right) => opcode switch
    {
        Opcode.Add => new Interval(left.Low + right.Low, left.High + right.High),
        Opcode.Sub => new Interval(left.Low - right.High, left.High - right.Low),
        Opcode.Maximum or Opcode.Minimum => left.Union(right),
        _ => new Interval(0, 1),
    };

    /// <summary>The operand less its zero point. A difference that leaves int32 is caught as an accumulator or operand.</summary>
    private static Interval Operand(InferenceProgram program, Operand operand, Interval[] ranges)
    {
        Interval range = operand.Space switch
        {
            MemorySpace.Constants => Constant(program, operand),
            MemorySpace.Input => new Interval(operand.Type.Minimum(), operand.Type.Maximum()),
            _ => ranges[operand.Producer],
        };
        return new Interval(range.Low - operand.ZeroPoint, range.High - operand.ZeroPoint);
    }

    /// <summary>The least and the greatest element of a constant.</summary>
    private static Interval Constant(InferenceProgram program, Operand operand)
    {
        var memory = new SpaceMemory(default, program.Constants, default, default);
        long start = (long)operand.Page * Memory.PageSize;
        int low = int.MaxValue, high = int.MinValue;
        for (long i = 0; i < operand.Shape.Elements; i++)
        {
            int value = memory.Read(MemorySpace.Constants, start + (i * operand.Type.Size()), operand.Type);
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return new Interval(low, high);
    }

    private static Interval Convolution(InferenceProgram program, Instruction instruction, Interval input)
    {
        WindowAttributes window = instruction.Window!;
        int weightCount = (int)ChannelBlock.WeightCount(instruction.Opcode, window, instruction.A.Shape.Channels);
        Interval all = default;
        for (int channel = 0; channel < instruction.OutputShape.Channels; channel++)
        {
            ReadOnlySpan<byte> block = program.Constants.Span.Slice((int)ChannelBlock.Offset(window, channel), ChannelBlock.RecordSize + weightCount);
            Interval sum = default;
            foreach (byte weight in block[ChannelBlock.RecordSize..])
            {
                // A tap in the padding adds nothing, so every term may also be 0.
                Interval term = input.Times((sbyte)weight - window.WeightZeroPoint).WithZero();
                sum = new Interval(sum.Low + term.Low, sum.High + term.High);
            }

            int bias = ChannelRecord.Read(block, instruction.Epilogue.PerChannelSecond).Bias;
            all = all.Union(sum).Union(new Interval(sum.Low + bias, sum.High + bias));
        }

        return all;
    }

    private static Interval Scaled(Operand operand, Interval range, bool doubleRounding) => new(
        Scale(range.Low, operand.Multiplier, operand.Shift, doubleRounding), Scale(range.High, operand.Multiplier, operand.Shift, doubleRounding));

    private static long Scale(long value, int multiplier, int shift, bool doubleRounding)
    {
        Int128 round = Int128.One << (shift - 1);
        if (doubleRounding && shift > 31)
            round += value >= 0 ? 1 << 30 : -(1 << 30);
        return (long)((((Int128)value * multiplier) + round) >> shift);
    }

    private static Interval Result(Instruction instruction, Interval accumulator)
    {
        Epilogue epilogue = instruction.Epilogue;
        if (epilogue.HasFirst)
        {
            RescaleStage last = epilogue.HasSecond ? epilogue.Second : epilogue.First;
            return new Interval(last.Low, last.High);
        }

        int low = instruction.OutputType.Minimum(), high = instruction.OutputType.Maximum();
        return new Interval(Math.Clamp(accumulator.Low, low, high), Math.Clamp(accumulator.High, low, high));
    }

    private static void Require(Interval interval, int index, string name, string what)
    {
        if (interval.Low < int.MinValue || interval.High > int.MaxValue)
        {
            throw new ImportException(
                $"Instruction {index} (node '{name}'): its {what} can reach {interval.Low} to {interval.High}; expected the range of int32.");
        }
    }

    private readonly record struct Interval(long Low, long High)
    {
        public Interval WithZero() => new(Math.Min(Low, 0), Math.Max(High, 0));

        public bool IsInt32 => Low >= int.MinValue && High <= int.MaxValue;

        public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

        public Interval Times(long factor) => factor >= 0 ? new(Low * factor, High * factor) : new(High * factor, Low * factor);

        /// <summary>The product shifted right and rounded; a shift keeps the order, so the ends of the product are those of the result.</summary>
        public Interval TimesShifted(Interval other, int shift)
        {
            Int128 round = Int128.One << (shift - 1);
            Int128[] ends = [(Int128)Low * other.Low, (Int128)Low * other.High, (Int128)High * other.Low, (Int128)High * other.High];
            return new((long)((ends.Min() + round) >> shift), (long)((ends.Max() + round) >> shift));
        }

        public Interval Times(Interval other)
        {
            Interval first = Times(other.Low), second = Times(other.High);
            return first.Union(second);
        }
    }
}
