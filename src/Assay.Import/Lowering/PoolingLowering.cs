using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Maxima and means over windows.</summary>
internal static partial class PoolingLowering
{
    public static void LowerMaximum(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Standard(node, 0);
        Window window = Window.Of(node, null);
        if (window.Dilations.Any(dilation => dilation != 1))
            throw node.Error($"dilations [{string.Join(", ", window.Dilations)}]; expected 1");
        TensorHandle handle = context.Builder.MaxPool2D(
            input.Handle, ConvolutionLowering.Geometry(window), input.Handle.Type, Epilogue.Narrow);
        context.Define(node, handle, input.Parameters);
    }

    public static void LowerAverage(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Standard(node, 0);
        Window window = Window.Of(node, null);
        if (window.Dilations.Any(dilation => dilation != 1) || (node.Integer("count_include_pad", 0) != 0 && window.Pads.Any(pad => pad != 0)))
            throw node.Error("expected dilations 1 and count_include_pad 0");
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, input.Parameters.Scale / plan.TargetScale));
        context.Define(node, context.Builder.AvgPool2D(input.Handle, ConvolutionLowering.Geometry(window), type, epilogue), result);
    }
}
