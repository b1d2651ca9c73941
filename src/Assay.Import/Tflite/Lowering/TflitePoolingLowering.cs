using System.Numerics;
using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>AVERAGE_POOL_2D, MAX_POOL_2D, MEAN, SUM, REDUCE_MAX and REDUCE_MIN.</summary>
internal static class TflitePoolingLowering
{
    private const int FirstPosition = 1, LastPosition = 2;

    public static void LowerMaximum(TfliteLoweringContext context, TfliteOperator source)
    {
        (TfliteTensor output, WindowGeometry window, Epilogue epilogue) = Pool(context, source);
        TensorHandle result = context.Builder.MaxPool2D(context.Value(source, 0), window, ElementType.Int8, epilogue);
        Define(context, source, output, result);
    }

    /// <summary>
    /// Averages of the stored values, zero points and all, halves away from zero. A window over the whole input is a sum and one factor, which is proven in
    /// pieces; AVG_POOL2D has the same factor for each number of taps.
    /// </summary>
    public static void LowerAverage(TfliteLoweringContext context, TfliteOperator source)
    {
        (TfliteTensor output, WindowGeometry window, Epilogue epilogue) = Pool(context, source);
        TensorHandle input = context.Value(source, 0) with { ZeroPoint = 0 };
        bool isWhole = window.KernelHeight == input.Shape.Height && window.KernelWidth == input.Shape.Width
            && TfliteLoweringContext.Shape(output) is { Height: 1, Width: 1 };
        if (!isWhole)
        {
            Define(context, source, output, context.Builder.AvgPool2D(input, window, ElementType.Int8, epilogue));
            return;
        }

        RescaleStage average = Average(input.Shape.Height * input.Shape.Width) with { Low = epilogue.First.Low, High = epilogue.First.High };
        TensorHandle result = context.Builder.ReduceSum(input, FirstPosition, LastPosition, ElementType.Int8, Epilogue.Rescale(average));
        Define(context, source, output, result);
    }

    /// <summary>MEAN and SUM over adjacent axes.</summary>
    public static void LowerSum(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        (int first, int last, long count) = Axes(context, source, input);
        TfliteScale scale = TfliteScale.FromReal((double)input.Scale / output.Scale, source);
        if (source.Kind == "MEAN")
            scale = Divided(source, scale, count);
        Epilogue epilogue = Epilogue.Rescale(scale.Stage(output.ZeroPoint, sbyte.MinValue, sbyte.MaxValue));
        Define(context, source, output, context.Builder.ReduceSum(context.Value(source, 0), first, last, ElementType.Int8, epilogue));
    }

    public static void LowerReduceExtreme(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        RequireSameScale(source, input, output);
        (int first, int last, _) = Axes(context, source, input);
        TensorHandle value = context.Value(source, 0);
        Define(context, source, output, source.Kind == "REDUCE_MAX"
            ? context.Builder.ReduceMax(value, first, last, ElementType.Int8, Epilogue.Narrow)
            : context.Builder.ReduceMin(value, first, last, ElementType.Int8, Epilogue.Narrow));
    }

    public static void RequireSameScale(TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        if (input.Scale != output.Scale || input.ZeroPoint != output.ZeroPoint)
        {
            throw source.Error(
                $"its output has scale {output.Scale} and zero point {output.ZeroPoint}; expected those of its input, {input.Scale} and {input.ZeroPoint}");
        }
    }

    private static (TfliteTensor Output, WindowGeometry Window, Epilogue Epilogue) Pool(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteWindowOptions>();
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        RequireSameScale(source, input, output);
        TensorShape shape = TfliteLoweringContext.Shape(input), target = TfliteLoweringContext.Shape(output);
        if (input.Shape.Length != 4 || shape.Channels != target.Channels)
            throw source.Error($"it pools {input} to {output}; expected four dimensions and as many channels");
        WindowGeometry window = TfliteWindow.Geometry(source, options, shape, target, options.KernelY, options.KernelX);
        TfliteActivationRange range = TfliteActivationRange.Of(source, options.Activation, output);
        if (range.Low > range.High)
            throw source.Error($"its activation {options.Activation} leaves no value of an output with zero point {output.ZeroPoint}");
        return (output, window, Epilogue.Rescale(RescaleStage.Identity(ElementType.Int8) with { Low = range.Low, High = range.High }));
    }

    /// <summary>The factor 1/n, so little above that halves are rounded away from zero for every sum of n int8 values.</summary>
    private static RescaleStage Average(int count)
    {
        int bits = BitOperations.Log2((uint)count - 1) + 1;
        if (count == 1)
            bits = 0;
        long multiplier = (((1L << 30) + 1) << bits) / count;
        return new RescaleStage((int)multiplier, (byte)(30 + bits), 0, sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>TFLite divides the multiplier of a mean by the number of values, after a shift to the left that keeps its bits.</summary>
    private static TfliteScale Divided(TfliteOperator source, TfliteScale scale, long count)
    {
        int bits = Math.Min(Math.Min(BitOperations.Log2((ulong)count), 32), 31 + scale.Shift);
        var divided = new TfliteScale((int)(((long)scale.Multiplier << bits) / count), scale.Shift - bits);
        return 31 - divided.Shift <= RescaleShift.Largest
            ? divided
            : throw source.Error($"its scales over {count} values need a shift of {31 - divided.Shift}; expected at most {RescaleShift.Largest}");
    }

    /// <summary>The axes of a reduction among the program's four, which must be adjacent up to dimensions of size 1.</summary>
    private static (int First, int Last, long Count) Axes(TfliteLoweringContext context, TfliteOperator source, TfliteTensor input)
    {
        int rank = input.Shape.Length, leading = 4 - rank;
        TensorShape shape = TfliteLoweringContext.Shape(input);
        int[] axes = context.Tensor(source, 1).Integers();
        if (axes.FirstOrDefault(axis => axis < -rank || axis >= rank) is var wrong && (wrong < -rank || wrong >= rank))
            throw source.Error($"it reduces axis {wrong} of {input}; expected -{rank} to {rank - 1}");
        int[] places = [.. axes.Select(axis => leading + (axis < 0 ? axis + rank : axis)).Distinct().Order()];
        int[] needed = [.. places.Where(axis => shape[axis] > 1)];
        (int first, int last) = needed.Length > 0 ? (needed[0], needed[^1]) : (3, 3);
        if (needed.Length == 0 && shape[3] > 1)
            throw source.Error($"it reduces no dimension of {input} that is larger than 1");
        for (int axis = first; axis <= last; axis++)
        {
            if (shape[axis] > 1 && !needed.Contains(axis))
                throw source.Error($"it reduces the axes [{string.Join(", ", axes)}] of {input}; expected adjacent ones");
        }

        return (first, last, needed.Aggregate(1L, (product, axis) => product * shape[axis]));
    }

    /// <summary>Whether dimensions of size 1 are kept is up to the shape that the file gives for the output.</summary>
    private static void Define(TfliteLoweringContext context, TfliteOperator source, TfliteTensor output, TensorHandle result)
    {
        TensorShape shape = TfliteLoweringContext.Shape(output);
        if (shape.Elements != result.Shape.Elements)
            throw source.Error($"its output is {output}; expected {result.Shape.Elements} elements");
        context.Define(output, context.Builder.Reshape(context.Emit(source, result), shape));
    }
}
