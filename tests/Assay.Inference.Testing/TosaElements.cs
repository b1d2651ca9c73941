namespace Assay.Inference.Testing;

/// <summary>Reductions, ADD, SUB, MUL and TABLE vectors.</summary>
internal static class TosaElements
{
    internal static GoldenCase Reduction(TosaRecord record, Opcode opcode)
    {
        TosaTensor input = record.Inputs["input"];
        int axis = record.Attributes.GetProperty("axis").GetInt32();
        int outer = Product(input.Dimensions[..axis]);
        int inner = Product(input.Dimensions[(axis + 1)..]);
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", input.ElementType, new TensorShape(1, outer, input.Dimensions[axis], inner));
        TensorHandle output = opcode switch
        {
            Opcode.ReduceSum => builder.ReduceSum(tensor, 2, 2, record.Output.ElementType, Epilogue.Narrow),
            Opcode.ReduceMax => builder.ReduceMax(tensor, 2, 2, record.Output.ElementType, Epilogue.Narrow),
            Opcode.ReduceMin => builder.ReduceMin(tensor, 2, 2, record.Output.ElementType, Epilogue.Narrow),
            _ => builder.ArgMax(tensor, 2, 2, Epilogue.Narrow),
        };
        return TosaVectors.SingleOutput(record, builder, output, input.Data);
    }

    internal static GoldenCase Binary(TosaRecord record, Opcode opcode)
    {
        (ProgramBuilder builder, TensorHandle left, TensorHandle right) = Operands(record);
        TensorHandle output = opcode == Opcode.Add
            ? builder.Add(new RescaledOperand(left), new RescaledOperand(right), record.Output.ElementType, Epilogue.Narrow)
            : builder.Sub(new RescaledOperand(left), new RescaledOperand(right), record.Output.ElementType, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, record.Inputs["input1"].Data, record.Inputs["input2"].Data);
    }

    internal static GoldenCase Multiply(TosaRecord record)
    {
        if (record.Inputs["shift"].Scalar != 0)
            throw new UnsupportedCaseException("MUL with a shift of a 64-bit product");
        (ProgramBuilder builder, TensorHandle left, TensorHandle right) = Operands(record);
        TensorHandle output = builder.Mul(left, right, record.Output.ElementType, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, record.Inputs["input1"].Data, record.Inputs["input2"].Data);
    }

    internal static GoldenCase Table(TosaRecord record)
    {
        TosaTensor input = record.Inputs.GetValueOrDefault("input") ?? record.Inputs["input1"];
        if (input.ElementType != ElementType.Int16)
            throw new UnsupportedCaseException("TABLE of 256 int8 entries");
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", ElementType.Int16, input.Shape);
        uint page = builder.AddTable([.. record.Inputs["table"].Values.Select(value => (short)value)]);
        Epilogue epilogue = Epilogue.Table(RescaleStage.Identity(ElementType.Int16), page, RescaleStage.Identity(ElementType.Int32));
        TensorHandle output = builder.Rescale(tensor, ElementType.Int32, epilogue);
        return TosaVectors.SingleOutput(record, builder, output, input.Data);
    }

    private static (ProgramBuilder Builder, TensorHandle Left, TensorHandle Right) Operands(TosaRecord record)
    {
        TosaTensor left = record.Inputs["input1"];
        TosaTensor right = record.Inputs["input2"];
        (TensorShape leftShape, TensorShape rightShape) = Merge(left.Dimensions, right.Dimensions);
        var builder = new ProgramBuilder(record.Id);
        return (
            builder,
            builder.AddInput("input1", left.ElementType, leftShape),
            builder.AddInput("input2", right.ElementType, rightShape));
    }

    // Vectors have up to six dimensions. Neighbours which broadcast alike are one dimension.
    private static (TensorShape Left, TensorShape Right) Merge(int[] left, int[] right)
    {
        var merged = new List<(int Left, int Right)>();
        for (int i = 0; i < left.Length; i++)
        {
            bool joins = merged.Count > 0 && Pattern(merged[^1].Left, merged[^1].Right) == Pattern(left[i], right[i]);
            if (joins)
                merged[^1] = (merged[^1].Left * left[i], merged[^1].Right * right[i]);
            else
                merged.Add((left[i], right[i]));
        }

        return (
            TensorShape.FromDimensions([.. merged.Select(pair => pair.Left)]),
            TensorShape.FromDimensions([.. merged.Select(pair => pair.Right)]));
    }

    private static int Pattern(int left, int right) => left == right ? 0 : left == 1 ? 1 : 2;

    private static int Product(int[] dimensions) => dimensions.Aggregate(1, (product, dimension) => product * dimension);
}
