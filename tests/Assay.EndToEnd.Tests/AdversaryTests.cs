using Assay.Contracts.DisputeGame.ContractDefinition;
using Assay.EndToEnd.Tests.Fixtures;
using Assay.Inference.Testing;
using Assay.Protocol.Chain;
using Assay.Protocol.Disputes;
using Nethereum.Contracts;

namespace Assay.EndToEnd.Tests;

/// <summary>False challenges, silence, moves at the last moment and moves that are garbage.</summary>
public sealed class AdversaryTests(MarketFixture fixture) : IClassFixture<MarketFixture>
{
    // Its game passes through every phase.
    private static readonly RunSpaces Wrong = FaultyRun.Reaching(MarketFixture.Program, MarketFixture.Inputs, (int)ProgramStep.SegmentedSum);
    private static readonly Trace WrongTrace = MarketFixture.TraceOf(Wrong);

    [Fact]
    public async Task An_honest_worker_is_paid_after_a_false_challenge()
    {
        var market = await fixture.StartAsync();
        var (job, game) = await market.DisputeAsync(MarketFixture.HonestSpaces.Output);
        var asserter = new AsserterPlayer(MarketFixture.Honest);
        var challenger = new ChallengerPlayer(MarketFixture.Honest);
        var state = await market.ReadAsync(game);
        while (state.Phase != GamePhase.Proof)
        {
            var party = state.Phase.IsAsserters() ? market.Worker : market.Challenger;
            await Market.MoveAsync(party, state, asserter.NextMove(state) ?? challenger.PickChild(state, state.Reveals[^1].Nodes.Length - 1));
            state = await market.ReadAsync(game);
        }

        var prove = () => challenger.NextMove(state);
        prove.Should().Throw<NothingToDisputeException>();
        await ExpectRefusalAsync(() => market.Worker.Jobs.SettleAsync(job, CancellationToken.None), "JobEscrow_DeadlineNotPassed");
        await market.TimeOutAsync(game);

        // What is left of the bond is halved, so the difference of the halves is what was reimbursed.
        var closing = market.GameTransactions.Last();
        var closed = closing.Receipt.DecodeAllEvents<GameClosedEventDTO>().Single().Event;
        var cost = market.GameCost(market.Worker) - (closing.Gas * closing.Receipt.EffectiveGasPrice!.Value);
        (closed.ToAsserter - closed.Burned).Should().BeInRange(cost, cost * 103 / 100);
        await market.ExpectChallengeLostAsync(job, game, GameOutcome.ChallengerTimedOut);
    }

    [Fact]
    public async Task A_resigned_challenge_costs_its_bond()
    {
        var market = await fixture.StartAsync();
        var (job, game) = await market.DisputeAsync(MarketFixture.HonestSpaces.Output);
        await market.PlayAsync(game, MarketFixture.Honest, GamePhase.Pick);
        await market.Challenger.Disputes.ResignAsync(game, CancellationToken.None);
        await market.ExpectChallengeLostAsync(job, game, GameOutcome.Resigned);
    }

    [Theory]
    [InlineData(GamePhase.Reveal)]
    [InlineData(GamePhase.Page)]
    [InlineData(GamePhase.Accumulators)]
    public async Task A_silent_asserter_is_slashed(GamePhase phase)
    {
        var market = await fixture.StartAsync();
        var (job, game) = await market.DisputeAsync(Wrong.Output);
        await market.PlayAsync(game, WrongTrace, phase);
        await market.TimeOutAsync(game);
        await market.ExpectFaultAsync(job, game, GameOutcome.AsserterTimedOut);
    }

    [Theory]
    [InlineData(GamePhase.Pick)]
    [InlineData(GamePhase.Proof)]
    [InlineData(GamePhase.SegmentProof)]
    public async Task A_silent_challenger_loses_its_bond(GamePhase phase)
    {
        var market = await fixture.StartAsync();
        var (job, game) = await market.DisputeAsync(Wrong.Output);
        await market.PlayAsync(game, WrongTrace, phase);
        await market.TimeOutAsync(game);
        await market.ExpectChallengeLostAsync(job, game, GameOutcome.ChallengerTimedOut);
    }

