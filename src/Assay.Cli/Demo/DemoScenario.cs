using System.Numerics;
using Assay.Inference;
using Assay.Node.Execution;
using Assay.Node.Models;
using Assay.Node.Verifiers;
using Assay.Node.Workers;
using Assay.Protocol.Content;
using Assay.Protocol.Disputes;
using Assay.Protocol.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Cli.Demo;

/// <summary>
/// The main job, end to end: an honest worker is paid, a cheating one is caught by the chain's own computation, a false challenger loses its bond.
/// Workers and verifier are those of <c>assay worker</c> and <c>assay verifier</c>; only the cheats are made for the occasion.
/// </summary>
internal sealed class DemoScenario : IDisposable
{
    private static readonly BigInteger Token = BigInteger.Pow(10, 18);
    private static readonly BigInteger Payment = 5 * BigInteger.Pow(10, 15);

    private readonly DemoChain chain;
    private readonly DemoModel model;
    private readonly DemoReport report;
    private readonly ContentFolder content;
    private readonly ContentReader reader;
    private readonly ModelStore models;
    private readonly InferenceRunner workerRunner = new(ExecutorKind.Cpu);
    private readonly InferenceRunner verifierRunner;
    private readonly TamperingRunner tamperingRunner = new();

    internal DemoScenario(DemoChain chain, DemoModel model, DemoReport report, string folder)
    {
        this.chain = chain;
        this.model = model;
        this.report = report;
        content = new ContentFolder(folder);
        reader = new ContentReader(folder);
        models = new ModelStore(Path.GetDirectoryName(model.FilePath)!);
        verifierRunner = new InferenceRunner(ExecutorKind.OpenClOrCpu, report.Note);
    }

    /// <summary>Plays everything and returns what came out.</summary>
    internal async Task<DemoOutcome> RunAsync(CancellationToken cancellation)
    {
        var client = await JoinAsync("client", 1, cancellation);
        var honest = await JoinAsync("worker A", 2, cancellation);
        var cheater = await JoinAsync("worker B", 3, cancellation);
        var verifier = await JoinAsync("verifier", 4, cancellation);
        var falseChallenger = await JoinAsync("false challenger", 5, cancellation);
        DemoActor[] everybody = [client, honest, cheater, verifier, falseChallenger];
        await RegisterAsync(client, cancellation);
        await StakeAsync([honest, cheater], cancellation);
        var before = await WealthAsync(everybody, cancellation);

        var honestWorker = CreateWorker(honest, workerRunner);
        var cheatingWorker = CreateWorker(cheater, tamperingRunner);
        var watch = new Verifier(verifier.Client, new JobData(verifier.Client, models, reader), verifierRunner, NullLogger<Verifier>.Instance);

        var honestPaid = await PlayHonestJobAsync(client, honest, honestWorker, watch, cancellation);
        var dispute = await PlayCheatAsync(client, cheater, cheatingWorker, watch, verifier, cancellation);
        var falsePunished = await PlayFalseChallengeAsync(client, honest, honestWorker, watch, falseChallenger, cancellation);

        report.Step("Everybody withdraws");
        foreach (var actor in everybody)
            await actor.WithdrawAsync(cancellation);
        report.Balances(before, await WealthAsync(everybody, cancellation));
        return new DemoOutcome(3, honestPaid, dispute.Slashed, falsePunished, dispute.Transactions, dispute.Gas, dispute.WorstMove, verifierRunner.ExecutorName ?? "none");
    }

    public void Dispose()
    {
        workerRunner.Dispose();
        verifierRunner.Dispose();
        models.Dispose();
        reader.Dispose();
    }

    private async Task<DemoActor> JoinAsync(string name, int account, CancellationToken cancellation)
    {
        var actor = await DemoActor.ConnectAsync(name, chain.Accounts[account], chain.Url, chain.Deployment, cancellation);
        actor.Client.Chain.TransactionMined += transaction => report.Transaction(name, transaction);
        return actor;
    }

    private async Task RegisterAsync(DemoActor publisher, CancellationToken cancellation)
    {
        report.Step("Register the model");
        var id = model.Container.Commitment.ModelId;
        await publisher.Client.Models.RegisterAsync(model.Container.Commitment, new Uri(model.FilePath).AbsoluteUri, cancellation);
        var registered = await publisher.Client.Models.GetAsync(id, cancellation);
        await AdvanceToAsync(publisher, registered.ActiveAt, "anybody may prove an instruction invalid until then", cancellation);
        report.Note($"model {id} is active");
    }

