using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>Turns a TFLite graph into an integer program that computes the same bytes.</summary>
internal static class TfliteLowering
{
    /// <summary>Lowers the graph.</summary>
    /// <returns>The program, validated, and the operator that each instruction comes from.</returns>
    /// <exception cref="ImportException">An operator is not supported, or not as the file uses it; the message names it and its tensors.</exception>
    public static (InferenceProgram Program, IReadOnlyList<string> InstructionNames) Lower(
        TfliteModel model, TfliteImportOptions options, CancellationToken cancellationToken)
    {
        var context = new TfliteLoweringContext(model, options.Name);
        context.Builder.Labels = [.. options.Labels];
        context.Builder.Preprocessing = options.Preprocessing;
        TfliteEdges.AddInputs(context);
        bool[] isUsed = UsedOperators(model);
        foreach (TfliteOperator source in model.Operators.Where(source => isUsed[source.Index]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            LowerChecked(context, source);
        }

        TfliteEdges.MarkOutputs(context);
        InferenceProgram program = Build(context.Builder);
        return (program, Named(context, program.Instructions.Length));
    }

    /// <summary>
    /// Operators that the outputs depend on. What only computes the shape for a RESHAPE is left out: the file states the shape of every result.
    /// </summary>
    private static bool[] UsedOperators(TfliteModel model)
    {
        var isNeeded = new bool[model.Tensors.Count];
        foreach (int output in model.Outputs)
            isNeeded[output] = true;
        var isUsed = new bool[model.Operators.Count];
        foreach (TfliteOperator source in model.Operators.Reverse())
        {
            isUsed[source.Index] = source.Outputs.Any(output => isNeeded[output]);
            if (!isUsed[source.Index])
                continue;
            foreach (int input in source.Inputs.Take(source.Kind == "RESHAPE" ? 1 : source.Inputs.Count).Where(input => input >= 0))
                isNeeded[input] = true;
        }

        return isUsed;
    }

    private static void LowerChecked(TfliteLoweringContext context, TfliteOperator source)
    {
        try
        {
            Lower(context, source);
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            // What the builder refuses is the file's fault here; the operator belongs on the line.
            throw new ImportException($"{source.Label}: {error.Message}", error);
        }
    }

    private static void Lower(TfliteLoweringContext context, TfliteOperator source)
    {
        switch (source.Kind)
        {
            case "CONV_2D": TfliteConvolutionLowering.LowerConvolution(context, source); break;
            case "DEPTHWISE_CONV_2D": TfliteConvolutionLowering.LowerDepthwise(context, source); break;
            case "FULLY_CONNECTED": TfliteConvolutionLowering.LowerDense(context, source); break;
            case "ADD" or "SUB": TfliteElementwiseLowering.LowerSum(context, source); break;
            case "MUL": TfliteElementwiseLowering.LowerProduct(context, source); break;
            case "AVERAGE_POOL_2D": TflitePoolingLowering.LowerAverage(context, source); break;
            case "SOFTMAX": TfliteSoftmaxLowering.Lower(context, source); break;
            case "MAX_POOL_2D": TflitePoolingLowering.LowerMaximum(context, source); break;
            case "MAXIMUM" or "MINIMUM": TfliteElementwiseLowering.LowerExtreme(context, source); break;
            case "TRANSPOSE_CONV": TfliteTransposedLowering.Lower(context, source); break;
            case "CONCATENATION": TfliteMovementLowering.LowerConcatenation(context, source); break;
            case "TRANSPOSE": TfliteMovementLowering.LowerTranspose(context, source); break;
            case "SLICE": TfliteMovementLowering.LowerSlice(context, source); break;
            case "STRIDED_SLICE": TfliteMovementLowering.LowerStridedSlice(context, source); break;
            case "RESIZE_NEAREST_NEIGHBOR": TfliteMovementLowering.LowerNearest(context, source); break;
            case "RESIZE_BILINEAR": TfliteBilinearLowering.Lower(context, source); break;
            case "SPLIT": TfliteSplitLowering.LowerEven(context, source); break;
            case "SPLIT_V": TfliteSplitLowering.LowerSized(context, source); break;
            case "PACK": TfliteSplitLowering.LowerPack(context, source); break;
            case "UNPACK": TfliteSplitLowering.LowerUnpack(context, source); break;
            case "BATCH_MATMUL": TfliteMatrixLowering.LowerProduct(context, source); break;
            case "ARG_MAX": TfliteMatrixLowering.LowerArgMax(context, source); break;
            case "PRELU": TflitePreluLowering.Lower(context, source); break;
            case "MEAN" or "SUM": TflitePoolingLowering.LowerSum(context, source); break;
            case "REDUCE_MAX" or "REDUCE_MIN": TflitePoolingLowering.LowerReduceExtreme(context, source); break;
            case "RESHAPE" or "SQUEEZE" or "EXPAND_DIMS": TfliteShapeLowering.LowerView(context, source); break;
            case "PAD" or "PADV2": TfliteShapeLowering.LowerPad(context, source); break;
            case "QUANTIZE": TfliteEdges.LowerQuantize(context, source); break;
            case "DEQUANTIZE": TfliteEdges.LowerDequantize(context, source); break;
            case "RELU" or "RELU6" or "RELU_N1_TO_1": TfliteLookupLowering.Lower(context, source, TfliteLookupLowering.Relu); break;
            case "LEAKY_RELU": TfliteLookupLowering.Lower(context, source, TfliteLookupLowering.LeakyRelu); break;
            case "LOGISTIC": TfliteLookupLowering.Lower(context, source, TfliteLookupLowering.Logistic); break;
            case "TANH": TfliteLookupLowering.Lower(context, source, TfliteLookupLowering.Tanh); break;
            case "HARD_SWISH": TfliteLookupLowering.Lower(context, source, TfliteHardSwish.Of); break;
            default: throw source.Error("the operator is not supported");
        }
    }

    private static InferenceProgram Build(ProgramBuilder builder)
    {
        try
        {
            return builder.Build();
        }
        catch (Exception error) when (error is ProgramValidationException or OverflowException)
        {
            throw new ImportException($"The model cannot be proven step by step: {error.Message}", error);
        }
    }

    /// <summary>The builder copies outputs that other instructions read; these copies come last.</summary>
    private static IReadOnlyList<string> Named(TfliteLoweringContext context, int instructions) =>
        [.. context.InstructionNames, .. Enumerable.Repeat("copy to an output", instructions - context.InstructionNames.Count)];
}
