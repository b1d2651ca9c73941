using System.Numerics;
using Assay.Protocol;
using Assay.Protocol.Chain;
using Assay.Protocol.Disputes;
using Assay.Protocol.Jobs;

namespace Assay.EndToEnd.Tests.Fixtures;

/// <summary>One test's view of the market: its parties, and the transactions that they sent.</summary>
internal sealed class Market
{
    internal static readonly BigInteger Payment = MarketFixture.Coin / 100;
    internal static readonly BigInteger Cover = MarketFixture.Coin / 50;

    internal Market(MarketFixture fixture, AssayClient worker, AssayClient client, AssayClient challenger)
    {
        Fixture = fixture;
        Worker = worker;
        Client = client;
        Challenger = challenger;
        foreach (var party in new[] { worker, client, challenger })
            party.Chain.TransactionMined += Transactions.Add;
    }

    internal MarketFixture Fixture { get; }

    internal AssayClient Worker { get; }

    internal AssayClient Client { get; }

    internal AssayClient Challenger { get; }

    internal List<MinedTransaction> Transactions { get; } = [];

    internal IEnumerable<MinedTransaction> GameTransactions => Transactions.Where(transaction => transaction.Contract == "DisputeGame");

    /// <summary>Posts a job, and lets the worker submit this output space.</summary>
    internal async Task<ulong> SubmitAsync(byte[] output)
    {
        var order = new JobOrder
        {
            ModelId = MarketFixture.Honest.Model.ModelId,
            InputRoot = MarketFixture.Honest.Input.Root,
            InputUri = "file:///input",
            Payment = Payment,
            Cover = Cover,
            AcceptBy = await Fixture.NowAsync() + TimeSpan.FromMinutes(10),
        };
        var job = await Client.Jobs.PostAsync(order, CancellationToken.None);
        await Worker.Jobs.AcceptAsync(job, CancellationToken.None);
        await Worker.Jobs.SubmitOutputAsync(job, output, CancellationToken.None);
        return job;
    }

    /// <summary>Submits an output space and disputes it.</summary>
    /// <returns>The job and the game.</returns>
    internal async Task<(ulong Job, ulong Game)> DisputeAsync(byte[] output)
    {
        var job = await SubmitAsync(output);
        var bond = await Challenger.Disputes.MinimumBondAsync(CancellationToken.None);
        var game = await Challenger.Disputes.ChallengeAsync(job, MarketFixture.Honest.Model, Worker.Chain.Account, bond, CancellationToken.None);
        return (job, game);
    }

    /// <summary>Plays on until a phase is reached.</summary>
    /// <param name="game">The game.</param>
    /// <param name="claimed">The asserter's trace.</param>
    /// <param name="until">Where to stop.</param>
    /// <param name="change">Changes the asserter's moves.</param>
    internal async Task<GameState> PlayAsync(ulong game, Trace claimed, GamePhase until = GamePhase.Closed, Func<DisputeMove, DisputeMove>? change = null)
    {
        var asserter = new AsserterPlayer(claimed);
        var challenger = new ChallengerPlayer(MarketFixture.Honest);
        while (true)
        {
            var state = await ReadAsync(game);
            if (state.Phase == until)
                return state;
            state.Phase.Should().NotBe(GamePhase.Closed, "the game was to reach {0}", until);
            if (asserter.NextMove(state) is { } move)
                await MoveAsync(Worker, state, change?.Invoke(move) ?? move);
            else
                await MoveAsync(Challenger, state, challenger.NextMove(state)!);
        }
    }

    internal Task<GameState> ReadAsync(ulong game) => Challenger.Disputes.ReadAsync(game, CancellationToken.None);

    internal static Task MoveAsync(AssayClient party, GameState state, DisputeMove move) =>
        party.Disputes.MoveAsync(state, MarketFixture.Honest.Model, move, CancellationToken.None);

    /// <summary>Lets the side to move be silent until it has lost.</summary>
    internal async Task<GameState> TimeOutAsync(ulong game)
    {
        var state = await ReadAsync(game);
        await Fixture.SetNextTimeAsync(state.Deadline + TimeSpan.FromSeconds(1));
        await (state.Phase.IsAsserters() ? Challenger : Worker).Disputes.AccuseAsync(game, CancellationToken.None);
        state = await ReadAsync(game);
        state.Accused.Should().BeTrue();
        await Fixture.SetNextTimeAsync(state.Deadline + TimeSpan.FromSeconds(1));
        await (state.Phase.IsAsserters() ? Challenger : Worker).Disputes.ClaimTimeoutAsync(game, CancellationToken.None);
        return await ReadAsync(game);
    }

