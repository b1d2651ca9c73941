using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Sums, differences and products of two computed tensors.</summary>
internal static class ElementwiseLowering
{
    public static void LowerSum(LoweringContext context, GraphNode node)
    {
        QuantisedTensor left = context.Input(node, 0), right = context.Input(node, 1);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);

        // Both operands come to one fine scale, which leaves a sum of two differences of int8 (int16) values within 30 bits.
        int fineBits = left.Handle.Type == ElementType.Int8 && right.Handle.Type == ElementType.Int8 ? 20 : 11;
        double fine = Math.ScaleB(Math.Max(left.Parameters.Scale, right.Parameters.Scale), -fineBits);
        RescaledOperand a = Operand(node, left, fine), b = Operand(node, right, fine);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, fine / plan.TargetScale));
        TensorHandle handle = node.Operator == "Add"
            ? context.Builder.Add(a, b, type, epilogue)
            : context.Builder.Sub(a, b, type, epilogue);
        context.Define(node.Output, context.Emit(node, handle, result));
    }

    public static void LowerProduct(LoweringContext context, GraphNode node)
    {
        QuantisedTensor left = context.Input(node, 0), right = context.Input(node, 1);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        double scale = left.Parameters.Scale * right.Parameters.Scale;
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, scale / plan.TargetScale));
        TensorHandle handle = context.Builder.Mul(left.Handle, right.Handle, type, epilogue);
        context.Define(node.Output, context.Emit(node, handle, result));
    }

    private static RescaledOperand Operand(GraphNode node, QuantisedTensor tensor, double fine)
    {
        FixedPointScale scale = LoweringContext.Factor(node, tensor.Parameters.Scale / fine);
        return new RescaledOperand(tensor.Handle, scale.Multiplier, (byte)scale.Shift);
    }
}