    [Theory]
    [InlineData(GamePhase.Reveal)]
    [InlineData(GamePhase.Pick)]
    [InlineData(GamePhase.Page)]
    [InlineData(GamePhase.Proof)]
    [InlineData(GamePhase.Accumulators)]
    [InlineData(GamePhase.SegmentProof)]
    public async Task A_move_in_the_last_second_of_grace_counts(GamePhase phase)
    {
        var market = await fixture.StartAsync();
        var (job, game) = await market.DisputeAsync(Wrong.Output);
        var state = await market.PlayAsync(game, WrongTrace, phase);
        var other = phase.IsAsserters() ? market.Challenger : market.Worker;

        await fixture.SetNextTimeAsync(state.Deadline);
        await ExpectRefusalAsync(() => other.Disputes.AccuseAsync(game, CancellationToken.None), "DisputeGame_StillTime");
        await fixture.SetNextTimeAsync(state.Deadline + TimeSpan.FromSeconds(1));
        await other.Disputes.AccuseAsync(game, CancellationToken.None);
        state = await market.ReadAsync(game);
        await fixture.SetNextTimeAsync(state.Deadline);
        await ExpectRefusalAsync(() => other.Disputes.ClaimTimeoutAsync(game, CancellationToken.None), "DisputeGame_StillTime");
        await fixture.SetNextTimeAsync(state.Deadline);
        var move = new AsserterPlayer(WrongTrace).NextMove(state) ?? new ChallengerPlayer(MarketFixture.Honest).NextMove(state);
        await Market.MoveAsync(phase.IsAsserters() ? market.Worker : market.Challenger, state, move!);
        (await fixture.NowAsync()).Should().Be(state.Deadline);

        await market.PlayAsync(game, WrongTrace);
        await market.ExpectFaultAsync(job, game, GameOutcome.FaultProven);
    }

    [Theory]
    [InlineData(ProgramStep.SegmentedSum)]
    [InlineData(ProgramStep.Pool)]
    public async Task Garbage_is_refused_and_the_right_move_still_counts(ProgramStep step)
    {
        var market = await fixture.StartAsync();
        var wrong = FaultyRun.Reaching(MarketFixture.Program, MarketFixture.Inputs, (int)step);
        var (job, game) = await market.DisputeAsync(wrong.Output);
        var asserter = new AsserterPlayer(MarketFixture.TraceOf(wrong));
        var challenger = new ChallengerPlayer(MarketFixture.Honest);
        var state = await market.ReadAsync(game);
        var refused = 0;
        while (state.Phase != GamePhase.Closed)
        {
            var (party, opponent) = state.Phase.IsAsserters() ? (market.Worker, market.Challenger) : (market.Challenger, market.Worker);
            var move = asserter.NextMove(state) ?? challenger.NextMove(state)!;
            foreach (var garbage in MoveMutations.Of(move))
            {
                await ExpectRefusalAsync(() => Market.MoveAsync(party, state, garbage), "");
                refused++;
            }

            await ExpectRefusalAsync(() => Market.MoveAsync(opponent, state, move), state.Phase.IsAsserters() ? "DisputeGame_NotAsserter" : "DisputeGame_NotChallenger");
            await Market.MoveAsync(party, state, move);
            state = await market.ReadAsync(game);
        }

        refused.Should().BeGreaterThan(15);
        await market.ExpectFaultAsync(job, game, GameOutcome.FaultProven);
    }

    [Fact]
    public async Task A_move_that_answers_an_older_state_is_refused()
    {
        var market = await fixture.StartAsync();
        var (job, game) = await market.DisputeAsync(Wrong.Output);
        var asserter = new AsserterPlayer(WrongTrace);
        var challenger = new ChallengerPlayer(MarketFixture.Honest);
        GameState? previous = null;
        for (var state = await market.ReadAsync(game); state.Phase != GamePhase.Closed; state = await market.ReadAsync(game))
        {
            var party = state.Phase.IsAsserters() ? market.Worker : market.Challenger;
            var move = asserter.NextMove(state) ?? challenger.NextMove(state)!;
            if (previous is not null)
            {
                previous.StateHash.Should().NotBe(state.StateHash);
                var stale = state with { StateHash = previous.StateHash };
                await ExpectRefusalAsync(() => Market.MoveAsync(party, stale, move), "DisputeGame_PositionMismatch");
            }

            await Market.MoveAsync(party, state, move);
            previous = state;
        }

        await market.ExpectFaultAsync(job, game, GameOutcome.FaultProven);
    }

    private static async Task ExpectRefusalAsync(Func<Task> action, string error) =>
        (await action.Should().ThrowAsync<ProtocolException>()).WithMessage($"*was refused: *{error}*");
}
