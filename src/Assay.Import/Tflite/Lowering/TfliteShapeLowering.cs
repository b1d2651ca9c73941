using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>Operators that only move elements: RESHAPE and its kin, PAD.</summary>
internal static class TfliteShapeLowering
{
    /// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: the file gives the shape of the result, which must have as many elements.</summary>
    public static void LowerView(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        TfliteLookupLowering.RequireSameElements(source, input, output);
        TflitePoolingLowering.RequireSameScale(source, input, output);
        context.Define(output, context.Builder.Reshape(context.Value(source, 0), TfliteLoweringContext.Shape(output)));
    }

    /// <summary>
    /// PAD with the zero point and PADV2 with a constant. Where only convolutions read the result, they take the padding over and no instruction is needed.
    /// </summary>
    public static void LowerPad(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        TflitePoolingLowering.RequireSameScale(source, input, output);
        (int Before, int After)[] pads = Pads(context, source, input, output);
        int value = source.Kind == "PAD" ? output.ZeroPoint : Fill(context, source, output);
        if (value == output.ZeroPoint && IsTakenOver(context, output, pads))
        {
            context.DefinePadded(output, new PaddedTensor(context.Value(source, 0), pads[1].Before, pads[1].After, pads[2].Before, pads[2].After));
            return;
        }

        int[] none = new int[4 - Math.Min(4, pads.Length)];
        TensorHandle result = context.Builder.Pad(
            context.Value(source, 0), [.. none, .. pads.Select(pad => pad.Before)], [.. none, .. pads.Select(pad => pad.After)], value);
        context.Define(output, context.Emit(source, result));
    }

    private static int Fill(TfliteLoweringContext context, TfliteOperator source, TfliteTensor output)
    {
        TfliteTensor constant = context.Int8Tensor(source, 2);
        TflitePoolingLowering.RequireSameScale(source, constant, output);
        return constant is { IsConstant: true, Elements: 1 }
            ? (sbyte)constant.Data.Span[0]
            : throw source.Error($"it pads with {constant}; expected a constant of one element");
    }

    private static (int Before, int After)[] Pads(TfliteLoweringContext context, TfliteOperator source, TfliteTensor input, TfliteTensor output)
    {
        int[] values = context.Tensor(source, 1).Integers();
        int rank = input.Shape.Length;
        if (values.Length != 2 * rank || output.Shape.Length != rank || values.Any(value => value is < 0 or > TensorShape.MaximumDimension))
        {
            throw source.Error(
                $"its padding is [{string.Join(", ", values.Take(16))}] for {input}; expected {2 * rank} numbers from 0 to {TensorShape.MaximumDimension}");
        }

        (int Before, int After)[] pads = [.. values.Chunk(2).Select(pair => (pair[0], pair[1]))];
        for (int axis = 0; axis < rank; axis++)
        {
            if (output.Shape[axis] != input.Shape[axis] + pads[axis].Before + pads[axis].After)
                throw source.Error($"it makes {output} of {input} with padding [{string.Join(", ", values)}]; expected the sizes to add up");
        }

        return pads;
    }

    private static bool IsTakenOver(TfliteLoweringContext context, TfliteTensor output, (int Before, int After)[] pads) =>
        pads.Length == 4 && pads[0] == (0, 0) && pads[3] == (0, 0)
        && pads.All(pad => pad is { Before: <= byte.MaxValue, After: <= byte.MaxValue })
        && !context.Model.Outputs.Contains(output.Index)
        && context.Model.Operators.Where(reader => reader.Inputs.Contains(output.Index)).All(reader =>
            reader.Kind is "CONV_2D" or "DEPTHWISE_CONV_2D"
            && reader.Inputs[0] == output.Index
            && reader.Options is TfliteWindowOptions { SamePadding: false });
}