    private async Task StakeAsync(DemoActor[] operators, CancellationToken cancellation)
    {
        report.Step("Stake two operators");
        foreach (var actor in operators)
        {
            var token = await actor.Client.Stake.TokenAsync(cancellation);
            await token.MintAsync(actor.Address, Token, cancellation);
            await actor.Client.Stake.DepositAsync(Token, cancellation);
            report.Note($"{actor.Name} has staked 1 token");
        }
    }

    private Worker CreateWorker(DemoActor actor, IInferenceRunner runner) =>
        new(actor.Client, new JobData(actor.Client, models, reader), content, runner, NullLogger<Worker>.Instance);

    private async Task<bool> PlayHonestJobAsync(DemoActor client, DemoActor operatorA, Worker worker, Verifier verifier, CancellationToken cancellation)
    {
        report.Step("Job 1: an honest worker");
        var (jobId, line) = await PostAsync(client, operatorA, rotated: true, cancellation);
        await UntilQuietAsync(cancellation, worker.StepAsync, verifier.StepAsync);
        report.Note($"the verifier ran it again on {verifierRunner.ExecutorName}: the same bytes");
        var submitted = await client.Client.Jobs.GetAsync(jobId, cancellation);
        await AdvanceToAsync(client, submitted.ChallengeDeadline!.Value.AddSeconds(1), "the challenge window passes", cancellation);
        await UntilQuietAsync(cancellation, worker.StepAsync);
        var job = await client.Client.Jobs.GetAsync(jobId, cancellation);
        var output = await client.Client.Jobs.PublishedOutputAsync(jobId, cancellation) ?? [];
        var padded = new byte[Memory.PageSize];
        output.CopyTo(padded, 0);
        report.Note($"the answer for “{line}”, which is upside down: {model.Answer(padded)}");
        var paid = await operatorA.Client.Jobs.CreditOfAsync(operatorA.Address, cancellation) >= Payment;
        report.Result(job.State == JobState.Settled && paid, $"job {jobId} is {job.State}; worker A has earned its payment");
        return job.State == JobState.Settled && paid;
    }

    private async Task<DisputeSummary> PlayCheatAsync(DemoActor client, DemoActor operatorB, Worker worker, Verifier watch, DemoActor verifier, CancellationToken cancellation)
    {
        report.Step("Job 2: a worker that cheats");
        var stakeBefore = (await operatorB.Client.Stake.StakeOfAsync(operatorB.Address, cancellation)).Bonded;
        var (jobId, _) = await PostAsync(client, operatorB, rotated: false, cancellation);
        var firstMove = report.Transactions.Count;
        await UntilQuietAsync(cancellation, worker.StepAsync, watch.StepAsync);
        report.Note($"worker B had flipped {tamperingRunner.Place}");
        var moves = report.Transactions.Skip(firstMove).Where(entry => entry.Transaction is { Contract: "DisputeGame", Function: not "collect" }).ToList();
        var games = await client.Client.Disputes.CountAsync(cancellation);
        var game = await client.Client.Disputes.ReadAsync(games, cancellation);
        var job = await client.Client.Jobs.GetAsync(jobId, cancellation);
        report.Result(game.Outcome == GameOutcome.FaultProven, $"game {games}: the contract computed the disputed number itself: {game.Outcome}");

        var slash = await client.Client.Stake.SlashAsync(job.SlashId, cancellation);
        await AdvanceToAsync(client, slash.HeldUntil.AddSeconds(1), "the slash is held for the guardian's veto", cancellation);
        await UntilQuietAsync(cancellation, watch.StepAsync);
        var bounty = await verifier.Client.Stake.CreditOfAsync(verifier.Address, cancellation);
        var refund = await client.Client.Jobs.CreditOfAsync(client.Address, cancellation);
        var stakeAfter = (await operatorB.Client.Stake.StakeOfAsync(operatorB.Address, cancellation)).Bonded;
        var slashed = game.Outcome == GameOutcome.FaultProven && job.State == JobState.Faulted && stakeAfter < stakeBefore && bounty > 0 && refund >= Payment;
        report.Result(slashed, $"worker B lost {Show(stakeBefore - stakeAfter)} of its stake; the verifier's bounty is {Show(bounty)}; the client has its {Show(refund)} back");
        return new DisputeSummary(slashed, moves.Count, moves.Sum(move => move.Transaction.Gas), moves.Count == 0 ? 0 : moves.Max(move => move.Transaction.Gas));
    }

