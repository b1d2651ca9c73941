using System.Collections.Immutable;
using System.Numerics;
using Assay.Inference;

namespace Assay.Protocol.Disputes;

/// <summary>Nodes that the asserter revealed: consecutive real nodes of one level of one space's tree.</summary>
/// <param name="Space">Body or output.</param>
/// <param name="Level">The level, in pages: 0 is the page nodes.</param>
/// <param name="FirstIndex">The index on that level of the first node.</param>
/// <param name="Nodes">The nodes, left to right.</param>
public sealed record RevealedNodes(MemorySpace Space, int Level, uint FirstIndex, ImmutableArray<Digest> Nodes);

/// <summary>The element that the challenger selected, with several segments.</summary>
/// <param name="Selection">The hash that binds the selection; the accumulators answer it.</param>
/// <param name="InstructionIndex">The instruction that wrote it.</param>
/// <param name="Element">Row-major index in the instruction's output.</param>
/// <param name="Claimed">Its value in the revealed page.</param>
/// <param name="Segments">The number of segments of its fold.</param>
public sealed record SelectedElement(Digest Selection, uint InstructionIndex, uint Element, int Claimed, uint Segments);

/// <summary>
/// A game as both sides need it to find their next move: what the contract stores, and what the moves published. It is rebuilt from the chain
/// each time, so that a player can be stopped and started anywhere.
/// </summary>
public sealed record GameState
{
    /// <summary>The game's id.</summary>
    public required ulong GameId { get; init; }

    /// <summary>The phase.</summary>
    public required GamePhase Phase { get; init; }

    /// <summary>How the game ended, if it did.</summary>
    public GameOutcome Outcome { get; init; }

    /// <summary>Whether the side to move has been accused of silence.</summary>
    public bool Accused { get; init; }

    /// <summary>The time (Unix seconds) after which the side to move may be accused; once accused, after which silence loses.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>The operator whose claim is disputed.</summary>
    public required string Asserter { get; init; }

    /// <summary>Who disputes it.</summary>
    public required string Challenger { get; init; }

    /// <summary>The disputed claim.</summary>
    public required ulong ClaimId { get; init; }

    /// <summary>The space that is searched; null before the first pick.</summary>
    public MemorySpace? Space { get; init; }

    /// <summary>The level of the current node above the pages.</summary>
    public required int Level { get; init; }

    /// <summary>The index of the current node on its level.</summary>
    public required uint Index { get; init; }

    /// <summary>Hash of the last move's state, which the next move answers.</summary>
    public required Digest StateHash { get; init; }

    /// <summary>The body's root; 32 zero bytes before the first reveal.</summary>
    public required Digest BodyRoot { get; init; }

    /// <summary>All nodes revealed so far, in order.</summary>
    public ImmutableArray<RevealedNodes> Reveals { get; init; } = [];

    /// <summary>The index of the last picked node; the page's, once a page is revealed.</summary>
    public uint PageIndex { get; init; }

    /// <summary>The challenger's part of the bond, in wei, as far as it is not collected: all of it less what is the asserter's (or burned).</summary>
    public BigInteger Bond { get; init; }

    /// <summary>The asserter's part of the bond, in wei, as far as it is not collected: reimbursed for its moves, or won with the game.</summary>
    public BigInteger Reimbursed { get; init; }

    /// <summary>The revealed page of 512 bytes, once there is one.</summary>
    public byte[]? Page { get; init; }

    /// <summary>The selected element, once there is one.</summary>
    public SelectedElement? Selected { get; init; }

    /// <summary>The accumulator after each segment, once revealed.</summary>
    public ImmutableArray<int> Accumulators { get; init; } = [];

    /// <summary>How many levels one move opens at most.</summary>
    public required int LevelsPerMove { get; init; }

    /// <summary>
    /// Levels that a reveal at the current level opens: with <c>rounds = ceil(L / m)</c>, <c>ceil(L / rounds)</c>, and one more where level 1, which does not exist, would follow (protocol, section 4).
    /// </summary>
    public int LevelsToReveal
    {
        get
        {
            if (Level == 0)
                return 0;
            var rounds = (Level + LevelsPerMove - 1) / LevelsPerMove;
            var levels = (Level + rounds - 1) / rounds;
            return Level - levels == PageLevels.Groups - 1 ? levels + 1 : levels;
        }
    }
}
