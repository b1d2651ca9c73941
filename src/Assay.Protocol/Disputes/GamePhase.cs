namespace Assay.Protocol.Disputes;

/// <summary>Whose move it is, and which. The values are those of the contract.</summary>
public enum GamePhase : byte
{
    /// <summary>There is no such game.</summary>
    None,

    /// <summary>Waits for a free slot with stopped clocks; anybody may activate it.</summary>
    Waiting,

    /// <summary>The asserter reveals nodes of the tree.</summary>
    Reveal,

    /// <summary>The challenger picks one of them.</summary>
    Pick,

    /// <summary>The asserter shows the picked page.</summary>
    Page,

    /// <summary>The challenger proves an element of the page wrong, or selects one whose fold has segments.</summary>
    Proof,

    /// <summary>The asserter shows the accumulator after every segment.</summary>
    Accumulators,

    /// <summary>The challenger proves one segment, or the finish, wrong.</summary>
    SegmentProof,

    /// <summary>Over.</summary>
    Closed,
}

/// <summary>How a game ended. The values are those of the contract.</summary>
public enum GameOutcome : byte
{
    /// <summary>Not yet.</summary>
    None,

    /// <summary>The chain computed another value than the asserter claimed.</summary>
    FaultProven,

    /// <summary>The asserter gave up.</summary>
    Conceded,

    /// <summary>The asserter was silent.</summary>
    AsserterTimedOut,

    /// <summary>The challenger was silent: its bond is lost.</summary>
    ChallengerTimedOut,

    /// <summary>The challenger gave up: its bond is lost.</summary>
    Resigned,

    /// <summary>A move met an invalid instruction: nobody is at fault.</summary>
    Voided,

    /// <summary>The claim was decided by another game: the bond is returned.</summary>
    Released,
}

/// <summary>Which side moves in a phase.</summary>
public static class GamePhaseExtensions
{
    /// <summary>Whether the asserter is to move.</summary>
    public static bool IsAsserters(this GamePhase phase) => phase is GamePhase.Reveal or GamePhase.Page or GamePhase.Accumulators;

    /// <summary>Whether the challenger is to move.</summary>
    public static bool IsChallengers(this GamePhase phase) => phase is GamePhase.Pick or GamePhase.Proof or GamePhase.SegmentProof;
}
