using Assay.Inference;
using Assay.Protocol.Disputes;

namespace Assay.Protocol.Tests;

/// <summary>
/// The rules of the game without a chain, written from the protocol page: a move that the contract would refuse throws here. The claim is an output
/// root on a committed input.
/// </summary>
internal sealed class SimulatedGame
{
    private readonly InferenceProgram program;
    private readonly ModelCommitment model;
    private readonly Digest inputRoot;
    private readonly Digest outputRoot;
    private Digest focus;

    public SimulatedGame(Trace honest, Digest claimedOutputRoot, int levelsPerMove)
    {
        program = honest.Program;
        model = honest.Model;
        inputRoot = honest.Input.Root;
        outputRoot = claimedOutputRoot;
        State = new GameState
        {
            GameId = 1,
            Phase = GamePhase.Reveal,
            Asserter = "asserter",
            Challenger = "challenger",
            ClaimId = 1,
            Level = PageLevels.Depth(program.Pages.Body),
            Index = 0,
            StateHash = Digest.Zero,
            BodyRoot = Digest.Zero,
            LevelsPerMove = levelsPerMove,
        };
    }

    public GameState State { get; private set; }

    /// <summary>The step that decided the game; null for padding.</summary>
    public StepWitness? Witness { get; private set; }

    public string? Verdict { get; private set; }

    /// <summary>Moves made so far.</summary>
    public int Moves { get; private set; }

    public void Play(AsserterPlayer asserter, ChallengerPlayer challenger, Func<DisputeMove, DisputeMove>? change = null)
    {
        while (State.Phase != GamePhase.Closed)
        {
            var asserters = asserter.NextMove(State);
            var challengers = challenger.NextMove(State);
            (asserters is null).Should().NotBe(challengers is null, "exactly one side is to move in {0}", State.Phase);
            Apply(asserters is null ? challengers! : change?.Invoke(asserters) ?? asserters);
        }
    }

    public void Apply(DisputeMove move)
    {
        Moves++;
        switch (move)
        {
            case RevealNodesMove reveal:
                Reveal(reveal);
                break;
            case PickMove pick:
                Pick(pick);
                break;
            case PickOutputMove:
                Require(State is { Phase: GamePhase.Pick, Space: null }, "only the first pick may go to the output");
                Descend(MemorySpace.Output, PageLevels.Depth(program.Pages.Output), 0, outputRoot);
                break;
            case RevealPageMove page:
                Require(State.Phase == GamePhase.Page && TreeHash.Page(page.Page) == focus, "the page is not the picked one");
                State = State with { Phase = GamePhase.Proof, Page = page.Page };
                break;
            case SelectElementMove select:
                Select(select);
                break;
            case RevealAccumulatorsMove reveal:
                Require(State.Phase == GamePhase.Accumulators && reveal.Accumulators.Length == State.Selected!.Segments, "one accumulator per segment");
                State = State with { Phase = GamePhase.SegmentProof, Accumulators = reveal.Accumulators };
                break;
            default:
                Decide(move);
                break;
        }
    }

    /// <summary>With <c>rounds = ceil(L / m)</c>: <c>ceil(L / rounds)</c>, never down to level 1; 0 at level 0.</summary>
    public static int LevelsAt(int level, int levelsPerMove)
    {
        var levels = level == 0 ? 0 : (int)Math.Ceiling(level / Math.Ceiling((double)level / levelsPerMove));
        return level - levels == 1 ? level : levels;
    }

    private void Reveal(RevealNodesMove move)
    {
        var space = State.Space ?? MemorySpace.Body;
        var levels = LevelsAt(State.Level, State.LevelsPerMove);
        var first = (long)State.Index << levels;
        var below = State.Level - levels;
        var width = 1L << levels;
        var real = Math.Clamp((program.Pages[space] + (1L << below) - 1 >> below) - first, 0, width);
        Require(State.Phase == GamePhase.Reveal && move.Nodes.Length == real, $"{real} real nodes, not {move.Nodes.Length}");
        var root = Fold([.. move.Nodes], below, State.Level);
        Require(root == (State.Space is null ? move.BodyRoot : focus), "the nodes do not lead to the current node");
        focus = root;
        State = State with
        {
            Phase = GamePhase.Pick,
            BodyRoot = State.Space is null ? root : State.BodyRoot,
            Reveals = State.Reveals.Add(new RevealedNodes(space, below, (uint)first, move.Nodes)),
        };
    }

    // A node without a real page beneath it is zero and never a hash.
    private static Digest Fold(List<Digest> nodes, int level, int top)
    {
        if (level == 0 && top > 0)
        {
            while (nodes.Count % 4 != 0)
                nodes.Add(Digest.Zero);
            nodes = [.. nodes.Chunk(4).Select(group => TreeHash.Group(group))];
            level = 2;
        }

        for (; level < top; level++)
        {
            var above = new List<Digest>();
            for (var i = 0; i < nodes.Count; i += 2)
                above.Add(TreeHash.Node(nodes[i], i + 1 < nodes.Count ? nodes[i + 1] : Digest.Zero));
            nodes = above;
        }

        return nodes.Count == 0 ? Digest.Zero : nodes.Single();
    }

