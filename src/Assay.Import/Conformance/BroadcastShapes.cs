using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>Shapes of any number of dimensions, as the four that an instruction has: neighbours that are broadcast alike are one dimension.</summary>
internal static class BroadcastShapes
{
    private const int MaximumRank = 4;

    /// <summary>One shape for each tensor.</summary>
    /// <exception cref="FormatException">The tensors have different ranks.</exception>
    /// <exception cref="UnsupportedCaseException">More than four dimensions are left.</exception>
    internal static TensorShape[] Merge(params TosaTensor[] tensors)
    {
        int rank = tensors[0].Dimensions.Length;
        if (tensors.Any(tensor => tensor.Dimensions.Length != rank))
            throw new FormatException($"operands: expected equal ranks, got {string.Join(", ", tensors.Select(tensor => tensor.Dimensions.Length))}");
        var merged = new List<int[]>();
        string? last = null;
        for (int axis = 0; axis < rank; axis++)
        {
            int[] sizes = [.. tensors.Select(tensor => tensor.Dimensions[axis])];
            if (sizes.All(size => size == 1))
                continue;

            // Which operands stand still on this axis.
            string pattern = string.Concat(sizes.Select(size => size == 1 ? '1' : 'n'));
            if (pattern == last)
                merged[^1] = [.. merged[^1].Zip(sizes, (left, right) => left * right)];
            else
                merged.Add(sizes);
            last = pattern;
        }

        if (merged.Count > MaximumRank)
            throw new UnsupportedCaseException($"a broadcast over {merged.Count} groups of dimensions where an instruction has four");
        return [.. Enumerable.Range(0, tensors.Length).Select(operand => TensorShape.FromDimensions([.. merged.Select(sizes => sizes[operand])]))];
    }
}
