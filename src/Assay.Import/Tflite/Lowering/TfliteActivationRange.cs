namespace Assay.Import.Tflite.Lowering;

/// <summary>The range to which an operator's own activation clamps its int8 result.</summary>
internal readonly record struct TfliteActivationRange(int Low, int High)
{
    /// <summary>Computes the range in float32, as TFLite does.</summary>
    /// <exception cref="ImportException">The activation does not clamp.</exception>
    public static TfliteActivationRange Of(TfliteOperator source, TfliteActivation activation, TfliteTensor output)
    {
        int Quantise(float value) =>
            (int)Math.Clamp(output.ZeroPoint + MathF.Round(value / output.Scale, MidpointRounding.AwayFromZero), int.MinValue / 2, int.MaxValue / 2);
        (int low, int high) = activation switch
        {
            TfliteActivation.None => (sbyte.MinValue, sbyte.MaxValue),
            TfliteActivation.Relu => (Quantise(0), sbyte.MaxValue),
            TfliteActivation.Relu6 => (Quantise(0), Quantise(6)),
            TfliteActivation.ReluN1To1 => (Quantise(-1), Quantise(1)),
            _ => throw source.Error($"the fused activation {activation} is not supported; expected None, Relu, ReluN1To1 or Relu6"),
        };
        return new TfliteActivationRange(Math.Max(low, sbyte.MinValue), Math.Min(high, sbyte.MaxValue));
    }
}