    private void Pick(PickMove move)
    {
        var revealed = State.Reveals[^1];
        Require(State.Phase == GamePhase.Pick && move.Child < revealed.Nodes.Length, "no such child");
        var siblings = move.Siblings.ToList();
        var (node, child) = (move.Node, (int)move.Child);
        if (revealed.Level == 0 && State.Level > 0)
        {
            Require(siblings.Count == State.Level + 1, "three siblings of the page, and one per level");
            var group = siblings[..3];
            group.Insert(child % 4, node);
            (node, child, siblings) = (TreeHash.Group([.. group]), child / 4, siblings[3..]);
        }

        Require(siblings.Count == State.Level - Math.Max(revealed.Level, State.Level == 0 ? 0 : 2), "one sibling per level");
        foreach (var sibling in siblings)
        {
            node = child % 2 == 0 ? TreeHash.Node(node, sibling) : TreeHash.Node(sibling, node);
            child /= 2;
        }

        Require(node == focus, "the child does not lead to the current node");
        Descend(revealed.Space, revealed.Level, revealed.FirstIndex + move.Child, move.Node);
    }

    private void Descend(MemorySpace space, int level, uint index, Digest node)
    {
        focus = node;
        State = State with { Phase = level == 0 ? GamePhase.Page : GamePhase.Reveal, Space = space, Level = level, Index = index, PageIndex = index };
    }

    private void Select(SelectElementMove move)
    {
        var claimed = Open(move.Opening, false);
        var segments = StepPlan.SegmentCount(InstructionCodec.Decode(move.Opening.Instruction));
        Require(segments > 1, "the element has one segment");
        var selected = new SelectedElement(TreeHash.Leaf(move.Opening.Instruction), move.Opening.InstructionIndex, move.Opening.Element, claimed, (uint)segments);
        State = State with { Phase = GamePhase.Accumulators, Index = (uint)segments, Selected = selected };
    }

    private void Decide(DisputeMove move)
    {
        switch (move)
        {
            case ProveElementMove prove:
                var claimed = Open(prove.Opening, false);
                Require(prove.Witness.Element == prove.Opening.Element && prove.Witness.InstructionIndex == prove.Opening.InstructionIndex, "the witness is of another element");
                Check(prove.Witness, StepKind.Whole, claimed);
                break;
            case ProvePaddingMove prove:
                Require(Open(prove.Opening, true) != 0, "the padding is right");
                break;
            case ProveSegmentMove prove:
                Require(State.Phase == GamePhase.SegmentProof, "no accumulators were revealed");
                var segment = prove.Witness.Segment;
                var before = segment == 0 ? StepEvaluator.InitialAccumulator(InstructionCodec.Decode(prove.Witness.Instruction.Span)) : State.Accumulators[segment - 1];
                Require(prove.Witness.Accumulator == before, "the segment starts from another accumulator");
                Check(prove.Witness, StepKind.Segment, State.Accumulators[segment]);
                break;
            case ProveFinishMove prove:
                Require(State.Phase == GamePhase.SegmentProof && prove.Witness.Accumulator == State.Accumulators[^1], "the finish starts from another accumulator");
                Check(prove.Witness, StepKind.Finish, State.Selected!.Claimed);
                break;
            default:
                throw new InvalidOperationException($"there is no move {move.Name}");
        }

        Verdict = move.Name;
        State = State with { Phase = GamePhase.Closed, Outcome = GameOutcome.FaultProven };
    }

    private void Check(StepWitness witness, StepKind kind, int claimed)
    {
        witness.Kind.Should().Be(kind);
        StepVerifier.Verify(witness, model, new SpaceRoots(inputRoot, model.ConstantsRoot, State.BodyRoot, outputRoot, model.Pages));
        Require(witness.Result != claimed, $"the claimed {claimed} is right");
        Witness = witness;
    }

    // The claimed value of the opened element, or the opened byte of padding.
    private int Open(ElementOpening opening, bool isPadding)
    {
        Require(State.Phase == GamePhase.Proof, "no page was revealed");
        StepVerifier.VerifyInstruction(opening.Instruction, (int)opening.InstructionIndex, opening.InstructionSiblings, model);
        var instruction = InstructionCodec.Decode(opening.Instruction);
        Require(instruction.OutputSpace == State.Space, "the instruction writes another space");
        var size = isPadding ? 1 : instruction.OutputType.Size();
        var start = ((long)State.PageIndex - instruction.OutputPage) * Memory.PageSize;
        var offset = isPadding ? opening.Element : (opening.Element * (long)size) - start;
        Require(offset is >= 0 and < Memory.PageSize, "the element is not on the page");
        var isBehind = start + offset >= instruction.OutputByteLength;
        Require(isBehind == isPadding && start >= 0 && start < instruction.OutputShape.Pages(instruction.OutputType) * Memory.PageSize, "the instruction did not write this");
        Require(opening.Chunk.Root((int)offset / Memory.ChunkSize) == focus, "the chunk is not of the page");
        var bytes = opening.Chunk.Chunk.Span.Slice((int)offset % Memory.ChunkSize, size);
        return size switch
        {
            1 => (sbyte)bytes[0],
            2 => BitConverter.ToInt16(bytes),
            _ => BitConverter.ToInt32(bytes),
        };
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException($"refused: {otherwise}");
    }
}
