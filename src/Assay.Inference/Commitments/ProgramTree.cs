namespace Assay.Inference;

/// <summary>The tree over a program's instructions.</summary>
public sealed class ProgramTree
{
    private readonly HashTree? _tree;

    /// <summary>Hashes every instruction.</summary>
    public ProgramTree(InferenceProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        InstructionCount = program.Instructions.Length;
        if (InstructionCount == 0)
            return;
        _tree = HashTree.Over(InstructionCount, arePages: false);
        for (int i = 0; i < InstructionCount; i++)
            TreeHash.Leaf(InstructionCodec.Encode(program.Instructions[i])).CopyTo(_tree.Leaves[(i * Digest.Size)..]);
        _tree.Complete(TaskRunners.InOrder);
    }

    /// <summary>The number of instructions.</summary>
    public int InstructionCount { get; }

    /// <summary>The program root; <see cref="Digest.Zero"/> for no instructions.</summary>
    public Digest Root => _tree?.Node(_tree.Depth, 0) ?? Digest.Zero;

    /// <summary>The siblings which prove an instruction, one per level, leaves first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instruction.</exception>
    public Digest[] Proof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, InstructionCount);
        return _tree!.Proof(index);
    }

    /// <summary>The program root that an instruction and its siblings lead to.</summary>
    public static Digest RootOf(ReadOnlySpan<byte> instruction, int index, IReadOnlyList<Digest> siblings)
    {
        ArgumentNullException.ThrowIfNull(siblings);
        Digest node = TreeHash.Leaf(instruction);
        for (int level = 0; level < siblings.Count; level++)
            node = ((index >> level) & 1) == 0 ? TreeHash.Node(node, siblings[level]) : TreeHash.Node(siblings[level], node);
        return node;
    }
}
