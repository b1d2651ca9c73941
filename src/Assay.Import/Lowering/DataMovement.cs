using Assay.Import.Graphs;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Moves data into the order of axes that an instruction needs: for nothing where it lies so, else by one REINDEX.</summary>
internal static class DataMovement
{
    private const int Dimensions = 4;

    /// <summary>The tensor with its axes in an order, outermost first.</summary>
    /// <returns>A tensor of the right elements; its shape is the sizes in that order when there are at most four.</returns>
    public static TensorHandle Arrange(LoweringContext context, GraphNode node, QuantisedTensor tensor, IReadOnlyList<int> order)
    {
        int[] sizes = [.. order.Select(axis => tensor.Layout.Axes[axis].Size)];
        TensorHandle handle = tensor.Layout.IsStored(order) ? tensor.Handle : Move(context, node, tensor, order);
        return sizes.Length <= Dimensions ? context.Builder.Reshape(handle, TensorShape.FromDimensions(sizes)) : handle;
    }

    /// <summary>The tensor stored in an order of its axes.</summary>
    public static QuantisedTensor Store(LoweringContext context, GraphNode node, QuantisedTensor tensor, IReadOnlyList<int> order) =>
        tensor with { Handle = Arrange(context, node, tensor, order), Layout = TensorLayout.Of(tensor.Layout.Shape, order) };

    private static TensorHandle Move(LoweringContext context, GraphNode node, QuantisedTensor tensor, IReadOnlyList<int> order)
    {
        TensorLayout layout = tensor.Layout;
        List<SourceRun> runs = Runs(layout, order);
        if (runs.Count > Dimensions)
            throw node.Error($"[{string.Join(", ", layout.Shape)}] needs {runs.Count} dimensions to be put in order; expected at most {Dimensions}");

        // Leading dimensions of size 1 fill the source up to four; they are the leading ones of the output, too.
        int padding = Dimensions - runs.Count;
        SourceRun[] byPlace = [.. runs.OrderBy(run => run.Place)];
        int[] output = [1, 1, 1, 1];
        Span<int> source = [1, 1, 1, 1];
        var axes = new ReindexAxis[Dimensions];
        for (int i = 0; i < padding; i++)
            axes[i] = new ReindexAxis((byte)i, 0, 1);
        for (int i = 0; i < runs.Count; i++)
        {
            int place = padding + Array.IndexOf(byPlace, runs[i]);
            source[padding + i] = runs[i].Stored;
            output[place] = runs[i].Size;
            axes[padding + i] = new ReindexAxis((byte)place, runs[i].Start, checked((short)runs[i].Step));
        }

        TensorHandle stored = context.Builder.Reshape(tensor.Handle, TensorShape.FromDimensions(source));
        var attributes = new ReindexAttributes(ReindexMode.Fill, axes[0], axes[1], axes[2], axes[3], 0);
        TensorHandle moved = context.Builder.Reindex(
            stored with { ZeroPoint = 0 }, attributes, TensorShape.FromDimensions(output), stored.Type, Epilogue.Narrow);
        return context.Emit(node, moved, tensor.Parameters);
    }

    /// <summary>The stored dimensions longer than 1, with neighbours merged that stay neighbours.</summary>
    private static List<SourceRun> Runs(TensorLayout layout, IReadOnlyList<int> order)
    {
        var runs = new List<SourceRun>();
        for (int dimension = 0; dimension < layout.Stored.Count; dimension++)
        {
            int stored = layout.Stored[dimension];
            if (stored == 1)
                continue;
            int place = -1, size = 1, step = 1;
            for (int i = 0; i < order.Count; i++)
            {
                LayoutAxis axis = layout.Axes[order[i]];
                if (axis.Dimension == dimension && axis.Size > 1)
                    (place, size, step) = (i, axis.Size, axis.Step);
            }

            // A dimension of which one coordinate is taken goes first.
            var run = new SourceRun(stored, layout.Starts[dimension], size, step, place < 0 ? dimension - layout.Stored.Count : place);
            if (runs.Count > 0 && runs[^1] is var last && last.IsWhole && run.IsWhole && Follows(layout, order, last.Place, run.Place))
                runs[^1] = last with { Stored = last.Stored * stored, Size = last.Size * size, Place = run.Place };
            else
                runs.Add(run);
        }

        return runs;
    }

    /// <summary>Whether only axes of size 1 lie between two places of the order.</summary>
    private static bool Follows(TensorLayout layout, IReadOnlyList<int> order, int first, int second) =>
        first >= 0 && second > first && Enumerable.Range(first + 1, second - first - 1).All(i => layout.Axes[order[i]].Size == 1);

    private sealed record SourceRun(int Stored, int Start, int Size, int Step, int Place)
    {
        public bool IsWhole => Start == 0 && Step == 1 && Size == Stored;
    }
}
