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
        TfliteScale scale = TfliteScale.FromReal(twice / ((1 << FineBits) * (double)output.Scale), source);
        RescaledOperand a = Operand(context, source, 0, TfliteScale.FromReal(left.Scale / twice, source));
        RescaledOperand b = Operand(context, source, 1, TfliteScale.FromReal(right.Scale / twice, source));
        Epilogue epilogue = Stage(source, scale, output);
        TensorHandle result = source.Kind == "ADD"
            ? context.Builder.Add(a, b, ElementType.Int8, epilogue, operandDoubleRounding: true)
            : context.Builder.Sub(a, b, ElementType.Int8, epilogue, operandDoubleRounding: true);
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
    /// The operand, shifted left and scaled. In one rescale the shift would take the second rounding away; where that changes any of the 256 values, an
    /// instruction of its own shifts.
    /// </summary>
    private static RescaledOperand Operand(TfliteLoweringContext context, TfliteOperator source, int index, TfliteScale scale)
    {
        TensorHandle value = context.Value(source, index);
        if (scale.RightShift - FineBits is var fused && fused >= RescaleShift.Smallest && IsExact(scale, fused, value.ZeroPoint))
            return new RescaledOperand(value, scale.Multiplier, (byte)fused);
        int low = (sbyte.MinValue - value.ZeroPoint) << FineBits, high = (sbyte.MaxValue - value.ZeroPoint) << FineBits;
        var shift = new RescaleStage(RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift - FineBits, 0, low, high);
        TensorHandle wide = context.Emit(source, context.Builder.Rescale(value, ElementType.Int32, Epilogue.Rescale(shift)));
        return new RescaledOperand(wide, scale.Multiplier, scale.RightShift);
    }

    private static bool IsExact(TfliteScale scale, int fused, int zeroPoint)
    {
        for (int value = sbyte.MinValue - zeroPoint; value <= sbyte.MaxValue - zeroPoint; value++)
        {
            if (scale.Apply(value << FineBits) != FixedPoint.Scale(value, scale.Multiplier, (byte)fused, doubleRounding: true))
                return false;
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
