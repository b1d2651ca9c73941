using Assay.Inference;

namespace Assay.Protocol.Disputes;

/// <summary>
/// Finds the asserter's next move from its trace. An honest asserter plays the trace of an honest run and cannot lose; nothing here depends on it being honest.
/// </summary>
public sealed class AsserterPlayer
{
    private readonly Trace trace;

    /// <param name="trace">The trace whose output was claimed.</param>
    public AsserterPlayer(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        this.trace = trace;
    }

    /// <summary>The move to make, or null when it is not the asserter's turn.</summary>
    public DisputeMove? NextMove(GameState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Phase switch
        {
            GamePhase.Reveal => RevealNodes(state),
            GamePhase.Page => new RevealPageMove(trace.Written(SpaceOf(state)).Page(state.Index).ToArray()),
            GamePhase.Accumulators => RevealAccumulators(state.Selected ?? throw Missing(state, "the selected element")),
            _ => null,
        };
    }

    private RevealNodesMove RevealNodes(GameState state)
    {
        // The first reveal is of the body, whatever is searched later.
        var tree = trace.Written(state.Space ?? MemorySpace.Body);
        return new RevealNodesMove(trace.Body.Root, [.. tree.Descendants(state.Level, state.Index, state.LevelsToReveal)]);
    }

    private RevealAccumulatorsMove RevealAccumulators(SelectedElement selected)
    {
        var instruction = trace.Program.Instructions[checked((int)selected.InstructionIndex)];
        return new RevealAccumulatorsMove(InstructionCodec.Encode(instruction), selected, [.. StepEvaluator.Accumulators(instruction, trace.Memory, selected.Element)]);
    }

    private static MemorySpace SpaceOf(GameState state) => state.Space ?? throw Missing(state, "the searched space");

    private static InvalidOperationException Missing(GameState state, string what) =>
        new($"Game {state.GameId} is in phase {state.Phase}, but {what} is not known; its events are incomplete.");
}