    /// <summary>What a party paid for its transactions with the game, in wei.</summary>
    internal BigInteger GameCost(AssayClient party) =>
        GameTransactions.Where(transaction => transaction.Sender == party.Chain.Account)
            .Aggregate(BigInteger.Zero, (sum, transaction) => sum + (transaction.Gas * transaction.Receipt.EffectiveGasPrice!.Value));

    /// <summary>Checks that the claim was decided against the worker: slashed, the bounty earned after the hold, the client refunded.</summary>
    internal async Task ExpectFaultAsync(ulong job, ulong game, GameOutcome outcome)
    {
        var state = await ReadAsync(game);
        state.Phase.Should().Be(GamePhase.Closed);
        state.Outcome.Should().Be(outcome);
        var record = await Client.Jobs.GetAsync(job, CancellationToken.None);
        record.State.Should().Be(JobState.Faulted);
        (await Client.Jobs.CreditOfAsync(Client.Chain.Account, CancellationToken.None)).Should().Be(Payment);
        (await Worker.Jobs.CreditOfAsync(Worker.Chain.Account, CancellationToken.None)).Should().Be(BigInteger.Zero);
        var stake = await Worker.Stake.StakeOfAsync(Worker.Chain.Account, CancellationToken.None);
        stake.Bonded.Should().Be(MarketFixture.Coin - record.Collateral);
        stake.Locked.Should().Be(BigInteger.Zero);

        var early = () => Challenger.Stake.SettleSlashAsync(record.SlashId, CancellationToken.None);
        (await early.Should().ThrowAsync<ProtocolException>()).WithMessage("*StakeVault_SlashHeld*");
        await Fixture.Node.IncreaseTimeAsync(MarketDeployment.SlashHold);
        await Challenger.Stake.SettleSlashAsync(record.SlashId, CancellationToken.None);
        var slash = await Challenger.Stake.SlashAsync(record.SlashId, CancellationToken.None);
        slash.Amount.Should().Be(record.Collateral);
        slash.Settled.Should().Be(record.Collateral);
        slash.Beneficiary.Should().BeEquivalentTo(Challenger.Chain.Account);
        slash.Bounty.Should().Be(record.Collateral * 40 / 100);
        (await Challenger.Stake.CreditOfAsync(Challenger.Chain.Account, CancellationToken.None)).Should().Be(slash.Bounty);
        (await Client.Stake.CreditOfAsync(Client.Chain.Account, CancellationToken.None)).Should().Be(Cover);
    }

    /// <summary>Checks that the challenge failed: its bond is lost, the worker is paid for the job and has paid nothing for the game.</summary>
    internal async Task ExpectChallengeLostAsync(ulong job, ulong game, GameOutcome outcome)
    {
        var state = await ReadAsync(game);
        state.Phase.Should().Be(GamePhase.Closed);
        state.Outcome.Should().Be(outcome);
        await Worker.Disputes.CollectAsync(game, CancellationToken.None);
        (await Challenger.Disputes.CreditOfAsync(Challenger.Chain.Account, CancellationToken.None)).Should().Be(BigInteger.Zero);
        (await Worker.Disputes.CreditOfAsync(Worker.Chain.Account, CancellationToken.None)).Should().BeGreaterThan(GameCost(Worker));
        await Fixture.Node.IncreaseTimeAsync(MarketDeployment.ChallengeWindow + 1);
        await Worker.Jobs.SettleAsync(job, CancellationToken.None);
        (await Worker.Jobs.GetAsync(job, CancellationToken.None)).State.Should().Be(JobState.Settled);
        (await Worker.Jobs.CreditOfAsync(Worker.Chain.Account, CancellationToken.None)).Should().Be(Payment);
        var stake = await Worker.Stake.StakeOfAsync(Worker.Chain.Account, CancellationToken.None);
        stake.Available.Should().Be(MarketFixture.Coin);
    }
}
