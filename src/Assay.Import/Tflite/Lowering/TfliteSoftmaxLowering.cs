using System.Buffers.Binary;
using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>
/// SOFTMAX over the last dimension, step by step as TFLite's integer kernel computes it: e^(x − max) in Q0.31 from a table, the sum in Q12.19, its
/// reciprocal by Newton's method, and the products. Every intermediate is the kernel's own number.
/// </summary>
internal static class TfliteSoftmaxLowering
{
    private const int LastAxis = 3;

    /// <summary>Differences are taken at 5 integer bits, sums at 12.</summary>
    private const int DifferenceIntegerBits = 5, SumIntegerBits = 12;

    private const int DifferenceFractionBits = 31 - DifferenceIntegerBits;
    private const int Differences = 256;
    private const int OutputBits = 8;

    /// <summary>The scale of the result, which the kernel takes for granted.</summary>
    private const float OutputScale = 1f / 256;

    /// <summary>
    /// Bounds of Newton's estimate, which lies in [1, 2] of Q2.29 up to its error. They never bind; they are what the proof that nothing overflows needs.
    /// </summary>
    private const int EstimateLow = 1 << 28, EstimateHigh = (1 << 30) + (1 << 20);

    public static void Lower(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        TfliteLookupLowering.RequireSameElements(source, input, output);
        if (output.Scale != OutputScale || output.ZeroPoint != sbyte.MinValue)
            throw source.Error($"its output has scale {output.Scale} and zero point {output.ZeroPoint}; expected {OutputScale} and {sbyte.MinValue}");
        if (input.Shape.Length == 0)
            throw source.Error($"its input is {input}; expected at least one dimension");
        TensorHandle exponentials = Exponentials(context, source, input);
        TensorHandle sum = Sum(context, source, exponentials);
        (TensorHandle half, TensorHandle shift) = Normalise(context, source, sum);
        TensorHandle reciprocal = Reciprocal(context, source, half);
        TensorHandle product = Product(context, source, reciprocal, exponentials, 0, int.MaxValue);
        var stage = RescaleStage.Identity(ElementType.Int8) with { ZeroPoint = sbyte.MinValue };
        TensorHandle result = context.Builder.Binary(Opcode.ArithmeticRightShift, product, shift, ElementType.Int8, Epilogue.Rescale(stage), parameter: 1);
        context.Define(output, context.Builder.Reshape(context.Emit(source, result), TfliteLoweringContext.Shape(output)));
    }

    /// <summary>e^(x − max) in Q0.31, as the sum of an upper and a lower half, since the entries of a table have 16 bits.</summary>
    private static TensorHandle Exponentials(TfliteLoweringContext context, TfliteOperator source, TfliteTensor input)
    {
        const int HalfBits = 16, LowerMask = (1 << HalfBits) - 1;
        int[] table = ExponentialTable(source, input, source.OptionsAs<TfliteSoftmaxOptions>().Beta);
        TensorHandle values = context.Value(source, 0) with { ZeroPoint = 0 };
        TensorHandle maximum = context.Emit(source, context.Builder.ReduceMax(values, LastAxis, LastAxis, ElementType.Int8, Epilogue.Narrow));

        // The lower half is stored less 32,768 and comes out one too small: zero points end at 32,767. The upper half makes up for the one.
        TensorHandle upper = Half(value => (short)(value >> HalfBits), HalfBits, 1, 1, (short.MaxValue << HalfBits) + 1);
        TensorHandle lower = Half(value => (short)((value & LowerMask) + short.MinValue), 0, short.MaxValue, -1, LowerMask - 1);
        return context.Emit(source, context.Builder.Add(new RescaledOperand(upper), new RescaledOperand(lower), ElementType.Int32, Epilogue.Narrow));

        TensorHandle Half(Func<int, short> part, int bits, short zeroPoint, int low, int high)
        {
            short[] entries = new short[ProgramBuilder.TableLength];
            for (int difference = 0; difference < Differences; difference++)
                entries[TfliteLookupLowering.MiddleEntry - difference] = part(table[difference]);
            var first = new RescaleStage(RescaleStage.IdentityMultiplier, TfliteLookupLowering.ToSamples, 0, short.MinValue, short.MaxValue);
            var second = new RescaleStage(RescaleStage.IdentityMultiplier, (byte)(TfliteLookupLowering.FromSamples - bits), zeroPoint, low, high);
            Epilogue epilogue = Epilogue.Table(first, context.Builder.AddTable(entries), second);
            TensorHandle half = context.Builder.Sub(new RescaledOperand(values), new RescaledOperand(maximum), ElementType.Int32, epilogue);
            return context.Emit(source, half) with { ZeroPoint = 0 };
        }
    }

