using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Operators that only move elements, or take the greatest: they work on tensors as they are stored, bytes or real numbers, and lose nothing.</summary>
internal static class StoredMovement
{
    /// <summary>Exports an instruction that leaves elements as they are, or returns false.</summary>
    public static bool TryLower(ExportContext context, Instruction instruction)
    {
        Operand a = instruction.A;
        if (instruction.Epilogue.Kind != EpilogueKind.Narrow || instruction.UnsignedInput || instruction.UnsignedOutput || instruction.OutputType != a.Type || a.ZeroPoint != 0)
            return false;
        StoredTensor tensor = context.Tensor(a);
        switch (instruction.Opcode)
        {
            case Opcode.MaxPool2D when tensor.IsReal || a.Type == ElementType.Int8:
                Define(context, instruction, tensor, channelsFirst: true, context.Graph.Node(
                    "MaxPool", [tensor.Stored(a.Shape, channelsFirst: true)], IntegerWindows.Attributes(instruction.Window!)));
                return true;
            case Opcode.ReduceMax or Opcode.ReduceMin when tensor.IsReal || a.Type == ElementType.Int8:
                Reduce(context, instruction, tensor);
                return true;
            case Opcode.Concat:
                return TryConcat(context, instruction, tensor);
            case Opcode.Reindex:
                return TryReindex(context, instruction, tensor);
            case Opcode.Resize when instruction.Resize!.Mode == ResizeMode.Nearest:
                Resize(context, instruction, tensor);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A dimension of [N, H, W, C] in the order in which a tensor lies.</summary>
    public static long Axis(int dimension, bool channelsFirst) => channelsFirst ? (dimension == 0 ? 0 : dimension == 3 ? 1 : dimension + 1) : dimension;

    private static void Define(ExportContext context, Instruction instruction, StoredTensor like, bool channelsFirst, string name)
    {
        if (like.IsReal)
            context.Define(instruction, name, channelsFirst, like.Unit, like.Zero);
        else
            context.Define(instruction, name, channelsFirst);
    }

    private static void Reduce(ExportContext context, Instruction instruction, StoredTensor tensor)
    {
        OnnxGraphBuilder graph = context.Graph;
        ReductionAttributes reduction = instruction.Reduction!;
        string stretch = graph.Reshape(tensor.Stored(instruction.A.Shape, channelsFirst: false), [reduction.Outer, reduction.Length, reduction.Inner]);
        string reduced = graph.Node(instruction.Opcode == Opcode.ReduceMax ? "ReduceMax" : "ReduceMin", [stretch, graph.Vector([1])], ("keepdims", 0L));
        Define(context, instruction, tensor, channelsFirst: false, graph.Reshape(reduced, StoredTensor.Dimensions(instruction.OutputShape)));
    }

    private static bool TryConcat(ExportContext context, Instruction instruction, StoredTensor left)
    {
        Operand b = instruction.B!;
        StoredTensor right = context.Tensor(b);
        if (b.Type != instruction.OutputType || b.ZeroPoint != 0 || left.IsReal != right.IsReal || (left.IsReal && (left.Unit != right.Unit || left.Zero != right.Zero)))
            return false;
        bool first = left.HasChannelsFirst(instruction.A.Shape) || right.HasChannelsFirst(b.Shape);
        Define(context, instruction, left, first, context.Graph.Node(
            "Concat", [left.Stored(instruction.A.Shape, first), right.Stored(b.Shape, first)], ("axis", Axis(instruction.Parameter, first))));
        return true;
    }

    private static bool TryReindex(ExportContext context, Instruction instruction, StoredTensor tensor)
    {
        ReindexAttributes reindex = instruction.Reindex!;
        long[] permutation = new long[4];
        for (int dimension = 0; dimension < 4; dimension++)
            permutation[reindex[dimension].Axis] = dimension;
        long[][] sources = new long[4][];
        for (int axis = 0; axis < 4; axis++)
        {
            int size = instruction.A.Shape[(int)permutation[axis]];
            sources[axis] = IntegerMovement.Source(reindex[(int)permutation[axis]], reindex.Mode, size, instruction.OutputShape[axis]);
            if (Array.Exists(sources[axis], position => position < 0 || position >= size))
                return false;
        }

        string moved = tensor.Stored(instruction.A.Shape, channelsFirst: false);
        if (!permutation.SequenceEqual([0L, 1L, 2L, 3L]))
            moved = context.Graph.Transpose(moved, permutation);
        for (int axis = 0; axis < 4; axis++)
            moved = IntegerMovement.Along(context, moved, axis, sources[axis], instruction.A.Shape[(int)permutation[axis]]);
        Define(context, instruction, tensor, channelsFirst: false, moved);
        return true;
    }

    private static void Resize(ExportContext context, Instruction instruction, StoredTensor tensor)
    {
        OnnxGraphBuilder graph = context.Graph;
        TensorShape from = instruction.A.Shape, to = instruction.OutputShape;
        long[] rows = IntegerMovement.Nearest(instruction.Resize!.Y, from.Height, to.Height), columns = IntegerMovement.Nearest(instruction.Resize.X, from.Width, to.Width);
        bool first = tensor.HasChannelsFirst(from);
        string source = tensor.Stored(from, first), moved;
        if (first && Repeats(rows, from.Height) && Repeats(columns, from.Width) && (tensor.IsReal || instruction.A.Type == ElementType.Int8))
        {
            string scales = graph.Constant<float>(OnnxElementType.Float32, [4], [1, 1, to.Height / from.Height, to.Width / from.Width]);
            moved = graph.Node(
                "Resize", [source, "", scales], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
        }
        else
        {
            moved = IntegerMovement.Along(context, source, first ? 2 : 1, rows, from.Height);
            moved = IntegerMovement.Along(context, moved, first ? 3 : 2, columns, from.Width);
        }

        Define(context, instruction, tensor, first, moved);
    }

    private static bool Repeats(long[] positions, int size) =>
        positions.Length % size == 0 && positions.Select((position, i) => position == i / (positions.Length / size)).All(same => same);
}
