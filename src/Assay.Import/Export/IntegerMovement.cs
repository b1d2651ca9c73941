using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Accumulators of operators that move elements.</summary>
internal static class IntegerMovement
{
    public static IntegerValue Gather(ExportContext context, Instruction instruction)
    {
        IntegerMath math = context.Math;
        TensorShape values = instruction.A.Shape, indices = instruction.B!.Shape;
        IntegerValue row = math.Clamp(context.Centred(instruction.B), 0, values.Width - 1);
        if (values.Height > 1)
        {
            // The rows of matrix n start behind those of the n matrices before it.
            long[] starts = [.. Enumerable.Range(0, values.Height).Select(matrix => (long)matrix * values.Width)];
            row = math.Add(row, math.Constant([1, 1, values.Height, 1], starts));
        }

        string rows = context.Graph.Reshape(context.ChannelsLast(instruction.A), [values.Height * values.Width, values.Channels]);
        string found = context.Graph.Node("Gather", [rows, context.Graph.Reshape(row.Name, [1, indices.Width, indices.Channels])], ("axis", 0L));
        return context.Integers(instruction.A, found, instruction.A.ZeroPoint);
    }

    public static IntegerValue Reindex(ExportContext context, Instruction instruction)
    {
        ReindexAttributes reindex = instruction.Reindex!;
        long[] permutation = new long[4];
        for (int dimension = 0; dimension < 4; dimension++)
            permutation[reindex[dimension].Axis] = dimension;
        string tensor = context.ChannelsLast(instruction.A);
        if (!permutation.SequenceEqual([0L, 1L, 2L, 3L]))
            tensor = context.Graph.Transpose(tensor, permutation);

        string? inside = null;
        for (int axis = 0; axis < 4; axis++)
        {
            int size = instruction.A.Shape[(int)permutation[axis]], count = instruction.OutputShape[axis];
            long[] source = Source(reindex[(int)permutation[axis]], reindex.Mode, size, count);
            bool[] within = Array.ConvertAll(source, position => position >= 0 && position < size);
            tensor = Along(context, tensor, axis, Array.ConvertAll(source, position => Math.Clamp(position, 0, size - 1)), size);
            if (within.Contains(false))
            {
                int[] shape = [1, 1, 1, 1];
                shape[axis] = count;
                string mask = context.Graph.Constant<bool>(Onnx.OnnxElementType.Boolean, shape, within);
                inside = inside is null ? mask : context.Graph.Node("And", [inside, mask]);
            }
        }

        IntegerValue value = context.Integers(instruction.A, tensor, instruction.A.ZeroPoint);
        return inside is null ? value : context.Math.Select(inside, value, context.Math.Constant(reindex.Fill));
    }

    public static IntegerValue Concat(ExportContext context, Instruction instruction)
    {
        Operand a = instruction.A, b = instruction.B!;
        long axis = instruction.Parameter;
        if (a.Type == b.Type && a.ZeroPoint == b.ZeroPoint)
        {
            string joined = context.Graph.Node("Concat", [context.ChannelsLast(a), context.ChannelsLast(b)], ("axis", axis));
            return context.Integers(a, joined, a.ZeroPoint);
        }

        IntegerValue left = context.Centred(a), right = context.Centred(b);
        return new IntegerValue(
            context.Graph.Node("Concat", [left.Name, right.Name], ("axis", axis)), Int128.Min(left.Low, right.Low), Int128.Max(left.High, right.High));
    }

    public static IntegerValue Resize(ExportContext context, Instruction instruction)
    {
        ResizeAttributes resize = instruction.Resize!;
        TensorShape from = instruction.A.Shape, to = instruction.OutputShape;
        string tensor = context.ChannelsLast(instruction.A);
        if (resize.Mode == ResizeMode.Nearest)
        {
            tensor = Along(context, tensor, 1, Nearest(resize.Y, from.Height, to.Height), from.Height);
            tensor = Along(context, tensor, 2, Nearest(resize.X, from.Width, to.Width), from.Width);
            return context.Integers(instruction.A, tensor, instruction.A.ZeroPoint);
        }

        IntegerValue value = context.Integers(instruction.A, tensor, instruction.A.ZeroPoint);
        value = Between(context, value, 1, resize.Y, from.Height, to.Height);
        return Between(context, value, 2, resize.X, from.Width, to.Width);
    }

    /// <summary>Picks positions along an axis; for nothing where they are all of them in order.</summary>
    public static string Along(ExportContext context, string tensor, int axis, long[] positions, int size) =>
        positions.Length == size && positions.Select((position, i) => position == i).All(same => same)
            ? tensor
            : context.Graph.Node("Gather", [tensor, context.Math.Constant([positions.Length], positions).Name], ("axis", (long)axis));

    /// <summary>The source positions of RESIZE to the nearest element.</summary>
    public static long[] Nearest(ResizeAxis axis, int size, int count) => [.. Enumerable.Range(0, count).Select(coordinate =>
    {
        (int index, int delta) = axis.Locate(coordinate);
        return (long)Math.Clamp(index + (2 * delta >= axis.Numerator ? 1 : 0), 0, size - 1);
    })];

    /// <summary>The source position of every output coordinate; outside the operand where that is the fill.</summary>
    public static long[] Source(ReindexAxis axis, ReindexMode mode, int size, int count) => [.. Enumerable.Range(0, count).Select(coordinate =>
    {
        long position = axis.Start + ((long)axis.Step * coordinate);
        return mode == ReindexMode.Wrap ? ((position % size) + size) % size : position;
    })];

    private static IntegerValue Between(ExportContext context, IntegerValue value, int axis, ResizeAxis resize, int size, int count)
    {
        IntegerMath math = context.Math;
        (int Index, int Delta)[] places = [.. Enumerable.Range(0, count).Select(resize.Locate)];
        return math.Add(
            math.Multiply(At(0), Weights(place => resize.Numerator - place.Delta)),
            math.Multiply(At(1), Weights(place => place.Delta)));

        IntegerValue At(int after) => value with
        {
            Name = Along(context, value.Name, axis, Array.ConvertAll(places, place => (long)Math.Clamp(place.Index + after, 0, size - 1)), size),
        };

        IntegerValue Weights(Func<(int Index, int Delta), int> weight)
        {
            int[] shape = [1, 1, 1, 1];
            shape[axis] = count;
            return math.Constant(shape, Array.ConvertAll(places, place => (long)weight(place)));
        }
    }
}
