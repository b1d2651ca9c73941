using Assay.Inference;
using Assay.Node.Disputes;
using Assay.Node.Execution;
using Assay.Protocol;
using Assay.Protocol.Content;
using Assay.Protocol.Disputes;
using Assay.Protocol.Jobs;
using Microsoft.Extensions.Logging;

namespace Assay.Node.Verifiers;

/// <summary>
/// Watches submitted results, runs the same inference again and disputes what differs, to the end of the game and the bounty. Like the worker it keeps nothing that the
/// chain does not hold.
/// </summary>
public sealed partial class Verifier
{
    private readonly AssayClient client;
    private readonly JobData data;
    private readonly IInferenceRunner runner;
    private readonly ILogger<Verifier> log;
    private readonly HashSet<ulong> checkedJobs = [];
    private readonly HashSet<ulong> endedGames = [];
    private readonly HashSet<ulong> claimedBounties = [];
    private readonly Dictionary<ulong, Trace> traces = [];

    /// <param name="client">Acts for the challenger.</param>
    /// <param name="data">Gets models and inputs.</param>
    /// <param name="runner">Runs the models.</param>
    /// <param name="log">What it found.</param>
    public Verifier(AssayClient client, JobData data, IInferenceRunner runner, ILogger<Verifier> log)
    {
        this.client = client;
        this.data = data;
        this.runner = runner;
        this.log = log;
    }

    /// <summary>Looks at every open result and game once and does what is to be done. Returns the number of actions taken.</summary>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        var now = await client.Chain.TimeAsync(cancellation).ConfigureAwait(false);
        var actions = await PlayGamesAsync(now, cancellation).ConfigureAwait(false);
        var count = await client.Jobs.CountAsync(cancellation).ConfigureAwait(false);
        for (ulong jobId = 1; jobId <= count; jobId++)
        {
            if (!checkedJobs.Contains(jobId) && await CheckAsync(jobId, now, cancellation).ConfigureAwait(false))
                actions++;
        }

