using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>SPLIT, SPLIT_V, PACK and UNPACK: one tensor becomes several, or several become one; the elements keep their bytes.</summary>
internal static class TfliteSplitLowering
{
    /// <summary>SPLIT: as many parts of one size as there are outputs. The axis comes first.</summary>
    public static void LowerEven(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 1);
        int axis = Axis(source, input, context.Tensor(source, 0).Integers(), input.Shape.Length), parts = source.Outputs.Count;
        if (parts == 0 || input.Shape[axis] % parts != 0)
            throw source.Error($"it splits {input} on axis {axis} into {parts}; expected a divisor of {input.Shape[axis]}");
        Slices(context, source, 1, axis, [.. Enumerable.Repeat(input.Shape[axis] / parts, parts)], keepsAxis: true);
    }

    /// <summary>SPLIT_V: one size an output, of which one may be −1 and takes what is left.</summary>
    public static void LowerSized(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0);
        int axis = Axis(source, input, context.Tensor(source, 2).Integers(), input.Shape.Length), length = input.Shape[axis];
        int[] sizes = context.Tensor(source, 1).Integers();
        long known = sizes.Where(size => size != -1).Sum(size => (long)size);
        int[] filled = [.. sizes.Select(size => size == -1 ? (int)Math.Clamp(length - known, 0, length) : size)];
        if (filled.Length != source.Outputs.Count || filled.Any(size => size < 1) || filled.Sum(size => (long)size) != length)
            throw source.Error($"it splits {input} on axis {axis} into [{string.Join(", ", sizes.Take(16))}]; expected {source.Outputs.Count} sizes that add up to {length}");
        Slices(context, source, 0, axis, filled, keepsAxis: true);
    }

    /// <summary>UNPACK: a part for every index of an axis, which the parts do not have.</summary>
    public static void LowerUnpack(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0);
        int axis = Axis(source, input, [source.OptionsAs<TfliteAxisOptions>().Axis], input.Shape.Length);
        if (input.Shape[axis] != source.Outputs.Count)
            throw source.Error($"it unpacks axis {axis} of {input} into {source.Outputs.Count}; expected {input.Shape[axis]} outputs");
        Slices(context, source, 0, axis, [.. source.Outputs.Select(_ => 1)], keepsAxis: false);
    }

    /// <summary>PACK: tensors of one shape side by side along a new axis.</summary>
    public static void LowerPack(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor output = context.Int8Output(source);
        if (source.Inputs.Count == 0)
            throw source.Error("it has no inputs; expected at least one");
        int axis = Axis(source, output, [source.OptionsAs<TfliteAxisOptions>().Axis], output.Shape.Length);
        int[] part = [.. output.Shape];
        part[axis] = 1;
        int[] without = [.. part.Where((_, place) => place != axis)];
        var parts = new TensorHandle[source.Inputs.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            TfliteTensor input = context.Int8Tensor(source, i);
            TflitePoolingLowering.RequireSameScale(source, input, output);
            if (!input.Shape.SequenceEqual(without))
                throw source.Error($"it packs {input} into {output} on axis {axis}; expected [{string.Join(", ", without)}]");
            parts[i] = context.Builder.Reshape(context.Value(source, i), TensorShape.FromDimensions(part)) with { ZeroPoint = 0 };
        }

        TensorHandle joined = TfliteMovementLowering.Join(context, source, parts, axis + 4 - output.Shape.Length);
        TfliteMovementLowering.Define(context, source, output, parts.Length == 1 ? context.EmitCopy(joined) : joined);
    }

    private static void Slices(TfliteLoweringContext context, TfliteOperator source, int index, int axis, int[] sizes, bool keepsAxis)
    {
        TfliteTensor input = context.Int8Tensor(source, index);
        TensorHandle value = context.Value(source, index);
        int start = 0, place = axis + 4 - input.Shape.Length;
        for (int part = 0; part < sizes.Length; part++)
        {
            TfliteTensor output = context.Int8Output(source, part);
            TflitePoolingLowering.RequireSameScale(source, input, output);
            int[] shape = [.. input.Shape], begin = new int[4];
            shape[axis] = sizes[part];
            int[] expected = keepsAxis ? shape : [.. shape.Where((_, i) => i != axis)];
            if (!output.Shape.SequenceEqual(expected))
                throw source.Error($"its output {part} is {output}; expected [{string.Join(", ", expected)}]");
            begin[place] = start;
            start += sizes[part];
            TensorHandle slice = context.Builder.Slice(value, begin, TensorShape.FromDimensions(shape), [1, 1, 1, 1]);
            TfliteMovementLowering.Define(context, source, output, context.Emit(source, slice));
        }
    }

    /// <summary>The axis of a tensor of at most four dimensions, counted from the front.</summary>
    private static int Axis(TfliteOperator source, TfliteTensor tensor, int[] values, int rank)
    {
        if (rank is < 1 or > 4)
            throw source.Error($"it splits or joins {tensor}; expected 1 to 4 dimensions");
        return values is [var axis] && axis >= -rank && axis < rank
            ? (axis < 0 ? axis + rank : axis)
            : throw source.Error($"its axis is [{string.Join(", ", values.Take(8))}] for {tensor}; expected one number from -{rank} to {rank - 1}");
    }
}
