using System.Collections.Immutable;
using Assay.Inference;

namespace Assay.Protocol.Disputes;

/// <summary>
/// Finds the challenger's next move from an honest trace of the disputed computation. It always goes to the first difference: everything before that is
/// like its own, so every opening that a proof needs can be built.
/// </summary>
public sealed class ChallengerPlayer
{
    private readonly Trace own;

    /// <param name="trace">The challenger's own run on the claim's input.</param>
    public ChallengerPlayer(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        own = trace;
    }

    /// <summary>The move to make, or null when it is not the challenger's turn.</summary>
    /// <exception cref="NothingToDisputeException">What the asserter revealed is what this trace holds.</exception>
    public DisputeMove? NextMove(GameState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Phase switch
        {
            GamePhase.Pick => Pick(state),
            GamePhase.Proof => Prove(state),
            GamePhase.SegmentProof => ProveStep(state),
            _ => null,
        };
    }

    /// <summary>The move that picks a revealed child, whether it is wrong or not.</summary>
    public PickMove PickChild(GameState state, int child)
    {
        ArgumentNullException.ThrowIfNull(state);
        var revealed = state.Reveals[^1];
        return new PickMove((uint)child, revealed.Nodes[child], Siblings(state, revealed, child));
    }

    private DisputeMove Pick(GameState state)
    {
        var revealed = state.Reveals[^1];
        var tree = own.Written(revealed.Space);
        for (var child = 0; child < revealed.Nodes.Length; child++)
        {
            if (revealed.Nodes[child] != tree.Node(revealed.Level, revealed.FirstIndex + child))
                return PickChild(state, child);
        }

        return state.Space is null ? new PickOutputMove() : throw new NothingToDisputeException(state.GameId, "every revealed node is right");
    }

    // From the child up to the current node, from the asserter's tree as far as it is revealed: the others of a page's group, then one per level.
    private ImmutableArray<Digest> Siblings(GameState state, RevealedNodes revealed, int child)
    {
        var tree = Views(state)[revealed.Space];
        var siblings = ImmutableArray.CreateBuilder<Digest>();
        var index = revealed.FirstIndex + child;
        if (revealed.Level == 0 && state.Level > 0)
        {
            var group = index / Memory.PagesPerGroup;
            for (var page = group * Memory.PagesPerGroup; page < (group + 1) * Memory.PagesPerGroup; page++)
            {
                if (page != index)
                    siblings.Add(tree.Node(0, page));
            }

            index = group;
        }

        for (var level = Math.Max(revealed.Level, PageLevels.Groups); level < state.Level; level++)
        {
            siblings.Add(tree.Node(level, index ^ 1));
            index >>= 1;
        }

        return siblings.ToImmutable();
    }

    private DisputeMove Prove(GameState state)
    {
        var space = state.Space!.Value;
        ReadOnlySpan<byte> page = state.Page ?? throw new InvalidOperationException($"Game {state.GameId} waits for a proof, but its page is not known.");
        var difference = page.CommonPrefixLength(own.Written(space).Page(state.PageIndex));
        if (difference == Memory.PageSize)
            throw new NothingToDisputeException(state.GameId, "the revealed page is right");

        var location = TraceLocation.Of(own.Program, space, state.PageIndex, difference);
        if (location.IsPadding)
            return new ProvePaddingMove(Open(location.InstructionIndex, (uint)difference, page, difference));
        var opening = Open(location.InstructionIndex, (uint)location.Element, page, difference);
        return StepPlan.SegmentCount(own.Program.Instructions[location.InstructionIndex]) > 1
            ? new SelectElementMove(opening)
            : new ProveElementMove(opening, Witnesses(state).Whole(location.InstructionIndex, location.Element));
    }

    private DisputeMove ProveStep(GameState state)
    {
        var selected = state.Selected ?? throw new InvalidOperationException($"Game {state.GameId} waits for a segment, but the selected element is not known.");
        var index = checked((int)selected.InstructionIndex);
        var instruction = own.Program.Instructions[index];
        var right = StepEvaluator.Accumulators(instruction, own.Memory, selected.Element);
        var previous = StepEvaluator.InitialAccumulator(instruction);
        for (var segment = 0; segment < right.Length; segment++)
        {
            // Everything before is right, so the first wrong accumulator does not follow from the one before it.
            if (state.Accumulators[segment] != right[segment])
                return new ProveSegmentMove(selected, state.Accumulators, Witnesses(state).Segment(index, selected.Element, segment, previous));
            previous = right[segment];
        }

        return new ProveFinishMove(selected, state.Accumulators, Witnesses(state).Finish(index, selected.Element, previous));
    }

    private ElementOpening Open(int instruction, uint element, ReadOnlySpan<byte> page, int offset) =>
        new(
            InstructionCodec.Encode(own.Program.Instructions[instruction]),
            (uint)instruction,
            [.. own.Instructions.Proof(instruction)],
            element,
            ChunkOpening.Of(page, offset));

    private StepWitnessBuilder Witnesses(GameState state)
    {
        var views = Views(state);
        var trees = new SpaceTrees(own.Input, own.Constants, views[MemorySpace.Body], views[MemorySpace.Output]);
        return new StepWitnessBuilder(own.Program, own.Instructions, trees);
    }

    // The asserter's trees: one's own, with what was revealed in its place.
    private Dictionary<MemorySpace, RevealedTree> Views(GameState state)
    {
        var views = new Dictionary<MemorySpace, RevealedTree>
        {
            [MemorySpace.Body] = new(own.Body),
            [MemorySpace.Output] = new(own.Output),
        };
        foreach (var revealed in state.Reveals)
            views[revealed.Space].Reveal(revealed.Level, revealed.FirstIndex, revealed.Nodes);
        if (state.Page is { } page)
            views[state.Space!.Value].RevealPage(state.PageIndex, page);
        return views;
    }
}
