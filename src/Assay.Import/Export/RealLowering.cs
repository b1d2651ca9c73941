using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>The operators that float32 expresses, between DequantizeLinear and QuantizeLinear or without them.</summary>
internal static class RealLowering
{
    /// <summary>Exports an instruction in real numbers, or returns false where that is not possible.</summary>
    public static bool TryLower(ExportContext context, Instruction instruction)
    {
        if (StoredMovement.TryLower(context, instruction))
            return true;
        bool needsWideIntegers = context.Options.RoundsWide && instruction.OutputType == ElementType.Int32;
        if (needsWideIntegers || RealEpilogue.Of(context, instruction) is not { } epilogue)
            return false;
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D or Opcode.DepthwiseConv2D or Opcode.TransposeConv2D:
                return RealWindows.TryConvolve(context, instruction, epilogue);
            // The mean is rounded before it is rescaled.
            case Opcode.AvgPool2D when context.Options.RoundsWide && epilogue.Factor != 1:
                return false;
            case Opcode.AvgPool2D:
                RealWindows.Mean(context, instruction, epilogue);
                return true;
            case Opcode.ReduceSum:
                Sum(context, instruction, epilogue);
                return true;
            case Opcode.MatMul:
                Multiply(context, instruction, epilogue);
                return true;
            case Opcode.Add or Opcode.Sub or Opcode.Maximum or Opcode.Minimum or Opcode.Mul:
                Combine(context, instruction, epilogue);
                return true;
            case Opcode.IntDiv when !context.Options.RoundsWide:
                Divide(context, instruction, epilogue);
                return true;
            case Opcode.Rescale:
                return TryRescale(context, instruction, epilogue);
            case Opcode.Concat:
                Concat(context, instruction, epilogue);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Exports the instructions of a soft-max as one operator, or returns false where its result is unsigned.</summary>
    public static bool TryLower(ExportContext context, SoftmaxPattern softmax)
    {
        Instruction last = context.Program.Instructions[context.Index + softmax.Count - 1];
        if (RealEpilogue.Of(context, last) is not { } epilogue)
            return false;
        OnnxGraphBuilder graph = context.Graph;
        (ReductionAttributes axis, int[] shape) = (softmax.Axis, [softmax.Axis.Outer, softmax.Axis.Length]);
        string value = RealOperands.Scaled(context, softmax.Input, channelsFirst: false, softmax.InputScale);
        value = graph.Node("Softmax", [graph.Reshape(value, axis.Inner == 1 ? shape : [.. shape, axis.Inner])], ("axis", 1L));
        epilogue.Finish(graph.Reshape(value, StoredTensor.Dimensions(last.OutputShape)), softmax.Unit);
        return true;
    }

    /// <summary>Channels first where an operand is at hand so: what follows convolutions mostly precedes some.</summary>
    private static bool PrefersChannelsFirst(ExportContext context, params ReadOnlySpan<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            if (operand.Space != MemorySpace.Constants && context.Tensor(operand).HasChannelsFirst(operand.Shape))
                return true;
        }

        return false;
    }

    private static void Combine(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        Operand a = instruction.A, b = instruction.B!;
        bool first = PrefersChannelsFirst(context, a, b);
        bool multiplies = instruction.Opcode == Opcode.Mul;
        double left = epilogue.Factor, right = 1;
        if (multiplies)
            left *= Math.ScaleB(1, -instruction.Parameter);
        else
            (left, right) = (left * RealEpilogue.Ratio(a.Multiplier, a.Shift), epilogue.Factor * RealEpilogue.Ratio(b.Multiplier, b.Shift));
        string operatorName = instruction.Opcode switch
        {
            Opcode.Add => "Add",
            Opcode.Sub => "Sub",
            Opcode.Mul => "Mul",
            Opcode.Maximum => "Max",
            _ => "Min",
        };
        string value = context.Graph.Node(
            operatorName, [RealOperands.Scaled(context, a, first, left), RealOperands.Scaled(context, b, first, right)]);
        epilogue.Finish(value, first);
    }

    /// <summary>The quotient is not rounded; what is divided by zero is 0.</summary>
    private static void Divide(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        OnnxGraphBuilder graph = context.Graph;
        bool first = PrefersChannelsFirst(context, instruction.A, instruction.B!);
        string divisor = RealOperands.Scaled(context, instruction.B!, first, 1);
        string byZero = graph.Node("Equal", [divisor, graph.Scalar(0f)]);
        string quotient = graph.Node(
            "Div", [RealOperands.Scaled(context, instruction.A, first, epilogue.Factor), graph.Node("Where", [byZero, graph.Scalar(1f), divisor])]);
        epilogue.Finish(graph.Node("Where", [byZero, graph.Scalar(0f), quotient]), first);
    }

