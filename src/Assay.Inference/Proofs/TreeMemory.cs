namespace Assay.Inference;

/// <summary>Program memory read from trees, so that what another revealed is read as revealed.</summary>
/// <param name="trees">The four spaces.</param>
public sealed class TreeMemory(SpaceTrees trees) : ProgramMemory
{
    /// <inheritdoc/>
    public override int Read(MemorySpace space, long offset, ElementType type)
    {
        (long page, long start) = Math.DivRem(offset, Memory.PageSize);
        return Decode(trees[space].Page(page)[(int)start..], type);
    }
}
