namespace Assay.Import.Lowering;

/// <summary>One axis of a float tensor: how long it is and which stored dimension it runs along.</summary>
/// <param name="Size">Its length.</param>
/// <param name="Dimension">The stored dimension, or −1 for an axis of size 1 that none stands for.</param>
/// <param name="Step">Elements of the stored dimension from one position to the next.</param>
internal readonly record struct LayoutAxis(int Size, int Dimension, int Step = 1);

/// <summary>
/// Where the elements of a float tensor lie in a stored one. Transpositions, slices and many reshapes only change the layout;
/// an instruction moves the data when a reader needs another order.
/// </summary>
/// <param name="Stored">The stored dimensions, outermost first.</param>
/// <param name="Starts">For every stored dimension the coordinate of the first element.</param>
/// <param name="Axes">The axes of the float tensor.</param>
internal sealed record TensorLayout(IReadOnlyList<int> Stored, IReadOnlyList<int> Starts, IReadOnlyList<LayoutAxis> Axes)
{
    /// <summary>The shape of the float tensor.</summary>
    public int[] Shape => [.. Axes.Select(axis => axis.Size)];

    /// <summary>The axes in the order in which they lie in memory, those of size 1 first.</summary>
    public int[] Order => [.. Enumerable.Range(0, Axes.Count).OrderBy(axis => Axes[axis].Size == 1 ? -1 : Axes[axis].Dimension)];

    /// <summary>Axes stored in a given order.</summary>
    public static TensorLayout Of(IReadOnlyList<int> shape, IReadOnlyList<int> order)
    {
        var axes = new LayoutAxis[shape.Count];
        for (int i = 0; i < order.Count; i++)
            axes[order[i]] = new LayoutAxis(shape[order[i]], i);
        return new TensorLayout([.. order.Select(axis => shape[axis])], new int[order.Count], axes);
    }

    /// <summary>Channels last for [N, C, H, W], else the order of the axes.</summary>
    public static TensorLayout Standard(IReadOnlyList<int> shape) => Of(shape, StandardOrder(shape.Count));

    /// <summary>The order of <see cref="Standard"/>.</summary>
    public static int[] StandardOrder(int rank) => rank == 4 ? [0, 2, 3, 1] : [.. Enumerable.Range(0, rank)];

    /// <summary>Axis <c>i</c> of the result is axis <c>permutation[i]</c>.</summary>
    public TensorLayout Transpose(IReadOnlyList<int> permutation) => this with { Axes = [.. permutation.Select(axis => Axes[axis])] };

    /// <summary>Keeps a part of every axis.</summary>
    public TensorLayout Slice(IReadOnlyList<(int Start, int Size, int Step)> parts)
    {
        int[] starts = [.. Starts];
        var axes = new LayoutAxis[Axes.Count];
        for (int i = 0; i < axes.Length; i++)
        {
            LayoutAxis axis = Axes[i];
            if (axis.Dimension >= 0)
                starts[axis.Dimension] += parts[i].Start * axis.Step;
            axes[i] = axis with { Size = parts[i].Size, Step = axis.Step * parts[i].Step };
        }

        return this with { Starts = starts, Axes = axes };
    }

    /// <summary>The layout under another shape of as many elements, or null when the data has to be moved first.</summary>
    public TensorLayout? Reshape(IReadOnlyList<int> shape)
    {
        LayoutAxis[] longer = [.. Axes.Where(axis => axis.Size > 1)];
        if (longer.Select(axis => axis.Size).SequenceEqual(shape.Where(size => size > 1)))
        {
            int next = 0;
            return this with { Axes = [.. shape.Select(size => size > 1 ? longer[next++] : new LayoutAxis(1, -1))] };
        }

        return IsStored([.. Enumerable.Range(0, Axes.Count)]) ? Of(shape, [.. Enumerable.Range(0, shape.Count)]) : null;
    }

    /// <summary>Whether the stored tensor is exactly this one, with its axes in a given order.</summary>
    public bool IsStored(IReadOnlyList<int> order)
    {
        int last = -1;
        foreach (LayoutAxis axis in order.Select(axis => Axes[axis]).Where(axis => axis.Size > 1))
        {
            if (axis.Dimension <= last)
                return false;
            last = axis.Dimension;
        }

        return IsWhole;
    }

    private bool IsWhole =>
        Stored.Aggregate(1L, (product, size) => product * size) == Axes.Aggregate(1L, (product, axis) => product * axis.Size);
}
