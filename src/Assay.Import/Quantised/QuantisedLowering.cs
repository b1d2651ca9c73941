using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>Turns a graph with its own QuantizeLinear and DequantizeLinear into an integer program.</summary>
internal static class QuantisedLowering
{
    private const int Dimensions = 4;

    /// <summary>Lowers the graph, whose shapes are known.</summary>
    /// <returns>The program, validated, and the node that each instruction comes from.</returns>
    /// <exception cref="ImportException">A node is not supported, or reads what is not quantised; the message names it.</exception>
    public static (InferenceProgram Program, IReadOnlyList<string> InstructionNames) Lower(
        FloatGraph graph, int inputType, QuantisedOnnxOptions options, CancellationToken cancellationToken)
    {
        var context = new QuantisedContext(graph, options.Name);
        context.Builder.Labels = [.. options.Labels];
        context.Builder.Preprocessing = options.Preprocessing;
        Checked(() => QuantisedEdges.AddInput(context, inputType), problem => new ImportException($"Input '{graph.InputName}': {problem}"));
        foreach (GraphNode node in graph.Nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Checked(() => Lower(context, node), node.Error);
        }

        Checked(() => QuantisedEdges.MarkOutput(context), problem => new ImportException($"Output '{graph.OutputName}': {problem}"));
        try
        {
            InferenceProgram program = context.Builder.Build();
            return (program, [.. context.InstructionNames, .. Enumerable.Repeat("copy to an output", program.Instructions.Length - context.InstructionNames.Count)]);
        }
        catch (Exception error) when (error is ProgramValidationException or OverflowException)
        {
            throw new ImportException($"The model cannot be proven step by step: {error.Message}", error);
        }
    }

    /// <summary>What the builder refuses is the file's fault here; the node, input or output belongs on the line.</summary>
    private static void Checked(Action lower, Func<string, ImportException> say)
    {
        try
        {
            lower();
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw say(error.Message);
        }
    }

    private static void Lower(QuantisedContext context, GraphNode node)
    {
        if (context.Find(node.Output) is not null)
            return;
        switch (node.Operator)
        {
            case "Add" when TableLookups.TryLower(context, node) || RoundedHalves.TryLower(context, node):
                return;
            case "DequantizeLinear":
                QuantisedEdges.Dequantise(context, node);
                return;
            case "QuantizeLinear":
                QuantisedEdges.Quantise(context, node);
                return;
        }

        QuantisedValue? value = PendingFunctions.TryApply(context, node);
        if (value is null && ElementFunctions.IsKnown(node.Operator))
            value = ElementFunctions.TryApply(context, node);
        context.Set(node.Output, value ?? Compute(context, node));
    }

    private static QuantisedValue Compute(QuantisedContext context, GraphNode node)
    {
        switch (node.Operator)
        {
            case "Conv" or "ConvTranspose":
                return QuantisedConvolution.Window(context, node);
            case "Gemm":
                return QuantisedConvolution.Product(context, node);
            case "MatMul" when context.Find(node.Input(1)) is ConstantValue:
                return QuantisedConvolution.Product(context, node);
            case "MatMul":
                double scale = context.Real(node, 0).Parameters.Scale * context.Real(node, 1).Parameters.Scale;
                double largest = context.Graph.Shape(node.Input(0))[^1] * Magnitude(context, node, 0) * Magnitude(context, node, 1);
                return Pending(context, node, MatrixProductLowering.Lower, 0, 1) with { TakesTables = true, NaturalScale = scale, Magnitude = largest };
            case "Add" or "Sub":
                return Pending(context, node, ElementwiseLowering.LowerSum, 0, 1) with { TakesTables = true, Magnitude = Magnitude(context, node, 0) + Magnitude(context, node, 1) };
            case "Mul":
                return Pending(context, node, ElementwiseLowering.LowerProduct, 0, 1) with { TakesTables = true, Magnitude = Magnitude(context, node, 0) * Magnitude(context, node, 1) };
            case "AveragePool" when CountsAlike(node):
                return QuantisedConvolution.Mean(context, node) with { Magnitude = Magnitude(context, node, 0) };
            case "AveragePool":
                return Pending(context, node, QuantisedPooling.LowerUneven, 0) with { Magnitude = Magnitude(context, node, 0) };
            case "GlobalAveragePool":
                return Pending(context, node, (shared, source) => PoolingLowering.LowerMean(shared, source, [2, 3]), 0) with { TakesTables = true, Magnitude = Magnitude(context, node, 0) };
            case "ReduceMean":
                return Pending(context, node, (shared, source) => PoolingLowering.LowerMean(shared, source, ShapeInference.ReducedAxes(shared.Graph, source)), 0) with { TakesTables = true, Magnitude = Magnitude(context, node, 0) };
            case "Softmax":
                return Pending(context, node, SoftmaxLowering.Lower, 0);
            case "Concat":
                return Concatenate(context, node);
            case "MaxPool":
                return Moved(context, node, PoolingLowering.LowerMaximum);
            case "Resize":
                return Moved(context, node, ResizeLowering.Lower);
            case "Pad":
                return Pad(context, node);
            case var _ when Views.IsView(node):
                return Moved(context, node, Views.Lower);
            default:
                // An element-wise operator of something else than one quantised tensor.
                _ = context.Real(node, 0);
                throw node.Error("its operands are not functions of one quantised tensor and numbers; expected a QuantizeLinear and a DequantizeLinear in front of them");
        }
    }

