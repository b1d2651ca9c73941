using System.Buffers.Binary;
using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Sums, differences and products, and activations that stand alone.</summary>
internal static class ElementwiseLowering
{
    private const int Dimensions = 4;

    public static void LowerSum(LoweringContext context, GraphNode node)
    {
        (int[] order, Aligned left, Aligned right) = Align(context, node);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);

        // Both operands come to one fine scale, which leaves a sum of two differences of int8 (int16) values within 30 bits.
        int fineBits = left.Handle.Type == ElementType.Int8 && right.Handle.Type == ElementType.Int8 ? 20 : 11;
        double fine = Math.ScaleB(Math.Max(left.Scale, right.Scale), -fineBits);
        RescaledOperand a = Operand(node, left, fine), b = Operand(node, right, fine);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, fine / plan.TargetScale));
        TensorHandle handle = node.Operator == "Add"
            ? context.Builder.Add(a, b, type, epilogue)
            : context.Builder.Sub(a, b, type, epilogue);
        context.Define(node, handle, result, order);
    }

    public static void LowerProduct(LoweringContext context, GraphNode node)
    {
        if (OnlyScales(context.Graph, node))
        {
            Scale(context, node);
            return;
        }

        (int[] order, Aligned left, Aligned right) = Align(context, node);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, left.Scale * right.Scale / plan.TargetScale));
        context.Define(node, context.Builder.Mul(left.Handle, right.Handle, type, epilogue), result, order);
    }

    public static void LowerActivation(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        int[] order = input.Layout.Order;
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, input.Parameters.Scale / plan.TargetScale));
        TensorHandle handle = Packed(context, node, DataMovement.Arrange(context, node, input, order), order, input.Layout.Shape, input.Layout.Shape);
        context.Define(node, context.Builder.Rescale(handle, type, epilogue), result, order);
    }

    /// <summary>Whether a product only changes what the integers stand for, because its other factor is a positive number.</summary>
    public static bool OnlyScales(FloatGraph graph, GraphNode node)
    {
        int operand = ScaledOperand(graph, node);
        return node.Operator is "Mul" or "Div" && node.Activation == Activation.None && graph.Scalar(node.Input(1 - operand)) > 0
            && !graph.Constants.ContainsKey(node.Input(operand)) && graph.Shape(node.Input(operand)).SequenceEqual(graph.Shape(node.Output));
    }

    private static int ScaledOperand(FloatGraph graph, GraphNode node) =>
        node.Operator == "Mul" && graph.Constants.ContainsKey(node.Input(0)) ? 1 : 0;

    private static void Scale(LoweringContext context, GraphNode node)
    {
        int operand = ScaledOperand(context.Graph, node);
        float number = context.Graph.Scalar(node.Input(1 - operand))!.Value;
        QuantisedTensor input = context.Input(node, operand);
        double factor = node.Operator == "Mul" ? number : 1.0 / number;
        context.Define(node.Output, input with { Parameters = input.Parameters with { Scale = input.Parameters.Scale * factor } });
    }

    /// <summary>Both operands in one order of the result's axes, in at most four dimensions.</summary>
    private static (int[] Order, Aligned Left, Aligned Right) Align(LoweringContext context, GraphNode node)
    {
        IReadOnlyList<int> shape = context.Graph.Shape(node.Output);
        int[] order = TensorLayout.StandardOrder(shape.Count);
        for (int i = 1; i >= 0; i--)
        {
            if (!context.Graph.Constants.ContainsKey(node.Input(i)) && context.Input(node, i).Layout is var layout && layout.Shape.SequenceEqual(shape))
                order = layout.Order;
        }

        return (order, Operand(context, node, 0, order, shape), Operand(context, node, 1, order, shape));
    }

    private static Aligned Operand(LoweringContext context, GraphNode node, int index, int[] order, IReadOnlyList<int> result)
    {
        if (context.Graph.Constants.TryGetValue(node.Input(index), out ConstantTensor? constant))
            return Constant(context, node, constant, index, order, result);
        QuantisedTensor input = context.Input(node, index);
        TensorHandle handle = DataMovement.Arrange(context, node, input, OwnOrder(order, result.Count, input.Layout.Axes.Count));
        return new Aligned(Packed(context, node, handle, order, input.Layout.Shape, result), input.Parameters.Scale);
    }

    /// <summary>The order of an operand that may have fewer axes than the result: the last ones.</summary>
    private static int[] OwnOrder(int[] order, int resultRank, int rank) =>
        [.. order.Select(axis => axis - (resultRank - rank)).Where(axis => axis >= 0)];

    /// <summary>The operand's sizes in the result's order, without the axes along which the result has size 1.</summary>
    private static TensorHandle Packed(
        LoweringContext context, GraphNode node, TensorHandle handle, int[] order, IReadOnlyList<int> operand, IReadOnlyList<int> result)
    {
        int missing = result.Count - operand.Count;
        int[] sizes = [.. order.Where(axis => result[axis] > 1).Select(axis => axis < missing ? 1 : operand[axis - missing])];
        return sizes.Length <= Dimensions ? context.Builder.Reshape(handle, TensorShape.FromDimensions(sizes))
            : throw node.Error($"its result [{string.Join(", ", result)}] has {sizes.Length} dimensions longer than 1; expected at most {Dimensions}");
    }

    /// <summary>A constant operand as int16 in the order of the result.</summary>
    private static Aligned Constant(
        LoweringContext context, GraphNode node, ConstantTensor constant, int index, int[] order, IReadOnlyList<int> result)
    {
        bool divides = node.Operator == "Div";
        if (divides && (index == 0 || constant.Floats.Any(value => value == 0)))
            throw node.Error("expected a division by a constant without zeros");
        float[] values = [.. constant.Floats.Select(value => divides ? 1 / value : value)];
        QuantisationParameters parameters = QuantisationParameters.Int16(values.Min(), values.Max());
        int[] own = OwnOrder(order, result.Count, constant.Shape.Count);
        byte[] bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int value = parameters.Quantise(values[SourceIndex(i, own, constant.Shape)], short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)value);
        }

        int missing = result.Count - constant.Shape.Count;
        int[] sizes = [.. order.Where(axis => result[axis] > 1).Select(axis => axis < missing ? 1 : constant.Shape[axis - missing])];
        if (sizes.Length > Dimensions)
            throw node.Error($"its result [{string.Join(", ", result)}] has {sizes.Length} dimensions longer than 1; expected at most {Dimensions}");
        return new Aligned(context.Builder.AddConstant(ElementType.Int16, TensorShape.FromDimensions(sizes), bytes), parameters.Scale);
    }

    /// <summary>Row-major index of the element that comes <paramref name="place"/>th when axes are walked in another order.</summary>
    public static int SourceIndex(int place, int[] order, IReadOnlyList<int> shape)
    {
        int[] coordinate = new int[shape.Count];
        for (int i = order.Length - 1; i >= 0; i--)
        {
            coordinate[order[i]] = place % shape[order[i]];
            place /= shape[order[i]];
        }

        int index = 0;
        for (int axis = 0; axis < shape.Count; axis++)
            index = (index * shape[axis]) + coordinate[axis];
        return index;
    }

    private static RescaledOperand Operand(GraphNode node, Aligned tensor, double fine)
    {
        FixedPointScale scale = LoweringContext.Factor(node, tensor.Scale / fine);
        return new RescaledOperand(tensor.Handle, scale.Multiplier, (byte)scale.Shift);
    }

    private readonly record struct Aligned(TensorHandle Handle, double Scale);
}
