using Assay.EndToEnd.Tests.Fixtures;
using Assay.Inference;
using Assay.Inference.Testing;
using Assay.Protocol.Disputes;
using Xunit.Abstractions;

namespace Assay.EndToEnd.Tests;

/// <summary>Wrong results on a real chain: whatever is wrong, the chain decides against the worker.</summary>
public sealed class CheaterTests(MarketFixture fixture, ITestOutputHelper output) : IClassFixture<MarketFixture>
{
    private const int MostTransactions = 11;

    private const long MostGasOfAMove = 250_000;
    private const long MostGas = 900_000;

    public static TheoryData<ProgramStep> Steps => [.. Enum.GetValues<ProgramStep>()];

    public static TheoryData<ProgramStep> SegmentedSteps =>
        [.. Enum.GetValues<ProgramStep>().Where(step => StepPlan.SegmentCount(MarketFixture.Program.Instructions[(int)step]) > 1)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_wrong_byte_in_any_instruction_is_slashed(ProgramStep step)
    {
        var wrong = FaultyRun.Reaching(MarketFixture.Program, MarketFixture.Inputs, (int)step);
        var segments = StepPlan.SegmentCount(MarketFixture.Program.Instructions[(int)step]);
        await LoseAsync(wrong, segments > 1 ? "proveFinish" : "proveElement");
    }

    [Theory]
    [MemberData(nameof(SegmentedSteps))]
    public async Task A_wrong_byte_hidden_behind_a_wrong_accumulator_is_slashed(ProgramStep step)
    {
        var wrong = FaultyRun.Reaching(MarketFixture.Program, MarketFixture.Inputs, (int)step);
        await LoseAsync(wrong, "proveSegment", move => move is RevealAccumulatorsMove reveal
            ? reveal with { Accumulators = [.. reveal.Accumulators.SkipLast(1), reveal.Accumulators[^1] + 1] }
            : move);
    }

    [Fact]
    public async Task A_wrong_first_accumulator_is_slashed()
    {
        var wrong = FaultyRun.Reaching(MarketFixture.Program, MarketFixture.Inputs, (int)ProgramStep.SegmentedMaximum);
        await LoseAsync(wrong, "proveSegment", move => move is RevealAccumulatorsMove reveal
            ? reveal with { Accumulators = [reveal.Accumulators[0] ^ 1, .. reveal.Accumulators.Skip(1)] }
            : move);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_wrong_output_of_a_right_body_is_slashed(int page)
    {
        var bytes = MarketFixture.HonestSpaces.Output.ToArray();
        bytes[page * Memory.PageSize] ^= 0x10;
        await LoseAsync(MarketFixture.HonestSpaces with { Output = bytes }, "proveElement");
    }

    [Fact]
    public async Task Padding_of_the_output_that_is_not_zero_is_slashed()
    {
        var bytes = MarketFixture.HonestSpaces.Output.ToArray();
        bytes[^1] = 1;
        await LoseAsync(MarketFixture.HonestSpaces with { Output = bytes }, "provePadding");
    }

    [Fact]
    public async Task A_player_that_starts_anew_before_each_move_wins()
    {
        var market = await fixture.StartAsync();
        var wrong = FaultyRun.Reaching(MarketFixture.Program, MarketFixture.Inputs, (int)ProgramStep.SegmentedSum);
        var (job, game) = await market.DisputeAsync(wrong.Output);
        while (true)
        {
            var isChallengers = (await market.ReadAsync(game)).Phase.IsChallengers();
            var client = await fixture.ClientAsync(isChallengers ? 3 : 1);
            var state = await client.Disputes.ReadAsync(game, CancellationToken.None);
            if (state.Phase == GamePhase.Closed)
                break;
            var move = isChallengers
                ? new ChallengerPlayer(MarketFixture.TraceOf(MarketFixture.HonestSpaces)).NextMove(state)
                : new AsserterPlayer(MarketFixture.TraceOf(wrong)).NextMove(state);
            await Market.MoveAsync(client, state, move!);
        }

        await market.ExpectFaultAsync(job, game, GameOutcome.FaultProven);
    }

    private async Task LoseAsync(RunSpaces wrong, string verdict, Func<DisputeMove, DisputeMove>? change = null)
    {
        var market = await fixture.StartAsync();
        wrong.Output.Should().NotEqual(MarketFixture.HonestSpaces.Output);
        var (job, game) = await market.DisputeAsync(wrong.Output);
        await market.PlayAsync(game, MarketFixture.TraceOf(wrong), change: change);

        var moves = market.GameTransactions.ToList();
        output.WriteLine(string.Join(", ", moves.Select(move => $"{move.Function} {move.Gas}")) + $"; total {moves.Sum(move => move.Gas)}");
        moves[^1].Function.Should().Be(verdict);
        moves.Should().HaveCountLessThanOrEqualTo(MostTransactions);
        moves.Sum(move => move.Gas).Should().BeLessThanOrEqualTo(MostGas);
        moves.Max(move => move.Gas).Should().BeLessThanOrEqualTo(MostGasOfAMove);

        await market.ExpectFaultAsync(job, game, GameOutcome.FaultProven);
        var bond = await market.Challenger.Disputes.MinimumBondAsync(CancellationToken.None);
        await market.Challenger.Disputes.CollectAsync(game, CancellationToken.None);
        var returned = await market.Challenger.Disputes.CreditOfAsync(market.Challenger.Chain.Account, CancellationToken.None);
        var reimbursed = await market.Worker.Disputes.CreditOfAsync(market.Worker.Chain.Account, CancellationToken.None);
        (returned + reimbursed).Should().Be(bond);
    }
}
