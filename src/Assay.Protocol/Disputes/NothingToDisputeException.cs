namespace Assay.Protocol.Disputes;

/// <summary>A challenger is to move, but the asserter is right: it can only resign or let its bond go.</summary>
public sealed class NothingToDisputeException : Exception
{
    /// <param name="gameId">The game.</param>
    /// <param name="reason">What turned out to be right.</param>
    public NothingToDisputeException(ulong gameId, string reason)
        : base($"Game {gameId} cannot be won: {reason}.") => GameId = gameId;

    /// <summary>The game.</summary>
    public ulong GameId { get; }
}
