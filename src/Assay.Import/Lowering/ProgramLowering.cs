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
        TensorHandle input = builder.AddInput(
            graph.InputName, ElementType.Int8, Views.ChannelsLast(graph.InputName, graph.Shape(graph.InputName)),
            encoding.Parameters.Scale, encoding.Parameters.ZeroPoint);
        context.Define(graph.InputName, new QuantisedTensor(input, encoding.Parameters, encoding.Offset));
        foreach (GraphNode node in graph.Nodes)
            Lower(context, node);

        QuantisedTensor output = context.Input(new GraphNode("Output", graph.OutputName, [graph.OutputName], [graph.OutputName], new Dictionary<string, object>()), 0);
        if (context.InstructionNames.Count == 0)
            throw new ImportException($"Output '{graph.OutputName}': no operator computes it.");
        builder.MarkOutput(output.Handle, graph.OutputName, output.Parameters.Scale);
        try
        {
            return (builder.Build(), context.InstructionNames);
        }
        catch (ProgramValidationException error)
        {
            throw new ImportException($"The model cannot be proven step by step: {error.Message}", error);
        }
    }

    private static void Lower(LoweringContext context, GraphNode node)
    {
        switch (node.Operator)
        {
            case "Conv": ConvolutionLowering.Lower(context, node); break;
            case "Add" or "Sub": ElementwiseLowering.LowerSum(context, node); break;
            case "Mul": ElementwiseLowering.LowerProduct(context, node); break;
            case "MaxPool": PoolingLowering.LowerMaximum(context, node); break;
            case "GlobalAveragePool": PoolingLowering.LowerGlobalAverage(context, node); break;
            case "Softmax": SoftmaxLowering.Lower(context, node); break;
            case var _ when Views.IsView(node): Views.Lower(context, node); break;
            default: throw node.Error("no pass could turn it into an integer operator");
        }
    }
}
