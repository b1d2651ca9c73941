namespace Assay.Import.Export;

/// <summary>An int64 tensor of the exported graph, with the bounds of its elements.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Low">No element is less.</param>
/// <param name="High">No element is greater.</param>
internal readonly record struct IntegerValue(string Name, Int128 Low, Int128 High)
{
    /// <summary>Whether every element lies in a range.</summary>
    public bool Within(Int128 low, Int128 high) => Low >= low && High <= high;
}
