using Assay.Protocol;
using Assay.Protocol.Disputes;

namespace Assay.Cli.Demo;

/// <summary>Disputes a right result: it picks where it likes, and has nothing to prove in the end.</summary>
internal sealed class FalseChallenger(AssayClient client, Trace trace)
{
    public ulong GameId { get; private set; }

    public async Task ChallengeAsync(ulong jobId, CancellationToken cancellation)
    {
        var job = await client.Jobs.GetAsync(jobId, cancellation);
        var bond = await client.Disputes.MinimumBondAsync(cancellation);
        GameId = await client.Disputes.ChallengeAsync(jobId, trace.Model, job.Operator, bond, cancellation);
    }

    /// <summary>Picks the middle of what was revealed. Returns the number of moves made.</summary>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        var state = await client.Disputes.ReadAsync(GameId, cancellation);
        if (state.Phase != GamePhase.Pick)
            return 0;
        var move = new ChallengerPlayer(trace).PickChild(state, state.Reveals[^1].Nodes.Length / 2);
        await client.Disputes.MoveAsync(state, trace.Model, move, cancellation);
        return 1;
    }
}
