using System.Buffers.Binary;
using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>CONCATENATION, TRANSPOSE, SLICE, STRIDED_SLICE and RESIZE_NEAREST_NEIGHBOR: elements change their places and keep their bytes.</summary>
internal static class TfliteMovementLowering
{
    public static void LowerConcatenation(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteConcatenationOptions>();
        TfliteTensor output = context.Int8Output(source);
        if (options.Activation != TfliteActivation.None)
            throw source.Error($"the fused activation {options.Activation} is not supported; expected None");
        if (source.Inputs.Count == 0)
            throw source.Error("it has no inputs; expected at least one");
        int rank = output.Shape.Length, axis = options.Axis < 0 ? options.Axis + rank : options.Axis;
        if (axis < 0 || axis >= rank)
            throw source.Error($"its axis is {options.Axis} for {output}; expected -{rank} to {rank - 1}");
        var parts = new TensorHandle[source.Inputs.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            TfliteTensor input = context.Int8Tensor(source, i);
            TflitePoolingLowering.RequireSameScale(source, input, output);
            if (input.Shape.Length != rank)
                throw source.Error($"it joins {input} into {output}; expected as many dimensions");
            parts[i] = context.Value(source, i) with { ZeroPoint = 0 };
        }

        TensorHandle joined = Join(context, source, parts, axis + 4 - rank);
        Define(context, source, output, parts.Length == 1 ? context.EmitCopy(joined) : joined);
    }

    public static void LowerTranspose(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        TflitePoolingLowering.RequireSameScale(source, input, output);
        int rank = input.Shape.Length, leading = 4 - rank;
        int[] permutation = context.Tensor(source, 1).Integers();
        if (rank > 4 || !permutation.Order().SequenceEqual(Enumerable.Range(0, rank)))
            throw source.Error($"its permutation is [{string.Join(", ", permutation.Take(8))}] for {input}; expected 0 to {rank - 1} in some order");
        int[] places = [.. Enumerable.Range(0, leading), .. permutation.Select(axis => axis + leading)];
        Define(context, source, output, context.Emit(source, context.Builder.Transpose(context.Value(source, 0), places)));
    }

    /// <summary>SLICE: a begin and a size on every axis; size −1 reaches to the end.</summary>
    public static void LowerSlice(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        int[] begin = Numbers(context, source, 1, input), size = Numbers(context, source, 2, input);
        for (int axis = 0; axis < size.Length; axis++)
            size[axis] = size[axis] == -1 ? input.Shape[axis] - begin[axis] : size[axis];
        Slice(context, source, input, output, begin, size, [.. size.Select(_ => 1)]);
    }

    /// <summary>STRIDED_SLICE with the masks of begin, end and shrinking; the file states which dimensions of size 1 are dropped.</summary>
    public static void LowerStridedSlice(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteSliceOptions>();
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        if (options.EllipsisMask != 0 || options.NewAxisMask != 0 || options.Offset)
            throw source.Error("an ellipsis, a new axis or an end that counts from the begin is not supported");
        int[] begin = Numbers(context, source, 1, input), end = Numbers(context, source, 2, input), stride = Numbers(context, source, 3, input);
        int[] size = new int[begin.Length];
        for (int axis = 0; axis < size.Length; axis++)
        {
            int length = input.Shape[axis], step = stride[axis];
            if (step is 0 or < short.MinValue or > short.MaxValue)
                throw source.Error($"its stride on axis {axis} is {step}; expected a number of 16 bits that is not 0");
            bool shrinks = (options.ShrinkAxisMask >> axis & 1) != 0;
            (int low, int high) = step > 0 ? (0, length) : (-1, length - 1);
            long first = (options.BeginMask >> axis & 1) != 0 ? (step > 0 ? low : high) : Math.Clamp(FromEnd(begin[axis], length), low, high);
            long last = (options.EndMask >> axis & 1) != 0 ? (step > 0 ? high : low) : Math.Clamp(FromEnd(end[axis], length), low, high);
            begin[axis] = (int)first;
            size[axis] = shrinks ? 1 : (int)Math.Max(0, (last - first + step - Math.Sign(step)) / step);
            stride[axis] = shrinks ? 1 : step;
        }

        Slice(context, source, input, output, begin, size, stride);
    }

