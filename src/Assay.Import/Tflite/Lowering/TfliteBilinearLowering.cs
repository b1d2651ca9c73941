using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>
/// RESIZE_BILINEAR: the kernel's coordinates count 1,024ths of an element, which are RESIZE's numerators; weights and sums are then the kernel's, and
/// one rescale takes 2^20 back, halves away from zero.
/// </summary>
internal static class TfliteBilinearLowering
{
    private const int Fractions = 1 << 10, SumBits = 20;

    /// <summary>A factor so little above 2^−20 that halves are rounded away from zero, for every sum of int8 values.</summary>
    private static readonly RescaleStage s_average = new((1 << 30) + 1, 30 + SumBits, 0, sbyte.MinValue, sbyte.MaxValue);

    public static void Lower(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteResizeOptions>();
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        TflitePoolingLowering.RequireSameScale(source, input, output);
        TensorShape from = TfliteLoweringContext.Shape(input), to = TfliteLoweringContext.Shape(output);
        if (input.Shape.Length != 4 || output.Shape.Length != 4 || from.Batch != to.Batch || from.Channels != to.Channels)
            throw source.Error($"it resizes {input} to {output}; expected four dimensions, and as many channels and images");
        if (options is { AlignCorners: true, HalfPixelCentres: true })
            throw source.Error("it has both align_corners and half_pixel_centers; expected one of them at most");
        if (context.Tensor(source, 1).Integers() is var size && (size.Length != 2 || size[0] != to.Height || size[1] != to.Width))
            throw source.Error($"its size is [{string.Join(", ", size.Take(8))}] for {output}; expected its height and width");
        var attributes = new ResizeAttributes(
            ResizeMode.Bilinear, Axis(source, options, from.Height, to.Height), Axis(source, options, from.Width, to.Width));
        TensorHandle image = context.Value(source, 0) with { ZeroPoint = 0 };
        TensorHandle result = context.Builder.Resize(image, attributes, to.Height, to.Width, ElementType.Int8, Epilogue.Rescale(s_average));
        context.Define(output, context.Emit(source, result));
    }

    /// <summary>Steps and offset of the kernel, which are rounded to 1,024ths.</summary>
    private static ResizeAxis Axis(TfliteOperator source, TfliteResizeOptions options, int from, int to)
    {
        bool isAligned = options.AlignCorners && to > 1;
        (long span, long steps) = isAligned ? (from - 1, to - 1) : (from, to);
        long step = ((Fractions * span) + (steps / 2)) / steps;
        long offset = options.HalfPixelCentres ? (step / 2) - (Fractions / 2) : 0;
        if (step >= 16 * Fractions && to > 1)
            throw source.Error($"it resizes {from} elements of an axis to {to}; expected at least a sixteenth");
        if (offset >= 16 * Fractions)
            throw source.Error($"it resizes {from} elements of an axis to {to} between half pixels; expected at least a thirty-second");

        // With a step that was rounded up, the kernel may read behind the last element; what it finds there is not defined.
        if (((to - 1) * step) + offset >= (long)from * Fractions)
            throw source.Error($"it resizes {from} elements of an axis to {to}, and TensorFlow Lite reads behind the last one; expected other sizes");

        // Where there is only one element, or one is wanted, every step will do; RESIZE has none of 0.
        return new ResizeAxis(Fractions, from == 1 || to == 1 ? (ushort)1 : (ushort)step, (short)offset);
    }
}
