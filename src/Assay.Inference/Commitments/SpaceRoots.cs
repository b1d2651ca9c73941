namespace Assay.Inference;

/// <summary>The roots and page counts of the four spaces.</summary>
/// <param name="Input">The root of the input space.</param>
/// <param name="Constants">The root of the constants space.</param>
/// <param name="Body">The root of the body space.</param>
/// <param name="Output">The root of the output space.</param>
/// <param name="Pages">The page counts.</param>
public sealed record SpaceRoots(Digest Input, Digest Constants, Digest Body, Digest Output, PageCounts Pages)
{
    /// <summary>The root of a space.</summary>
    public Digest this[MemorySpace space] => space switch
    {
        MemorySpace.Input => Input,
        MemorySpace.Constants => Constants,
        MemorySpace.Body => Body,
        MemorySpace.Output => Output,
        _ => throw new ArgumentOutOfRangeException(nameof(space), space, "There is no such space."),
    };
}

/// <summary>The four spaces as trees.</summary>
/// <param name="Input">The input space.</param>
/// <param name="Constants">The constants space.</param>
/// <param name="Body">The body space, in a dispute as the asserter committed to it.</param>
/// <param name="Output">The output space, in a dispute as the asserter committed to it.</param>
public sealed record SpaceTrees(ITreeView Input, ITreeView Constants, ITreeView Body, ITreeView Output)
{
    /// <summary>The tree of a space.</summary>
    public ITreeView this[MemorySpace space] => space switch
    {
        MemorySpace.Input => Input,
        MemorySpace.Constants => Constants,
        MemorySpace.Body => Body,
        MemorySpace.Output => Output,
        _ => throw new ArgumentOutOfRangeException(nameof(space), space, "There is no such space."),
    };

    /// <summary>The roots of the trees.</summary>
    public SpaceRoots Roots() => new(
        Input.Root,
        Constants.Root,
        Body.Root,
        Output.Root,
        new PageCounts((uint)Input.PageCount, (uint)Constants.PageCount, (uint)Body.PageCount, (uint)Output.PageCount));
}

/// <summary>What a run of a program commits to.</summary>
/// <param name="BodyRoot">The root of the body space.</param>
/// <param name="OutputRoot">The root of the output space: what a claim carries.</param>
public sealed record TraceCommitment(Digest BodyRoot, Digest OutputRoot)
{
    /// <summary>The root over both.</summary>
    public Digest TraceRoot => TreeHash.Trace(BodyRoot, OutputRoot);
}
