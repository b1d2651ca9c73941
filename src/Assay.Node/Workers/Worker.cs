using Assay.Inference;
using Assay.Node.Disputes;
using Assay.Node.Execution;
using Assay.Protocol;
using Assay.Protocol.Chain;
using Assay.Protocol.Content;
using Assay.Protocol.Disputes;
using Assay.Protocol.Jobs;
using Microsoft.Extensions.Logging;

namespace Assay.Node.Workers;

/// <summary>
/// Earns: accepts jobs for the models it has, runs them, submits, answers disputes, settles. Everything it needs to know is on the chain, so it can be stopped and
/// started at any moment; what it keeps in memory only saves work.
/// </summary>
public sealed partial class Worker
{
    // The contract publishes outputs of up to eight pages itself.
    private const int PublishedOutputPages = 8;
    private const string Nobody = "0x0000000000000000000000000000000000000000";

    private readonly AssayClient client;
    private readonly JobData data;
    private readonly ContentFolder outputs;
    private readonly IInferenceRunner runner;
    private readonly ILogger<Worker> log;
    private readonly HashSet<ulong> endedJobs = [];
    private readonly HashSet<ulong> endedGames = [];
    private readonly HashSet<ulong> declined = [];
    private readonly HashSet<ulong> tooDear = [];
    private readonly Dictionary<ulong, Trace> traces = [];

    /// <param name="client">Acts for the operator.</param>
    /// <param name="data">Gets models and inputs.</param>
    /// <param name="outputs">Where outputs too large for the chain are published.</param>
    /// <param name="runner">Runs the models.</param>
    /// <param name="log">What it did, and why it declined.</param>
    public Worker(AssayClient client, JobData data, ContentFolder outputs, IInferenceRunner runner, ILogger<Worker> log)
    {
        this.client = client;
        this.data = data;
        this.outputs = outputs;
        this.runner = runner;
        this.log = log;
    }

    /// <summary>Looks at every open job and game once and does what is to be done. Returns the number of actions taken.</summary>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        var now = await client.Chain.TimeAsync(cancellation).ConfigureAwait(false);
        // Disputes first: they have deadlines that cost the whole collateral.
        var actions = await AnswerGamesAsync(now, cancellation).ConfigureAwait(false);
        var count = await client.Jobs.CountAsync(cancellation).ConfigureAwait(false);
        for (ulong jobId = 1; jobId <= count; jobId++)
        {
            if (!endedJobs.Contains(jobId) && await ServeAsync(jobId, now, cancellation).ConfigureAwait(false))
                actions++;
        }

        return actions;
    }

    private bool IsMine(string account) => string.Equals(account, client.Chain.Account, StringComparison.OrdinalIgnoreCase);

    private async Task<bool> ServeAsync(ulong jobId, DateTimeOffset now, CancellationToken cancellation)
    {
        var job = await client.Jobs.GetAsync(jobId, cancellation).ConfigureAwait(false);
        switch (job.State)
        {
            case JobState.Open when IsMine(job.Operator) || job.Operator == Nobody:
                return now <= job.AcceptBy && !declined.Contains(jobId) && await AcceptAsync(job, cancellation).ConfigureAwait(false);
            case JobState.Accepted when IsMine(job.Operator):
                return now <= job.SubmitBy && await SubmitAsync(job, cancellation).ConfigureAwait(false);
            case JobState.Submitted when IsMine(job.Operator):
                if (now <= job.ChallengeDeadline || job.OpenGames > 0)
                    return false;
                await client.Jobs.SettleAsync(jobId, cancellation).ConfigureAwait(false);
                LogSettled(jobId);
                return true;
            case JobState.Open or JobState.Accepted or JobState.Submitted:
                return false;
            default:
                endedJobs.Add(jobId);
                traces.Remove(jobId);
                return false;
        }
    }

    private async Task<bool> AcceptAsync(JobRecord job, CancellationToken cancellation)
    {
        var stake = await client.Stake.StakeOfAsync(client.Chain.Account, cancellation).ConfigureAwait(false);
        if (stake.Available < job.Collateral)
        {
            // It is looked at again, because stake becomes free, but said once.
            if (tooDear.Add(job.JobId))
                LogDeclined(job.JobId, $"its collateral is {job.Collateral}, but only {stake.Available} of the stake is free");
            return false;
        }

        try
        {
            // The input is fetched and checked before anything is promised.
            await data.GetAsync(job, cancellation).ConfigureAwait(false);
            await client.Jobs.AcceptAsync(job.JobId, cancellation).ConfigureAwait(false);
            LogAccepted(job.JobId);
            return true;
        }
        catch (Exception exception) when (exception is ContentException or ProtocolException)
        {
            declined.Add(job.JobId);
            LogDeclined(job.JobId, exception.Message);
            return false;
        }
    }

    private async Task<bool> SubmitAsync(JobRecord job, CancellationToken cancellation)
    {
        var (model, input) = await data.GetAsync(job, cancellation).ConfigureAwait(false);
        var output = runner.Run(model, input.Tensors, cancellation);
        if (model.Program.Pages.Output <= PublishedOutputPages)
        {
            await client.Jobs.SubmitOutputAsync(job.JobId, output, cancellation).ConfigureAwait(false);
        }
        else
        {
            var uri = await outputs.PublishAsync(output, ".output", cancellation).ConfigureAwait(false);
            await client.Jobs.SubmitRootAsync(job.JobId, new PagedTree(output, cancellation).Root, uri, cancellation).ConfigureAwait(false);
        }

        LogSubmitted(job.JobId);
        return true;
    }

    private async Task<int> AnswerGamesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var actions = 0;
        var count = await client.Disputes.CountAsync(cancellation).ConfigureAwait(false);
        for (ulong gameId = 1; gameId <= count; gameId++)
        {
            if (!endedGames.Contains(gameId) && await AnswerAsync(gameId, now, cancellation).ConfigureAwait(false))
                actions++;
        }

        return actions;
    }

    private async Task<bool> AnswerAsync(ulong gameId, DateTimeOffset now, CancellationToken cancellation)
    {
        var state = await client.Disputes.ReadAsync(gameId, cancellation).ConfigureAwait(false);
        if (state.Phase == GamePhase.Closed && IsMine(state.Asserter) && state.Reimbursed > 0)
        {
            await client.Disputes.CollectAsync(gameId, cancellation).ConfigureAwait(false);
            LogCollected(gameId);
            return true;
        }

        if (state.Phase == GamePhase.Closed || !IsMine(state.Asserter))
        {
            endedGames.Add(gameId);
            return false;
        }

        if (!state.Phase.IsAsserters())
            return await GameClockKeeper.ActAsync(client, state, now, cancellation).ConfigureAwait(false);
        var trace = await TraceAsync(state.ClaimId, cancellation).ConfigureAwait(false);
        var move = new AsserterPlayer(trace).NextMove(state)!;
        await client.Disputes.MoveAsync(state, trace.Model, move, cancellation).ConfigureAwait(false);
        LogMove(gameId, move.Name);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Game {GameId}: the part of the bond that is ours is credited")]
    private partial void LogCollected(ulong gameId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: accepted")]
    private partial void LogAccepted(ulong jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: result submitted")]
    private partial void LogSubmitted(ulong jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: settled")]
    private partial void LogSettled(ulong jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: declined: {Reason}")]
    private partial void LogDeclined(ulong jobId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Game {GameId}: answered with {Move}")]
    private partial void LogMove(ulong gameId, string move);
}