    private static PendingValue Pending(QuantisedContext context, GraphNode node, Action<LoweringContext, GraphNode> lower, params int[] inputs)
    {
        // What cannot be read is refused here, where the node is.
        context.Present(node, inputs);
        return new PendingValue(node, (shared, pending) =>
        {
            shared.Present(node, inputs);
            lower(shared, pending.Node);
        });
    }

    /// <summary>The largest magnitude that an input can have.</summary>
    private static double Magnitude(QuantisedContext context, GraphNode node, int input)
    {
        QuantisedTensor real = context.Real(node, input);
        ElementType type = real.Handle.Type;
        return Math.Max(Math.Abs(real.Parameters.Dequantise(type.Minimum())), Math.Abs(real.Parameters.Dequantise(type.Maximum())));
    }

    /// <summary>Whether all windows of a pool divide by the same number: none reaches into padding, or padding counts.</summary>
    private static bool CountsAlike(GraphNode node) =>
        node.Integer("count_include_pad", 0) != 0 || node.Integers("pads", [0, 0, 0, 0]).All(pad => pad == 0);

    /// <summary>Elements of one stored tensor in other places, or the greatest of them: whatever they stand for.</summary>
    private static MappedValue Moved(QuantisedContext context, GraphNode node, Action<LoweringContext, GraphNode> lower)
    {
        if (context.Find(node.Input(0)) is not MappedValue value || (node.Operator == "MaxPool" && value.Line is null))
        {
            _ = context.Real(node, 0);
            throw node.Error($"input 0 ('{node.Input(0)}') is a constant; expected a computed tensor");
        }

        context.Define(node.Input(0), value.Source);
        lower(context, node);
        return value with { Source = context.Value(node.Output) };
    }

    private static QuantisedValue Concatenate(QuantisedContext context, GraphNode node)
    {
        int[] inputs = [.. Enumerable.Range(0, node.Inputs.Count)];
        PendingValue pending = Pending(context, node, ConcatLowering.Lower, inputs);
        MappedValue?[] parts = [.. inputs.Select(input => context.Find(node.Input(input)) as MappedValue)];
        if (parts[0] is not { Line: { } line } first)
            return pending;
        if (Array.Exists(parts, part => part is null || part.Line != line || part.Type != first.Type || part.Source.Handle.Type != first.Source.Handle.Type
                || (part.Results is not null && !part.Results.AsSpan().SequenceEqual(first.Results))))
        {
            return first.Type == OnnxElementType.Float32 ? pending
                : throw node.Error("it joins integers of different types; expected a DequantizeLinear in front of it");
        }

        // Alike, the parts stay the integers that they are.
        return first with { Source = context.Realise(pending, first.Source.Handle.Type, line) };
    }

    /// <summary>Constant padding with a number that an element stands for.</summary>
    private static MappedValue Pad(QuantisedContext context, GraphNode node)
    {
        const int ValueInput = 2;
        if (node.Text("mode", "constant") is not "constant" and var mode)
            throw node.Error($"mode {mode}; expected constant");
        if (context.Find(node.Input(0)) is not MappedValue { Line: { } line } value)
        {
            _ = context.Real(node, 0);
            throw node.Error($"input 0 ('{node.Input(0)}') is a constant; expected a computed tensor");
        }

        double number = node.HasInput(ValueInput)
            ? ElementFunctions.Scalar(context, node.Input(ValueInput)) ?? throw node.Error("its value is computed at run time; expected a constant") : node.Real("value", 0);
        ElementType type = value.Source.Handle.Type;
        int element = line.Quantise(number, type.Minimum(), type.Maximum());
        if (Math.Abs(line.Dequantise(element) - number) > line.Scale / 2)
            throw node.Error($"it pads with {number}, which is out of the range of its input");
        (int[] before, int[] after) = ShapeInference.PadsOf(context.Graph, node, value.Source.Layout.Axes.Count);
        int[] order = TensorLayout.StandardOrder(before.Length);
        if (before.Length > Dimensions)
            throw node.Error($"rank {before.Length}; expected at most {Dimensions}");
        TensorHandle stored = DataMovement.Store(context, node, value.Source, order).Handle;
        int[] leading = new int[Dimensions - order.Length];
        TensorHandle padded = context.Builder.Pad(
            stored with { ZeroPoint = 0 }, [.. leading, .. order.Select(axis => before[axis])], [.. leading, .. order.Select(axis => after[axis])], element);
        context.Define(node, padded, new QuantisationParameters(1, 0));
        return value with { Source = context.Value(node.Output) };
    }
}