    private static bool TryRescale(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        OnnxGraphBuilder graph = context.Graph;
        Operand operand = instruction.A;
        bool first = PrefersChannelsFirst(context, operand);
        string value;
        if (instruction.UnsignedInput)
        {
            StoredTensor tensor = context.Tensor(operand);
            if (tensor.Unsigned is not { } input || epilogue.Factors is not null || tensor.Shape != operand.Shape)
                return false;
            first = input.ChannelsFirst;
            value = input.Scaled(graph, epilogue.Factor, operand.ZeroPoint);
        }
        else if (epilogue.Factors is not { } factors)
        {
            value = RealOperands.Scaled(context, operand, first, epilogue.Factor);
            if (epilogue.Channels is { } records)
                value = WithBias(value, records, [epilogue.Factor]);
        }
        else
        {
            (string plain, double unit) = RealOperands.Plain(context, operand, first);
            value = graph.Node("Mul", [plain, PerChannel(Array.ConvertAll(factors, factor => (float)(factor / unit)))]);
            value = WithBias(value, epilogue.Channels!, factors);
        }

        epilogue.Finish(value, first);
        return true;

        string WithBias(string scaled, ChannelParameters records, double[] factors)
        {
            float[] biases = [.. records.Biases.Select((bias, channel) => (float)(bias * factors[channel % factors.Length]))];
            return Array.TrueForAll(biases, bias => bias == 0) ? scaled : graph.Node("Add", [scaled, PerChannel(biases)]);
        }

        string PerChannel(float[] values) => graph.Constant<float>(OnnxElementType.Float32, first ? [values.Length, 1, 1] : [values.Length], values);
    }

    private static void Concat(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        Operand a = instruction.A, b = instruction.B!;
        bool first = PrefersChannelsFirst(context, a, b);
        string value = context.Graph.Node(
            "Concat",
            [RealOperands.Scaled(context, a, first, epilogue.Factor), RealOperands.Scaled(context, b, first, epilogue.Factor)],
            ("axis", StoredMovement.Axis(instruction.Parameter, first)));
        epilogue.Finish(value, first);
    }

    private static void Sum(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        OnnxGraphBuilder graph = context.Graph;
        TensorShape from = instruction.A.Shape, to = instruction.OutputShape;
        ReductionAttributes reduction = instruction.Reduction!;
        bool isOfImage = reduction.Inner == from.Channels && reduction.Length == from.Height * from.Width
            && to == new TensorShape(from.Batch, 1, 1, from.Channels);
        if (isOfImage)
        {
            string image = RealOperands.Scaled(context, instruction.A, channelsFirst: true, epilogue.Factor * reduction.Length);
            epilogue.Finish(graph.Node("GlobalAveragePool", [image]), channelsFirst: true);
            return;
        }

        string value = graph.Reshape(
            RealOperands.Scaled(context, instruction.A, channelsFirst: false, epilogue.Factor), [reduction.Outer, reduction.Length, reduction.Inner]);
        string sum = graph.Node("ReduceSum", [value, graph.Vector([1])], ("keepdims", 0L));
        epilogue.Finish(graph.Reshape(sum, StoredTensor.Dimensions(to)), channelsFirst: false);
    }

    private static void Multiply(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        OnnxGraphBuilder graph = context.Graph;
        Operand a = instruction.A, b = instruction.B!;

        // The right operand lies transposed; its bytes are turned before they are numbers, so that MatMul stands between its scales.
        StoredTensor right = context.Tensor(b);
        string turned;
        if (right.IsReal)
        {
            (string plain, double unit) = RealOperands.Plain(context, b, channelsFirst: false);
            turned = graph.Transpose(graph.Node("Mul", [plain, graph.Scalar((float)(epilogue.Factor / unit))]), 0, 1, 3, 2);
        }
        else
        {
            string bytes = graph.Transpose(right.Integers(b.Shape, channelsFirst: false), 0, 1, 3, 2);
            turned = RealOperands.Dequantise(graph, bytes, epilogue.Factor, b.ZeroPoint + StoredTensor.Offset(ElementType.Int8));
        }

        epilogue.Finish(
            graph.Node("MatMul", [RealOperands.Scaled(context, a, channelsFirst: false, 1), turned]), channelsFirst: false, hasByteKernel: true);
    }
}
