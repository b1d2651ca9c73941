using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>
/// Functions of one int8 value: computed for all 256 values when the model is imported, in the arithmetic of TFLite's kernels, and looked up by
/// one RESCALE whose table is read at its samples only, where nothing is interpolated.
/// </summary>
internal static class TfliteLookupLowering
{
    /// <summary>The entry for 0.</summary>
    public const int MiddleEntry = ProgramBuilder.TableLength / 2;

    /// <summary>Multiplies by 128, the distance of two samples.</summary>
    public const byte ToSamples = 23;

    /// <summary>Divides by 128, the unit of a sample.</summary>
    public const byte FromSamples = 37;

    private const int LogisticIntegerBits = 4;

    /// <summary>A function of an int8 input as an int8 tensor.</summary>
    public static void Lower(TfliteLoweringContext context, TfliteOperator source, Func<TfliteOperator, TfliteTensor, TfliteTensor, Func<int, int>> function)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        RequireSameElements(source, input, output);
        Func<int, int> kernel = function(source, input, output);
        TensorHandle result = Lookup(context, source, context.Value(source, 0), value => kernel(value - input.ZeroPoint));
        context.Define(output, context.Builder.Reshape(result, TfliteLoweringContext.Shape(output)));
    }

    /// <summary>One instruction that replaces every stored value v by <paramref name="function"/>(v).</summary>
    public static TensorHandle Lookup(TfliteLoweringContext context, TfliteOperator source, TensorHandle input, Func<int, int> function)
    {
        return context.Emit(source, Lookup(context.Builder, input, ElementType.Int8, function));
    }

    /// <summary>As <see cref="Lookup(TfliteLoweringContext, TfliteOperator, TensorHandle, Func{int, int})"/>, to int8 or int16.</summary>
    public static TensorHandle Lookup(ProgramBuilder builder, TensorHandle input, ElementType output, Func<int, int> function)
    {
        var first = new RescaleStage(RescaleStage.IdentityMultiplier, ToSamples, 0, short.MinValue, short.MaxValue);
        var second = new RescaleStage(RescaleStage.IdentityMultiplier, FromSamples, 0, output.Minimum(), output.Maximum());
        uint page = builder.AddTable(Table(function));
        return builder.Rescale(input with { ZeroPoint = 0 }, output, Epilogue.Table(first, page, second));
    }

    /// <summary>RELU, RELU6 and RELU_N1_TO_1: a change of scale and a clamp.</summary>
    public static Func<int, int> Relu(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        TfliteActivation activation = source.Kind switch
        {
            "RELU" => TfliteActivation.Relu,
            "RELU6" => TfliteActivation.Relu6,
            _ => TfliteActivation.ReluN1To1,
        };
        TfliteActivationRange range = TfliteActivationRange.Of(source, activation, output);
        TfliteScale scale = TfliteScale.FromReal((double)input.Scale / output.Scale, source);
        return value => Math.Max(range.Low, Math.Min(range.High, scale.Apply(value) + output.ZeroPoint));
    }

    /// <summary>LEAKY_RELU: one factor above 0, another below.</summary>
    public static Func<int, int> LeakyRelu(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        float alpha = source.OptionsAs<TfliteLeakyReluOptions>().Alpha;
        if (alpha < 0)
            throw source.Error($"alpha is {alpha}; expected at least 0");
        TfliteScale above = TfliteScale.FromReal((double)input.Scale / output.Scale, source);
        TfliteScale below = TfliteScale.FromReal((double)input.Scale * alpha / output.Scale, source);
        return value => Saturate((value >= 0 ? above : below).Apply(value) + output.ZeroPoint);
    }

    /// <summary>QUANTIZE from int8 to int8: another scale and zero point.</summary>
    public static Func<int, int> Requantise(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        TfliteScale scale = TfliteScale.FromReal((double)input.Scale / output.Scale, source);
        return value => Saturate(scale.Apply(value) + output.ZeroPoint);
    }

    /// <summary>LOGISTIC, whose result has the scale 1/256 and the zero point −128.</summary>
    public static Func<int, int> Logistic(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        RequireOutput(source, output, 1f / 256, -128);
        (TfliteScale scale, int radius) = Argument(source, input);
        return value => Math.Abs(value) >= radius
            ? (value < 0 ? sbyte.MinValue : sbyte.MaxValue)
            : Saturate(FixedPointMath.RoundingShiftRight(FixedPointMath.Logistic(scale.Apply(value), LogisticIntegerBits), 23) + output.ZeroPoint);
    }

    /// <summary>TANH, whose result has the scale 1/128 and the zero point 0.</summary>
    public static Func<int, int> Tanh(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        RequireOutput(source, output, 1f / 128, 0);
        (TfliteScale scale, int radius) = Argument(source, input);
        return value => Math.Abs(value) >= radius
            ? (value < 0 ? sbyte.MinValue : sbyte.MaxValue)
            : Saturate(FixedPointMath.RoundingShiftRight(FixedPointMath.Tanh(scale.Apply(value), LogisticIntegerBits), 24));
    }

    public static void RequireSameElements(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        if (input.Elements != output.Elements)
            throw source.Error($"it makes {output} of {input}; expected as many elements");
    }

    /// <summary>The input in fixed point with 4 integer bits, and the difference from the zero point beyond which the result is at its end.</summary>
    private static (TfliteScale Scale, int Radius) Argument(TfliteOperator source, TfliteTensor input)
    {
        const int FractionBits = 31 - LogisticIntegerBits;
        TfliteScale scale = TfliteScale.ForTable((double)input.Scale * (1 << FractionBits), source);
        double largest = ((1 << LogisticIntegerBits) - 1) * Math.ScaleB(1, FractionBits);
        return (scale, (int)Math.Min(Math.Floor(Math.ScaleB(largest, -scale.Shift)), int.MaxValue));
    }

    private static void RequireOutput(TfliteOperator source, TfliteTensor output, float scale, int zeroPoint)
    {
        if (output.Scale != scale || output.ZeroPoint != zeroPoint)
            throw source.Error($"its output has scale {output.Scale} and zero point {output.ZeroPoint}; expected {scale} and {zeroPoint}");
    }

    private static short[] Table(Func<int, int> function)
    {
        short[] table = new short[ProgramBuilder.TableLength];
        for (int value = sbyte.MinValue; value <= sbyte.MaxValue; value++)
            table[MiddleEntry + value] = (short)function(value);
        return table;
    }

    private static int Saturate(int value) => Math.Clamp(value, sbyte.MinValue, sbyte.MaxValue);
}
