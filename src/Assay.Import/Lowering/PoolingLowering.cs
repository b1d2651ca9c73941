using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Maximum over a window and mean over all positions.</summary>
internal static class PoolingLowering
{
    private const int FirstPosition = 1, LastPosition = 2;

    public static void LowerMaximum(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        Window window = Window.Of(node, null);
        if (window.Dilations.Any(dilation => dilation != 1))
            throw node.Error($"dilations [{string.Join(", ", window.Dilations)}]; expected 1");
        TensorHandle handle = context.Builder.MaxPool2D(
            input.Handle, ConvolutionLowering.Geometry(window), input.Handle.Type, Epilogue.Narrow);
        context.Define(node.Output, context.Emit(node, handle, input.Parameters));
    }

    public static void LowerGlobalAverage(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        int positions = input.Handle.Shape.Height * input.Handle.Shape.Width;
        FixedPointScale factor = LoweringContext.Factor(node, input.Parameters.Scale / positions / plan.TargetScale);
        TensorHandle handle = context.Builder.ReduceSum(input.Handle, FirstPosition, LastPosition, type, plan.Build(factor));
        context.Define(node.Output, context.Emit(node, handle, result));
    }
}
