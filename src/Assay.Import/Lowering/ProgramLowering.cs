using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Turns a rewritten float graph and its calibration into an integer program.</summary>
internal static class ProgramLowering
{
    /// <summary>Lowers the graph.</summary>
    /// <returns>The program, validated, and the node that each instruction comes from.</returns>
    public static (InferenceProgram Program, IReadOnlyList<string> InstructionNames) Lower(
        LoweringContext context, InputEncoding encoding, ImagePreprocessing? preprocessing, IReadOnlyList<string> labels)
    {
        FloatGraph graph = context.Graph;
        ProgramBuilder builder = context.Builder;
        builder.Preprocessing = preprocessing;
        builder.Labels = [.. labels];
        IReadOnlyList<int> inputShape = graph.Shape(graph.InputName);
        TensorHandle input = builder.AddInput(
            graph.InputName, ElementType.Int8, Views.ProgramShape(graph.InputName, inputShape), encoding.Parameters.Scale, encoding.Parameters.ZeroPoint);
        context.Define(graph.InputName, new QuantisedTensor(input, encoding.Parameters, TensorLayout.Standard(inputShape))
        {
            Offsets = encoding.Offsets,
            ChannelScales = encoding.ChannelScales,
        });
        foreach (GraphNode node in graph.Nodes)
            LowerChecked(context, node);
        MarkOutput(context);
        try
        {
            return (builder.Build(), context.InstructionNames);
        }
        catch (ProgramValidationException error)
        {
            throw new ImportException($"The model cannot be proven step by step: {error.Message}", error);
        }
    }

    private static void MarkOutput(LoweringContext context)
    {
        string name = context.Graph.OutputName;
        var reader = new GraphNode("Output", name, [name], [name], new Dictionary<string, object>());
        TensorShape shape = Views.ProgramShape(name, context.Graph.Shape(name));
        QuantisedTensor output = context.Standard(reader, 0);
        if (context.InstructionNames.Count == 0)
            throw new ImportException($"Output '{name}': no operator computes it.");
        context.Builder.MarkOutput(context.Builder.Reshape(output.Handle, shape), name, output.Parameters.Scale);
    }

    private static void LowerChecked(LoweringContext context, GraphNode node)
    {
        try
        {
            Lower(context, node);
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            // What the builder refuses is the file's fault here; the node belongs on the line.
            throw node.Error(error.Message);
        }
    }

    private static void Lower(LoweringContext context, GraphNode node)
    {
        switch (node.Operator)
        {
            case "Conv" or "ConvTranspose": ConvolutionLowering.Lower(context, node); break;
            case "Add" or "Sub": ElementwiseLowering.LowerSum(context, node); break;
            case "Mul" or "Div": ElementwiseLowering.LowerProduct(context, node); break;
            case ActivationFusion.StandAlone: ElementwiseLowering.LowerActivation(context, node); break;
            case "MatMul": MatrixProductLowering.Lower(context, node); break;
            case "MaxPool": PoolingLowering.LowerMaximum(context, node); break;
            case "AveragePool": PoolingLowering.LowerAverage(context, node); break;
            case "GlobalAveragePool": PoolingLowering.LowerMean(context, node, [2, 3]); break;
            case "ReduceMean": PoolingLowering.LowerMean(context, node, ShapeInference.ReducedAxes(context.Graph, node)); break;
            case "ReduceSum": PoolingLowering.LowerSum(context, node, ShapeInference.ReducedAxes(context.Graph, node)); break;
            case "ReduceMax" or "ReduceMin": PoolingLowering.LowerExtremum(context, node, ShapeInference.ReducedAxes(context.Graph, node)); break;
            case "GlobalMaxPool": PoolingLowering.LowerExtremum(context, node, [2, 3]); break;
            case "Concat": ConcatLowering.Lower(context, node); break;
            case "Resize": ResizeLowering.Lower(context, node); break;
            case "Softmax": SoftmaxLowering.Lower(context, node); break;
            case LayerNormFusion.FusedOperator: LayerNormLowering.Lower(context, node); break;
            case var _ when Views.IsView(node): Views.Lower(context, node); break;
            default: throw node.Error("no pass could turn it into an integer operator");
        }
    }
}