        return actions;
    }

    /// <summary>Runs a job's inference again and says whether its submitted result is right.</summary>
    /// <exception cref="ContentException">Model or input cannot be had.</exception>
    public async Task<bool> IsRightAsync(JobRecord job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        var (model, input) = await data.GetAsync(job, cancellation).ConfigureAwait(false);
        var output = runner.Run(model, input.Tensors, cancellation);
        return new PagedTree(output, cancellation).Root == job.OutputRoot;
    }

    private bool IsMine(string account) => string.Equals(account, client.Chain.Account, StringComparison.OrdinalIgnoreCase);

    private async Task<bool> CheckAsync(ulong jobId, DateTimeOffset now, CancellationToken cancellation)
    {
        var job = await client.Jobs.GetAsync(jobId, cancellation).ConfigureAwait(false);
        if (job.State is JobState.Open or JobState.Accepted)
            return false;
        if (job.State != JobState.Submitted || now > job.ChallengeDeadline)
        {
            checkedJobs.Add(jobId);
            return false;
        }

        try
        {
            if (await IsRightAsync(job, cancellation).ConfigureAwait(false))
            {
                checkedJobs.Add(jobId);
                LogRight(jobId);
                return false;
            }
        }
        catch (ContentException exception)
        {
            // It may appear later, within the window.
            LogUnchecked(jobId, exception.Message);
            return false;
        }

        LogWrong(jobId);
        if (!await IsDisputedByMeAsync(jobId, cancellation).ConfigureAwait(false))
            await ChallengeAsync(job, cancellation).ConfigureAwait(false);
        checkedJobs.Add(jobId);
        return true;
    }

    private async Task ChallengeAsync(JobRecord job, CancellationToken cancellation)
    {
        var trace = await TraceAsync(job.JobId, cancellation).ConfigureAwait(false);
        var bond = await client.Disputes.MinimumBondAsync(cancellation).ConfigureAwait(false);
        var gameId = await client.Disputes.ChallengeAsync(job.JobId, trace.Model, job.Operator, bond, cancellation).ConfigureAwait(false);
        LogChallenged(job.JobId, gameId);
    }

    // After a restart the challenge may be on chain already.
    private async Task<bool> IsDisputedByMeAsync(ulong jobId, CancellationToken cancellation)
    {
        var opened = await client.Disputes.OpenedAsync(client.Chain.Deployment.Block, cancellation).ConfigureAwait(false);
        return opened.Any(game => game.JobId == jobId && IsMine(game.Challenger));
    }

    private async Task<int> PlayGamesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var actions = 0;
        var count = await client.Disputes.CountAsync(cancellation).ConfigureAwait(false);
        for (ulong gameId = 1; gameId <= count; gameId++)
        {
            if (!endedGames.Contains(gameId) && await PlayAsync(gameId, now, cancellation).ConfigureAwait(false))
                actions++;
        }

        return actions;
    }

    private async Task<bool> PlayAsync(ulong gameId, DateTimeOffset now, CancellationToken cancellation)
    {
        var state = await client.Disputes.ReadAsync(gameId, cancellation).ConfigureAwait(false);
        if (!IsMine(state.Challenger))
        {
            endedGames.Add(gameId);
            return false;
        }

        if (state.Phase == GamePhase.Closed && state.Bond > 0)
        {
            await client.Disputes.CollectAsync(gameId, cancellation).ConfigureAwait(false);
            LogCollected(gameId);
            return true;
        }

        if (state.Phase == GamePhase.Closed)
            return await CollectBountyAsync(state, now, cancellation).ConfigureAwait(false);
        if (!state.Phase.IsChallengers())
            return await GameClockKeeper.ActAsync(client, state, now, cancellation).ConfigureAwait(false);
        var trace = await TraceAsync(state.ClaimId, cancellation).ConfigureAwait(false);
        var move = new ChallengerPlayer(trace).NextMove(state)!;
        await client.Disputes.MoveAsync(state, trace.Model, move, cancellation).ConfigureAwait(false);
        LogMove(gameId, move.Name);
        return true;
    }

    private async Task<bool> CollectBountyAsync(GameState state, DateTimeOffset now, CancellationToken cancellation)
    {
        var job = await client.Jobs.GetAsync(state.ClaimId, cancellation).ConfigureAwait(false);
        if (job.SlashId == 0 || claimedBounties.Contains(state.GameId))
        {
            endedGames.Add(state.GameId);
            traces.Remove(state.ClaimId);
            return false;
        }

        var slash = await client.Stake.SlashAsync(job.SlashId, cancellation).ConfigureAwait(false);
        if (slash.Voided || slash.Settled == slash.Amount)
        {
            claimedBounties.Add(state.GameId);
            return false;
        }

        if (now < slash.HeldUntil)
            return false;
        await client.Stake.SettleSlashAsync(job.SlashId, cancellation).ConfigureAwait(false);
        LogSlashSettled(job.JobId);
        return true;
    }

    private async Task<Trace> TraceAsync(ulong jobId, CancellationToken cancellation)
    {
        if (!traces.TryGetValue(jobId, out var trace))
        {
            var job = await client.Jobs.GetAsync(jobId, cancellation).ConfigureAwait(false);
            var (model, input) = await data.GetAsync(job, cancellation).ConfigureAwait(false);
            traces[jobId] = trace = runner.Record(model, input.Tensors, cancellation);
        }

        return trace;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: the result is right")]
    private partial void LogRight(ulong jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: the result is WRONG")]
    private partial void LogWrong(ulong jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: cannot be checked yet: {Reason}")]
    private partial void LogUnchecked(ulong jobId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: disputed in game {GameId}")]
    private partial void LogChallenged(ulong jobId, ulong gameId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Game {GameId}: played {Move}")]
    private partial void LogMove(ulong gameId, string move);

    [LoggerMessage(Level = LogLevel.Information, Message = "Game {GameId}: what is left of the bond is credited")]
    private partial void LogCollected(ulong gameId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: the slash is final")]
    private partial void LogSlashSettled(ulong jobId);
}