    /// <summary>e^−d for the differences d = 0 … 255 of stored values; those that the kernel leaves out are 0.</summary>
    private static int[] ExponentialTable(TfliteOperator source, TfliteTensor input, float beta)
    {
        double factor = Math.Min((double)beta * input.Scale * (1 << DifferenceFractionBits), int.MaxValue);
        if (!(factor > 1))
            throw source.Error($"beta {beta} and the scale {input.Scale} of its input give the factor {factor}; expected more than 1");
        TfliteScale scale = TfliteScale.ForTable(factor, source);
        double largest = Math.Floor(Math.ScaleB(((1 << DifferenceIntegerBits) - 1) * Math.ScaleB(1, DifferenceFractionBits), -scale.Shift));
        int[] table = new int[Differences];
        for (int difference = 0; difference < Differences && difference <= largest; difference++)
            table[difference] = FixedPointMath.Exp(scale.Apply(-difference), DifferenceIntegerBits);
        return table;
    }

    /// <summary>The sum in Q12.19 of terms that are rounded one by one. One of them is e^0 = 1.</summary>
    private static TensorHandle Sum(TfliteLoweringContext context, TfliteOperator source, TensorHandle exponentials)
    {
        const int One = 1 << (31 - SumIntegerBits);
        var toSum = new RescaleStage(RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift + SumIntegerBits, 0, 0, One);
        TensorHandle terms = context.Emit(source, context.Builder.Rescale(exponentials, ElementType.Int32, Epilogue.Rescale(toSum)));
        return context.Emit(source, context.Builder.ReduceSum(terms, LastAxis, LastAxis, ElementType.Int32, Identity(One, int.MaxValue)));
    }

    /// <summary>
    /// Half the sum's mantissa in Q0.31, which is half of 1 + x for the x in [0, 1) of the reciprocal, and the shift that undoes the normalisation at the end.
    /// For sums of 2^28 or more, 512 equal classes, the kernel has no result; the shift then stays at its largest.
    /// </summary>
    private static (TensorHandle Half, TensorHandle Shift) Normalise(TfliteLoweringContext context, TfliteOperator source, TensorHandle sum)
    {
        const int LargestShift = 31;
        var lessOne = RescaleStage.Identity(ElementType.Int8) with { ZeroPoint = -1, Low = 0, High = LargestShift };
        TensorHandle zeros = context.Emit(source, context.Builder.Unary(Opcode.Clz, sum, ElementType.Int8, Epilogue.Rescale(lessOne))) with { ZeroPoint = 0 };
        TensorHandle half = context.Builder.Binary(Opcode.LogicalLeftShift, sum, zeros, ElementType.Int32, Identity(1 << 30, int.MaxValue));
        half = context.Emit(source, half);
        var back = RescaleStage.Identity(ElementType.Int8) with { ZeroPoint = SumIntegerBits - 1 + 31 - OutputBits, Low = 0, High = LargestShift };
        TensorHandle shift = context.Builder.Unary(Opcode.Negate, zeros, ElementType.Int8, Epilogue.Rescale(back));
        return (half, context.Emit(source, shift) with { ZeroPoint = 0 });
    }

    /// <summary>1 / (2 · half) in Q0.31.</summary>
    private static TensorHandle Reciprocal(TfliteLoweringContext context, TfliteOperator source, TensorHandle half)
    {
        const int ErrorBound = 1 << 27;
        TensorHandle start = Constant(context, ReciprocalConstants.Start), slope = Constant(context, ReciprocalConstants.Slope);
        TensorHandle one = Constant(context, ReciprocalConstants.One);
        TensorHandle line = Product(context, source, half, slope, ReciprocalConstants.Slope, 0);
        TensorHandle estimate = context.Emit(source, context.Builder.Add(
            new RescaledOperand(start), new RescaledOperand(line), ElementType.Int32, Identity(EstimateLow, EstimateHigh)));
        for (int step = 1; step <= ReciprocalConstants.Steps; step++)
        {
            TensorHandle unit = Product(context, source, half, estimate, 0, EstimateHigh);
            TensorHandle error = context.Emit(source, context.Builder.Sub(
                new RescaledOperand(one), new RescaledOperand(unit), ElementType.Int32, Epilogue.Narrow));
            TensorHandle correction = Product(context, source, estimate, error, -ErrorBound, ErrorBound);

            // The correction counts four times; the last estimate is doubled, which brings it from Q2.29 to half of it in Q0.31.
            var four = new RescaledOperand(correction, RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift - 2);
            Epilogue epilogue = step < ReciprocalConstants.Steps
                ? Identity(EstimateLow, EstimateHigh)
                : Epilogue.Rescale(new RescaleStage(RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift - 1, 0, 0, int.MaxValue));
            estimate = context.Emit(source, context.Builder.Add(new RescaledOperand(estimate), four, ElementType.Int32, epilogue));
        }

        return estimate;
    }

    /// <summary>The product of two fixed-point numbers: the high half of twice the product of their raw values, rounded.</summary>
    private static TensorHandle Product(TfliteLoweringContext context, TfliteOperator source, TensorHandle left, TensorHandle right, int low, int high) =>
        context.Emit(source, context.Builder.Binary(Opcode.Mul, left, right, ElementType.Int32, Identity(low, high), parameter: 31));

    private static Epilogue Identity(int low, int high) => Epilogue.Rescale(RescaleStage.Identity(ElementType.Int32) with { Low = low, High = high });

    private static TensorHandle Constant(TfliteLoweringContext context, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return context.Builder.AddConstant(ElementType.Int32, new TensorShape(1, 1, 1, 1), bytes);
    }
}
