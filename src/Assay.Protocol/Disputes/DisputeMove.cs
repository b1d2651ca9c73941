using System.Collections.Immutable;
using Assay.Inference;

namespace Assay.Protocol.Disputes;

/// <summary>A move in the dispute game.</summary>
public abstract record DisputeMove
{
    /// <summary>The move's name in the contract.</summary>
    public abstract string Name { get; }
}

/// <summary>Asserter: the real nodes below the current one.</summary>
public sealed record RevealNodesMove(Digest BodyRoot, ImmutableArray<Digest> Nodes) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "revealNodes";
}

/// <summary>Challenger: goes on below one of the revealed nodes.</summary>
public sealed record PickMove(uint Child, Digest Node, ImmutableArray<Digest> Siblings) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "pick";
}

/// <summary>Challenger: the body is right, the claimed output is not.</summary>
public sealed record PickOutputMove : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "pickOutput";
}

/// <summary>Asserter: the 512 bytes of the current page.</summary>
public sealed record RevealPageMove(byte[] Page) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "revealPage";
}

/// <summary>An element (or padding byte) of the revealed page and the instruction that wrote it, with their proofs.</summary>
/// <param name="Instruction">The instruction's bytes.</param>
/// <param name="InstructionIndex">Its index.</param>
/// <param name="InstructionSiblings">Its proof in the program tree.</param>
/// <param name="Element">The element's index in the output; for padding the byte's offset in the page.</param>
/// <param name="Chunk">The chunk of the page that holds it, with its siblings.</param>
public sealed record ElementOpening(byte[] Instruction, uint InstructionIndex, ImmutableArray<Digest> InstructionSiblings, uint Element, ChunkOpening Chunk);

/// <summary>Challenger: the chain computes the whole element.</summary>
public sealed record ProveElementMove(ElementOpening Opening, StepWitness Witness) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "proveElement";
}

/// <summary>Challenger: a byte behind the end of the tensor is not zero.</summary>
public sealed record ProvePaddingMove(ElementOpening Opening) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "provePadding";
}

/// <summary>Challenger: asks for the accumulators of an element.</summary>
public sealed record SelectElementMove(ElementOpening Opening) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "selectElement";
}

/// <summary>Asserter: the accumulator after each segment.</summary>
public sealed record RevealAccumulatorsMove(byte[] Instruction, SelectedElement Selected, ImmutableArray<int> Accumulators) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "revealAccumulators";
}

/// <summary>Challenger: the chain computes one segment.</summary>
public sealed record ProveSegmentMove(SelectedElement Selected, ImmutableArray<int> Accumulators, StepWitness Witness) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "proveSegment";
}

/// <summary>Challenger: the chain computes the element from its last accumulator.</summary>
public sealed record ProveFinishMove(SelectedElement Selected, ImmutableArray<int> Accumulators, StepWitness Witness) : DisputeMove
{
    /// <inheritdoc/>
    public override string Name => "proveFinish";
}
