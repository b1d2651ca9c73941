namespace Assay.Import.Tflite.Lowering;

/// <summary>HARD_SWISH, x · min(max(x + 3, 0), 6) / 6, in the 16-bit arithmetic by which TFLite defines it.</summary>
internal static class TfliteHardSwish
{
    private const int FineBits = 7;
    private const float ReluUnit = 3.0f / 32768.0f;

    /// <summary>The function of an input less its zero point.</summary>
    public static Func<int, int> Of(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        float fine = 1 / 128f * input.Scale;
        TfliteScale toOutput = TfliteScale.FromReal(fine / output.Scale, source), toRelu = TfliteScale.FromReal(fine / ReluUnit, source);
        if (toOutput.Shift > 0)
            throw source.Error($"its input's scale {input.Scale} is more than 128 times its output's {output.Scale}");
        return value => Compute((short)(value << FineBits), toOutput, toRelu, output.ZeroPoint);
    }

    private static int Compute(short value, TfliteScale toOutput, TfliteScale toRelu, int zeroPoint)
    {
        short onOutput = HighProduct(value, Short(toOutput.Multiplier));
        short relu = value;
        if (toRelu.Shift > 0)
            relu = ShiftLeft(relu, toRelu.Shift - 1);
        relu = HighProduct(relu, Short(toRelu.Multiplier));
        if (toRelu.Shift > 0)
            relu = ShiftLeft(relu, 1);
        if (toRelu.Shift < 0)
            relu = (short)FixedPointMath.RoundingShiftRight(relu, -toRelu.Shift);

        // From [−1, 1] to [0, 1]; the last product is cut toward zero, which makes up for the rounding of the ones before.
        relu = (short)((relu + (1 << 15)) >> 1);
        int product = relu * onOutput / (1 << 15);
        int result = FixedPointMath.RoundingShiftRight(product, -toOutput.Shift) + zeroPoint;
        return Math.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
    }

    private static short HighProduct(short a, short b) =>
        a == short.MinValue && b == short.MinValue ? short.MaxValue : (short)(((a * b) + (1 << 14)) >> 15);

    private static short ShiftLeft(short value, int shift) => (short)Math.Clamp((long)value << shift, short.MinValue, short.MaxValue);

    /// <summary>A multiplier of 31 bits as one of 15.</summary>
    private static short Short(int multiplier)
    {
        const int Half = 1 << 15;
        return multiplier >= int.MaxValue - Half ? short.MaxValue : (short)((multiplier + Half) >> 16);
    }
}
