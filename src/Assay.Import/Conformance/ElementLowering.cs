using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>Element-wise operators of TOSA. Instructions saturate to the output type, which changes nothing that TOSA defines.</summary>
internal static class ElementLowering
{
    internal static ConformanceCase Rescaled(TosaRecord record, Opcode opcode)
    {
        var vector = new LoweredVector(record);
        (TensorHandle left, TensorHandle right) = Operands(vector);
        TensorHandle output = vector.Builder.Binary(
            opcode, new RescaledOperand(left), new RescaledOperand(right), record.Output.ElementType, Epilogue.Narrow);
        return vector.Finish(output);
    }

    internal static ConformanceCase Plain(TosaRecord record, Opcode opcode)
    {
        var vector = new LoweredVector(record);
        (TensorHandle left, TensorHandle right) = Operands(vector);
        int parameter = opcode switch
        {
            Opcode.Mul => record.Input("shift").Scalar,
            Opcode.ArithmeticRightShift => record.Flag("round") ? 1 : 0,
            _ => 0,
        };
        if (parameter is < 0 or > byte.MaxValue)
            throw new FormatException($"shift: expected 0 to 63, got {parameter}");
        return vector.Finish(vector.Builder.Binary(opcode, left, right, record.Output.ElementType, Epilogue.Narrow, (byte)parameter));
    }

    internal static ConformanceCase Unary(TosaRecord record, Opcode opcode)
    {
        var vector = new LoweredVector(record);
        TensorHandle input = First(vector, record.Input("input1"));
        return vector.Finish(vector.Builder.Unary(opcode, input, record.Output.ElementType, Epilogue.Narrow));
    }

    internal static ConformanceCase Negate(TosaRecord record)
    {
        var vector = new LoweredVector(record);
        TensorHandle input = First(vector, record.Input("input1"), record.Input("input1_zp").Scalar);
        ElementType type = record.Output.ElementType;
        RescaleStage stage = RescaleStage.Identity(type) with { ZeroPoint = record.Input("output_zp").Scalar };
        return vector.Finish(vector.Builder.Unary(Opcode.Negate, input, type, Epilogue.Rescale(stage)));
    }

    internal static ConformanceCase Cast(TosaRecord record)
    {
        var vector = new LoweredVector(record);
        TensorHandle input = First(vector, record.Input("input"));
        return vector.Finish(record.Output.Type == "bool"
            ? IsZero(vector, IsZero(vector, input))
            : vector.Builder.Unary(Opcode.Cast, input, record.Output.ElementType, Epilogue.Narrow));
    }

    internal static ConformanceCase Clamp(TosaRecord record)
    {
        var vector = new LoweredVector(record);
        ElementType type = record.Output.ElementType;
        RescaleStage stage = RescaleStage.Identity(type) with { Low = record.Integer("min_val"), High = record.Integer("max_val") };
        return vector.Finish(vector.Builder.Rescale(First(vector, record.Input("input")), type, Epilogue.Rescale(stage)));
    }

    internal static ConformanceCase Select(TosaRecord record)
    {
        var vector = new LoweredVector(record);
        TosaTensor[] tensors = [record.Input("input1"), record.Input("input2"), record.Input("input3")];
        TensorHandle[] operands = [.. tensors.Zip(BroadcastShapes.Merge(tensors), (tensor, shape) => vector.Add(tensor, shape))];
        return vector.Finish(vector.Builder.Select(operands[0], operands[1], operands[2], record.Output.ElementType, Epilogue.Narrow));
    }

    /// <summary>RESHAPE moves nothing; an output must be written, so that one copy is left.</summary>
    internal static ConformanceCase Reshape(TosaRecord record)
    {
        var vector = new LoweredVector(record);
        return vector.Finish(vector.Builder.Rescale(First(vector, record.Input("input1")), record.Output.ElementType, Epilogue.Narrow));
    }

    private static TensorHandle IsZero(LoweredVector vector, TensorHandle tensor)
    {
        TensorHandle zero = vector.Builder.AddConstant(ElementType.Int8, new TensorShape(1, 1, 1, 1), [0]);
        return vector.Builder.Binary(Opcode.Equal, new RescaledOperand(tensor), new RescaledOperand(zero), ElementType.Int8, Epilogue.Narrow);
    }

    private static TensorHandle First(LoweredVector vector, TosaTensor tensor, int zeroPoint = 0) => vector.Add(tensor, tensor.Flat, zeroPoint);

    private static (TensorHandle Left, TensorHandle Right) Operands(LoweredVector vector)
    {
        TosaTensor left = vector.Record.Input("input1");
        TosaTensor right = vector.Record.Input("input2");
        TensorShape[] shapes = BroadcastShapes.Merge(left, right);
        return (vector.Add(left, shapes[0]), vector.Add(right, shapes[1]));
    }
}