    private async Task<bool> PlayFalseChallengeAsync(
        DemoActor client, DemoActor operatorA, Worker worker, Verifier watch, DemoActor accuser, CancellationToken cancellation)
    {
        report.Step("Job 3: a false challenge against an honest worker");
        var (jobId, _) = await PostAsync(client, operatorA, rotated: false, cancellation);
        await UntilQuietAsync(cancellation, worker.StepAsync, watch.StepAsync);
        var coinsBefore = (await accuser.WealthAsync(cancellation)).Coins;
        var workerBefore = (await operatorA.WealthAsync(cancellation)).Coins;
        var challenger = new FalseChallenger(accuser.Client, Record(jobId));
        await challenger.ChallengeAsync(jobId, cancellation);
        await UntilQuietAsync(cancellation, worker.StepAsync, challenger.StepAsync);

        for (var round = 0; round < 2; round++)
        {
            // Silence: the clock runs out, then the grace period after the accusation.
            var waiting = await client.Client.Disputes.ReadAsync(challenger.GameId, cancellation);
            await AdvanceToAsync(client, waiting.Deadline.AddSeconds(1), round == 0 ? "the challenger has nothing to prove and stays silent" : "the grace period after the accusation", cancellation);
            await UntilQuietAsync(cancellation, worker.StepAsync);
        }

        var game = await client.Client.Disputes.ReadAsync(challenger.GameId, cancellation);
        var job = await client.Client.Jobs.GetAsync(jobId, cancellation);
        if (job.State == JobState.Submitted)
        {
            await AdvanceToAsync(client, job.ChallengeDeadline!.Value.AddSeconds(1), "the challenge window passes", cancellation);
            await UntilQuietAsync(cancellation, worker.StepAsync);
            job = await client.Client.Jobs.GetAsync(jobId, cancellation);
        }

        var lost = coinsBefore - (await accuser.WealthAsync(cancellation)).Coins;
        var gained = (await operatorA.WealthAsync(cancellation)).Coins - workerBefore;
        var punished = game.Outcome == GameOutcome.ChallengerTimedOut && job.State == JobState.Settled && lost > 0 && gained >= 0;
        report.Result(punished, $"game {challenger.GameId}: {game.Outcome}; the challenger lost {Show(lost)} coins, worker A is up {Show(gained)} coins after gas; job {jobId} is {job.State}");
        return punished;

        Trace Record(ulong id) => verifierRunner.Record(model.Container, lastInputs[id], cancellation);
    }

    private readonly Dictionary<ulong, IReadOnlyList<ReadOnlyMemory<byte>>> lastInputs = [];

    private async Task<(ulong JobId, string Text)> PostAsync(DemoActor client, DemoActor worker, bool rotated, CancellationToken cancellation)
    {
        var (line, tensor) = model.Sample(rotated);
        var input = JobInput.FromTensors(model.Container.Program, [tensor]);
        var token = await client.Client.Jobs.TokenAsync(cancellation);
        await token.MintAsync(client.Address, Payment, cancellation);
        var order = new JobOrder
        {
            ModelId = model.Container.Commitment.ModelId,
            InputRoot = input.Root,
            InputUri = await content.PublishAsync(input.Space, ".input", cancellation),
            Payment = Payment,
            Cover = Payment,
            Operator = worker.Address,
            AcceptBy = (await client.Client.Chain.TimeAsync(cancellation)).AddHours(1),
        };
        var jobId = await client.Client.Jobs.PostAsync(order, cancellation);
        lastInputs[jobId] = input.Tensors;
        report.Note($"the client posts job {jobId} for {worker.Name}: the line “{line.Text}” ({line.Font}, {line.Image.Width}×{line.Image.Height} pixels)");
        return (jobId, line.Text);
    }

    private async Task AdvanceToAsync(DemoActor anybody, DateTimeOffset time, string why, CancellationToken cancellation)
    {
        var wait = time - await anybody.Client.Chain.TimeAsync(cancellation);
        if (wait <= TimeSpan.Zero)
            return;
        report.Note($"time passes on the development chain: {wait.TotalSeconds:0} s ({why})");
        await chain.AdvanceAsync(wait, cancellation);
    }

    // All sides look at the chain in turn until none of them has anything left to do.
    private static async Task UntilQuietAsync(CancellationToken cancellation, params Func<CancellationToken, Task<int>>[] sides)
    {
        int actions;
        do
        {
            actions = 0;
            foreach (var side in sides)
                actions += await side(cancellation);
        }
        while (actions > 0);
    }

    private static async Task<List<DemoWealth>> WealthAsync(DemoActor[] actors, CancellationToken cancellation)
    {
        var wealth = new List<DemoWealth>();
        foreach (var actor in actors)
        {
            var (tokens, coins) = await actor.WealthAsync(cancellation);
            wealth.Add(new DemoWealth(actor.Name, tokens, coins));
        }

        return wealth;
    }

    private static string Show(BigInteger amount) => DemoReport.Show(amount);

    private sealed record DisputeSummary(bool Slashed, int Transactions, long Gas, long WorstMove);
}