    /// <summary>RESIZE_NEAREST_NEIGHBOR: the rows, then the columns, are picked by indices that are computed here as the kernel computes them.</summary>
    public static void LowerNearest(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteResizeOptions>();
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        TflitePoolingLowering.RequireSameScale(source, input, output);
        TensorShape from = TfliteLoweringContext.Shape(input), to = TfliteLoweringContext.Shape(output);
        if (input.Shape.Length != 4 || from.Batch != 1 || to.Batch != 1 || from.Channels != to.Channels)
            throw source.Error($"it resizes {input} to {output}; expected [1, height, width, channels] with as many channels");
        TensorHandle image = context.Value(source, 0) with { ZeroPoint = 0 };
        TensorHandle rows = context.Builder.Reshape(image, new TensorShape(1, 1, from.Height, from.Width * from.Channels));
        rows = Pick(context, source, rows, Nearest(options, from.Height, to.Height));
        TensorHandle columns = context.Builder.Reshape(rows, image.Shape with { Height = to.Height });
        Define(context, source, output, Pick(context, source, columns, Nearest(options, from.Width, to.Width)));
    }

    /// <summary>GATHER of the same indices for every group.</summary>
    private static TensorHandle Pick(TfliteLoweringContext context, TfliteOperator source, TensorHandle values, int[] indices)
    {
        int groups = values.Shape.Height;
        context.SpendConstants(source, (long)groups * indices.Length * sizeof(int));
        byte[] bytes = new byte[groups * indices.Length * sizeof(int)];
        for (int i = 0; i < groups * indices.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int) * i), indices[i % indices.Length]);
        TensorHandle constant = context.Builder.AddConstant(ElementType.Int32, new TensorShape(1, 1, groups, indices.Length), bytes);
        return context.Emit(source, context.Builder.Gather(values, constant, ElementType.Int8, Epilogue.Narrow)) with { ZeroPoint = 0 };
    }

    /// <summary>The nearest source index of every target index, in single precision.</summary>
    private static int[] Nearest(TfliteResizeOptions options, int from, int to)
    {
        float scale = options.AlignCorners && to > 1 ? (from - 1) / (float)(to - 1) : from / (float)to;
        float offset = options.HalfPixelCentres ? 0.5f : 0f;
        return
        [
            .. Enumerable.Range(0, to).Select(i =>
            {
                float place = (i + offset) * scale;
                int index = (int)(options.AlignCorners ? MathF.Round(place, MidpointRounding.AwayFromZero) : MathF.Floor(place));
                return Math.Clamp(index, 0, from - 1);
            }),
        ];
    }

    /// <summary>Joins in pairs, so that no part is copied more often than the logarithm of their number.</summary>
    internal static TensorHandle Join(TfliteLoweringContext context, TfliteOperator source, ReadOnlySpan<TensorHandle> parts, int axis)
    {
        if (parts.Length == 1)
            return parts[0];
        TensorHandle left = Join(context, source, parts[..(parts.Length / 2)], axis), right = Join(context, source, parts[(parts.Length / 2)..], axis);
        return context.Emit(source, context.Builder.Concat(left, right, axis, ElementType.Int8, Epilogue.Narrow)) with { ZeroPoint = 0 };
    }

    private static void Slice(
        TfliteLoweringContext context, TfliteOperator source, TfliteTensor input, TfliteTensor output, int[] begin, int[] size, int[] stride)
    {
        TflitePoolingLowering.RequireSameScale(source, input, output);
        if (size.Any(count => count is < 1 or > TensorShape.MaximumDimension))
            throw source.Error($"it takes [{string.Join(", ", size)}] elements of {input}; expected at least 1 on each axis");
        int leading = 4 - input.Shape.Length;
        int[] ones = [.. Enumerable.Repeat(1, leading)], zeros = new int[leading];
        TensorHandle result = context.Builder.Slice(
            context.Value(source, 0), [.. zeros, .. begin], TensorShape.FromDimensions([.. ones, .. size]), [.. ones, .. stride]);
        Define(context, source, output, context.Emit(source, result));
    }

    private static int[] Numbers(TfliteLoweringContext context, TfliteOperator source, int index, TfliteTensor input)
    {
        int[] numbers = context.Tensor(source, index).Integers();
        return numbers.Length == input.Shape.Length && numbers.Length <= 4
            ? numbers
            : throw source.Error($"its input {index} has {numbers.Length} numbers for {input}; expected one for each of at most 4 dimensions");
    }

    private static long FromEnd(int value, int length) => value < 0 ? (long)value + length : value;

    /// <summary>Says that a result is an output of as many elements.</summary>
    internal static void Define(TfliteLoweringContext context, TfliteOperator source, TfliteTensor output, TensorHandle result)
    {
        TensorShape shape = TfliteLoweringContext.Shape(output);
        if (shape.Elements != result.Shape.Elements)
            throw source.Error($"its output is {output}; expected {result.Shape}");
        context.Define(output, context.Builder.Reshape(result, shape));
    }
}
