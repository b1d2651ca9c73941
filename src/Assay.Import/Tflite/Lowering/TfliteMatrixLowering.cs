using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>BATCH_MATMUL and ARG_MAX.</summary>
internal static class TfliteMatrixLowering
{
    /// <summary>Products of two stacks of matrices; one on the right may serve the whole stack on the left.</summary>
    public static void LowerProduct(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteMatrixOptions>();
        TfliteTensor left = context.Int8Tensor(source, 0), right = context.Int8Tensor(source, 1), output = context.Int8Output(source);
        if (left.Shape.Length is < 2 or > 4 || right.Shape.Length is < 2 or > 4)
            throw source.Error($"it multiplies {left} and {right}; expected 2 to 4 dimensions");
        TensorShape a = TfliteLoweringContext.Shape(left), b = TfliteLoweringContext.Shape(right);
        int stack = a.Batch * a.Height, rightStack = b.Batch * b.Height;
        if (rightStack != 1 && (a.Batch != b.Batch || a.Height != b.Height))
            throw source.Error($"it multiplies {left} and {right}; expected as many matrices on both sides, or one on the right");

        // MATMUL has the common dimension last on both sides.
        TensorHandle x = Rows(context, source, 0, options.TransposesLeft), y = Rows(context, source, 1, !options.TransposesRight);
        if (x.Shape.Channels != y.Shape.Channels)
            throw source.Error($"it multiplies {left} and {right}, whose inner sizes are {x.Shape.Channels} and {y.Shape.Channels}; expected equal ones");
        var expected = new TensorShape(a.Batch, a.Height, x.Shape.Width, y.Shape.Width);
        if (TfliteLoweringContext.Shape(output) != expected)
            throw source.Error($"its output is {output}; expected {expected}");
        x = context.Builder.Reshape(x, new TensorShape(1, stack, x.Shape.Width, x.Shape.Channels));
        y = context.Builder.Reshape(y, new TensorShape(1, rightStack, y.Shape.Width, y.Shape.Channels));

        // The kernel multiplies the scales of both sides in single precision.
        TfliteScale scale = TfliteScale.FromReal((double)(float)(left.Scale * right.Scale) / output.Scale, source);
        Epilogue epilogue = Epilogue.Rescale(scale.Stage(output.ZeroPoint, sbyte.MinValue, sbyte.MaxValue));
        TensorHandle product = context.Emit(source, context.Builder.MatMul(x, y, ElementType.Int8, epilogue));
        context.Define(output, context.Builder.Reshape(product, expected));
    }

    /// <summary>The first index of the greatest element of an axis, as an output of the graph: int32, also where the file has int64.</summary>
    public static void LowerArgMax(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Output(source);
        if (output.Type is not (TfliteElementType.Int32 or TfliteElementType.Int64))
            throw source.Error($"its output is {output}; expected Int32 or Int64");
        int[] axes = context.Tensor(source, 1).Integers();
        int rank = input.Shape.Length;
        if (axes is not [var axis] || axis < -rank || axis >= rank)
            throw source.Error($"its axis is [{string.Join(", ", axes.Take(8))}] for {input}; expected one number from -{rank} to {rank - 1}");
        axis = axis < 0 ? axis + rank : axis;
        TensorShape shape = TfliteLoweringContext.Shape(output);
        if (!output.Shape.SequenceEqual(input.Shape.Where((_, place) => place != axis)))
            throw source.Error($"its output is {output}; expected {input} without axis {axis}");
        int there = axis + 4 - rank;
        TensorHandle index = context.Builder.ArgMax(context.Value(source, 0), there, there, Epilogue.Narrow);
        context.Define(output, context.Builder.Reshape(context.Emit(source, index), shape));
    }

    private static TensorHandle Rows(TfliteLoweringContext context, TfliteOperator source, int index, bool transposes)
    {
        TensorHandle value = context.Value(source, index);
        return transposes
            ? context.Emit(source, context.Builder.Transpose(value with { ZeroPoint = 0 }, 0, 1, 3, 2)) with { ZeroPoint = value.ZeroPoint }
            : value;
    }
}
