using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>Reductions over one axis of tensors of any rank.</summary>
internal static class ReductionLowering
{
    internal static ConformanceCase Lower(TosaRecord record, Opcode opcode)
    {
        TosaTensor input = record.Input("input");
        int axis = Axis(record, input.Dimensions);
        var vector = new LoweredVector(record);
        TensorHandle tensor = vector.Add(input, AxisShapes.Around(input.Dimensions, axis));
        ElementType type = record.Output.ElementType;
        return vector.Finish(opcode switch
        {
            Opcode.ReduceSum => vector.Builder.ReduceSum(tensor, 2, 2, type, Epilogue.Narrow),
            Opcode.ReduceMax => vector.Builder.ReduceMax(tensor, 2, 2, type, Epilogue.Narrow),
            Opcode.ReduceMin => vector.Builder.ReduceMin(tensor, 2, 2, type, Epilogue.Narrow),
            _ => vector.Builder.ArgMax(tensor, 2, 2, Epilogue.Narrow),
        });
    }

    /// <summary>The vector's one axis, of a tensor of these dimensions.</summary>
    internal static int Axis(TosaRecord record, int[] dimensions)
    {
        int axis = record.Integer("axis");
        return axis >= 0 && axis < dimensions.Length
            ? axis
            : throw new FormatException($"attribute 'axis': expected 0 to {dimensions.Length - 1}, got {axis}");
    }
}

/// <summary>Shapes of any rank around one axis.</summary>
internal static class AxisShapes
{
    /// <summary><c>[1, before, axis, behind]</c>.</summary>
    internal static TensorShape Around(int[] dimensions, int axis) =>
        new(1, TosaTensor.Product(dimensions[..axis]), dimensions[axis], TosaTensor.Product(dimensions[(axis + 1)..]));
}
