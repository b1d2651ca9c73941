using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>ADD, SUB, MUL, MAXIMUM and MINIMUM of two int8 tensors.</summary>
internal static class TfliteElementwiseLowering
{
    /// <summary>By how many bits sums are finer than the larger of the two scales.</summary>
    private const int FineBits = 20;

    public static void LowerSum(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor left = context.Int8Tensor(source, 0), right = context.Int8Tensor(source, 1), output = context.Int8Output(source);
        double twice = 2.0 * Math.Max(left.Scale, right.Scale);
        TfliteScale leftScale = TfliteScale.FromReal(left.Scale / twice, source), rightScale = TfliteScale.FromReal(right.Scale / twice, source);
        Epilogue epilogue = Stage(source, TfliteScale.FromReal(twice / ((1 << FineBits) * (double)output.Scale), source), output);
        int sign = source.Kind == "ADD" ? 1 : -1;
        TensorHandle a = context.Value(source, 0), b = context.Value(source, 1);
        bool isFused = IsSameSum(Terms(leftScale, a.ZeroPoint), Terms(rightScale, b.ZeroPoint), sign, epilogue.First);
        RescaledOperand first = Operand(context, source, a, leftScale, isFused), second = Operand(context, source, b, rightScale, isFused);
        TensorHandle result = sign > 0
            ? context.Builder.Add(first, second, ElementType.Int8, epilogue, operandDoubleRounding: true)
            : context.Builder.Sub(first, second, ElementType.Int8, epilogue, operandDoubleRounding: true);
        Define(context, source, output, result);
    }

    public static void LowerProduct(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor left = context.Int8Tensor(source, 0), right = context.Int8Tensor(source, 1), output = context.Int8Output(source);
        TfliteScale scale = TfliteScale.FromReal((double)left.Scale * right.Scale / output.Scale, source);
        TensorHandle result = context.Builder.Mul(context.Value(source, 0), context.Value(source, 1), ElementType.Int8, Stage(source, scale, output));
        Define(context, source, output, result);
    }

    /// <summary>MAXIMUM and MINIMUM compare stored values, which share one scale.</summary>
    public static void LowerExtreme(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor output = context.Int8Output(source);
        TflitePoolingLowering.RequireSameScale(source, context.Int8Tensor(source, 0), output);
        TflitePoolingLowering.RequireSameScale(source, context.Int8Tensor(source, 1), output);
        Define(context, source, output, context.Builder.Binary(
            source.Kind == "MAXIMUM" ? Opcode.Maximum : Opcode.Minimum, Stored(0), Stored(1), ElementType.Int8, Epilogue.Narrow));

        RescaledOperand Stored(int index) => new(context.Value(source, index) with { ZeroPoint = 0 });
    }

    /// <summary>
    /// The operand, shifted left and scaled. In one rescale the shift would take the second rounding away; where that changes a result, an
    /// instruction of its own shifts.
    /// </summary>
    private static RescaledOperand Operand(TfliteLoweringContext context, TfliteOperator source, TensorHandle value, TfliteScale scale, bool isFused)
    {
        if (isFused || (CanFuse(scale) && Terms(scale, value.ZeroPoint).All(term => term.Exact == term.Fused)))
            return new RescaledOperand(value, scale.Multiplier, FusedShift(scale));
        int low = (sbyte.MinValue - value.ZeroPoint) << FineBits, high = (sbyte.MaxValue - value.ZeroPoint) << FineBits;
        var shift = new RescaleStage(RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift - FineBits, 0, low, high);
        TensorHandle wide = context.Emit(source, context.Builder.Rescale(value, ElementType.Int32, Epilogue.Rescale(shift)));
        return new RescaledOperand(wide, scale.Multiplier, scale.RightShift);
    }

    private static bool CanFuse(TfliteScale scale) => scale.RightShift - FineBits >= RescaleShift.Smallest;

    private static byte FusedShift(TfliteScale scale) => (byte)(scale.RightShift - FineBits);

    /// <summary>What every int8 value of an operand adds to a sum: as TFLite computes it, and with one rescale; none where one rescale cannot be.</summary>
    private static (int Exact, long Fused)[] Terms(TfliteScale scale, int zeroPoint) => !CanFuse(scale) ? [] :
    [
        .. Enumerable.Range(sbyte.MinValue - zeroPoint, 256).Select(value =>
            (scale.Apply(value << FineBits), FixedPoint.Scale(value, scale.Multiplier, FusedShift(scale), doubleRounding: true))),
    ];

    /// <summary>
    /// Whether one rescale of each operand gives every sum that TFLite gives. Terms are 2^20 times as fine as the larger scale, so that the few which are rounded
    /// otherwise, by one, hardly ever show.
    /// </summary>
    private static bool IsSameSum((int Exact, long Fused)[] left, (int Exact, long Fused)[] right, int sign, RescaleStage stage)
    {
        if (left.Length == 0 || right.Length == 0)
            return false;
        foreach ((int exactLeft, long fusedLeft) in left)
        {
            foreach ((int exactRight, long fusedRight) in right)
            {
                int exact = exactLeft + (sign * exactRight);
                int fused = (int)(fusedLeft + (sign * fusedRight));
                if (exact != fused && FixedPoint.Apply(stage, exact) != FixedPoint.Apply(stage, fused))
                    return false;
            }
        }

        return true;
    }

    private static Epilogue Stage(TfliteOperator source, TfliteScale scale, TfliteTensor output)
    {
        TfliteActivationRange range = TfliteActivationRange.Of(source, source.OptionsAs<TfliteActivationOptions>().Activation, output);
        return range.Low <= range.High
            ? Epilogue.Rescale(scale.Stage(output.ZeroPoint, range.Low, range.High))
            : throw source.Error($"its activation leaves no value of an output with zero point {output.ZeroPoint}");
    }

    private static void Define(TfliteLoweringContext context, TfliteOperator source, TfliteTensor output, TensorHandle result)
    {
        TensorShape shape = TfliteLoweringContext.Shape(output);
        if (result.Shape != shape)
            throw source.Error($"its output is {shape}; expected {result.Shape}");
        context.Define(output, context.Emit(source, result));
    }
}
