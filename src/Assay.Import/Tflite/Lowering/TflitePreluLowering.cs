using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>
/// PRELU: values of at least 0 change their scale, others are multiplied by a slope. With one slope that is a function of one value; with a tensor of
/// them both results are computed, and one is chosen.
/// </summary>
internal static class TflitePreluLowering
{
    public static void Lower(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), slope = context.Int8Tensor(source, 1), output = context.Int8Output(source);
        if (slope is { IsConstant: true, Elements: 1 })
        {
            int value = (sbyte)slope.Data.Span[0] - slope.ZeroPoint;
            TfliteTensor only = slope;
            TfliteLookupLowering.Lower(context, source, (_, from, to) => OneSlope(source, from, only, to, value));
            return;
        }

        TensorHandle x = context.Value(source, 0);
        TfliteScale above = Above(source, input, output), below = Below(source, input, slope, output);
        Epilogue product = Epilogue.Rescale(below.Stage(output.ZeroPoint, sbyte.MinValue, sbyte.MaxValue));
        TensorHandle multiplied = context.Emit(source, context.Builder.Mul(x, context.Value(source, 1), ElementType.Int8, product));
        if (multiplied.Shape != x.Shape || !output.Shape.SequenceEqual(input.Shape))
            throw source.Error($"it makes {output} of {input} and the slopes {slope}; expected slopes that broadcast, and the input's shape");
        TensorHandle kept = TfliteLookupLowering.Lookup(context, source, x, value => Saturate(above.Apply(value - input.ZeroPoint) + output.ZeroPoint));
        TensorHandle isKept = TfliteLookupLowering.Lookup(context, source, x, value => value >= input.ZeroPoint ? 1 : 0);
        context.Define(output, context.Emit(source, context.Builder.Select(
            isKept, kept with { ZeroPoint = 0 }, multiplied with { ZeroPoint = 0 }, ElementType.Int8, Epilogue.Narrow)));
    }

    private static Func<int, int> OneSlope(TfliteOperator source, TfliteTensor input, TfliteTensor slope, TfliteTensor output, int value)
    {
        TfliteScale above = Above(source, input, output), below = Below(source, input, slope, output);
        return x => Saturate((x >= 0 ? above.Apply(x) : below.Apply(x * value)) + output.ZeroPoint);
    }

    private static TfliteScale Above(TfliteOperator source, TfliteTensor input, TfliteTensor output) =>
        TfliteScale.FromReal((double)input.Scale / output.Scale, source);

    private static TfliteScale Below(TfliteOperator source, TfliteTensor input, TfliteTensor slope, TfliteTensor output) =>
        TfliteScale.FromReal((double)input.Scale * slope.Scale / output.Scale, source);

    private static int Saturate(int value) => Math.Clamp(value, sbyte.MinValue, sbyte.MaxValue);
}
