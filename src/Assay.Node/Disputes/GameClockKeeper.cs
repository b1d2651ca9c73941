using Assay.Protocol;
using Assay.Protocol.Disputes;

namespace Assay.Node.Disputes;

/// <summary>Does what a side can do while the other is to move: start waiting games, accuse silence, and end the game after the grace period.</summary>
internal static class GameClockKeeper
{
    /// <summary>Acts where the clock allows it. Returns whether a transaction was sent.</summary>
    internal static async Task<bool> ActAsync(AssayClient client, GameState state, DateTimeOffset now, CancellationToken cancellation)
    {
        if (state.Phase == GamePhase.Waiting || now <= state.Deadline)
            return false;
        if (state.Accused)
            await client.Disputes.ClaimTimeoutAsync(state.GameId, cancellation).ConfigureAwait(false);
        else
            await client.Disputes.AccuseAsync(state.GameId, cancellation).ConfigureAwait(false);
        return true;
    }
}
