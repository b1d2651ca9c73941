using Assay.Inference;
using Assay.Inference.Testing;
using Assay.Protocol.Disputes;

namespace Assay.Protocol.Tests;

/// <summary>The two players against each other: an honest challenger proves every fault, and has nothing against an honest run.</summary>
public sealed class PlayerTests
{
    private const int Programs = 270;
    private static readonly InferenceProgram EveryStep = EveryStepProgram.Create();
    private static readonly ReadOnlyMemory<byte>[] Inputs = [EveryStepProgram.Input(1)];
    private static readonly RunSpaces HonestSpaces = FaultyRun.Honest(EveryStep, Inputs);

    private static readonly Trace Honest = TraceOf(EveryStep, HonestSpaces);

    public static TheoryData<ProgramStep> Steps => [.. Enum.GetValues<ProgramStep>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_wrong_byte_is_proven_in_the_instruction_that_made_it(ProgramStep step)
    {
        var wrong = FaultyRun.Reaching(EveryStep, Inputs, (int)step);
        wrong.Output.Should().NotEqual(HonestSpaces.Output);
        var game = PlayAgainst(Honest, TraceOf(EveryStep, wrong));
        game.Witness!.InstructionIndex.Should().Be((int)step);
        var segments = StepPlan.SegmentCount(EveryStep.Instructions[(int)step]);
        (segments > 1).Should().Be(step.ToString().StartsWith("Segmented", StringComparison.Ordinal));
        game.Verdict.Should().Be(segments > 1 ? "proveFinish" : "proveElement");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Any_number_of_levels_per_move_leads_to_the_fault(int levelsPerMove)
    {
        var wrong = FaultyRun.WithByte(EveryStep, Inputs, (int)ProgramStep.Subtraction, 1000, 3);
        PlayAgainst(Honest, TraceOf(EveryStep, wrong), levelsPerMove).Witness!.InstructionIndex.Should().Be((int)ProgramStep.Subtraction);
    }

    [Fact]
    public void A_wrong_output_over_a_right_body_is_proven_in_every_output_page()
    {
        for (var page = 0; page < EveryStep.Pages.Output; page++)
        {
            var output = HonestSpaces.Output.ToArray();
            output[page * Memory.PageSize] ^= 1;
            var game = PlayAgainst(Honest, TraceOf(EveryStep, HonestSpaces with { Output = output }));
            game.State.Space.Should().Be(MemorySpace.Output);
            game.State.PageIndex.Should().Be((uint)page);
            game.Verdict.Should().Be("proveElement");
        }
    }

    [Fact]
    public void Padding_that_is_not_zero_is_proven()
    {
        var body = HonestSpaces.Body.ToArray();
        var convolution = EveryStep.Instructions[(int)ProgramStep.Convolution];
        body[convolution.OutputByteOffset + convolution.OutputByteLength] = 1;
        PlayAgainst(Honest, TraceOf(EveryStep, HonestSpaces with { Body = body })).Verdict.Should().Be("provePadding");

        var output = HonestSpaces.Output.ToArray();
        output[^1] = 0x80;
        PlayAgainst(Honest, TraceOf(EveryStep, HonestSpaces with { Output = output })).Verdict.Should().Be("provePadding");
    }

    [Theory]
    [InlineData(ProgramStep.SegmentedConvolution)]
    [InlineData(ProgramStep.SegmentedDepthwise)]
    [InlineData(ProgramStep.SegmentedPool)]
    [InlineData(ProgramStep.SegmentedSum)]
    [InlineData(ProgramStep.SegmentedMaximum)]
    public void A_lie_in_any_accumulator_is_proven(ProgramStep step)
    {
        var wrong = TraceOf(EveryStep, FaultyRun.WithByte(EveryStep, Inputs, (int)step, 0, 0x40));
        var segments = (int)StepPlan.SegmentCount(EveryStep.Instructions[(int)step]);
        for (var lie = 0; lie < segments; lie++)
        {
            var segment = lie;
            var game = PlayAgainst(Honest, wrong, change: move => move is RevealAccumulatorsMove reveal
                ? reveal with { Accumulators = [.. reveal.Accumulators.Select((value, i) => i >= segment ? value + 7 : value)] }
                : move);
            game.Verdict.Should().Be("proveSegment");
            game.Witness!.Segment.Should().Be(segment);
        }
    }

    [Fact]
    public void An_honest_run_leaves_nothing_to_dispute()
    {
        var game = new SimulatedGame(Honest, Honest.Output.Root, 5);
        var play = () => game.Play(new AsserterPlayer(Honest), new ChallengerPlayer(Honest));
        play.Should().Throw<NothingToDisputeException>().Which.GameId.Should().Be(1);
        game.State.Space.Should().Be(MemorySpace.Output, "the body is right, so only the output is left to search");
    }

    [Fact]
    public void A_challenger_that_picks_anything_finds_nothing_on_an_honest_page()
    {
        for (var child = 0u; child < EveryStep.Pages.Body; child++)
        {
            var game = new SimulatedGame(Honest, Honest.Output.Root, 6);
            var asserter = new AsserterPlayer(Honest);
            game.Apply(asserter.NextMove(game.State)!);
            var group = Enumerable.Range(0, 4).Select(place => (child & ~3u) + (uint)place).Where(page => page != child).Select(page => Honest.Body.Node(0, page));
            var above = Enumerable.Range(2, 4).Select(level => Honest.Body.Node(level, (child >> level) ^ 1));
            game.Apply(new PickMove(child, Honest.Body.Node(0, child), [.. group, .. above]));
            game.Apply(asserter.NextMove(game.State)!);
            var prove = () => new ChallengerPlayer(Honest).NextMove(game.State);
            prove.Should().Throw<NothingToDisputeException>().WithMessage("*page is right*");
        }
    }

    [Fact]
    public void Random_faults_in_random_programs_are_proven()
    {
        Parallel.For(0, Programs, seed =>
        {
            var test = RandomPrograms.Create(seed);
            var random = new Random(seed);
            var honest = FaultyRun.Honest(test.Program, test.Inputs);
            var own = TraceOf(test.Program, honest);
            var levels = random.Next(1, 7);

            var instruction = random.Next(test.Program.Instructions.Length);
            var offset = random.Next((int)test.Program.Instructions[instruction].OutputByteLength);
            var wrong = FaultyRun.WithByte(test.Program, test.Inputs, instruction, offset, (byte)random.Next(1, 256));
            PlayAgainst(own, TraceOf(test.Program, wrong), levels).Witness!.InstructionIndex.Should().Be(instruction, test.ToString());

            // A byte anywhere in the trace, with nothing that follows from it.
            var body = honest.Body.ToArray();
            var output = honest.Output.ToArray();
            var target = body.Length > 0 && random.Next(2) == 0 ? body : output;
            target[random.Next(target.Length)] ^= (byte)random.Next(1, 256);
            PlayAgainst(own, TraceOf(test.Program, new RunSpaces(honest.Input, body, output)), levels).Verdict.Should().NotBeNull(test.ToString());
        });
    }

    [Fact]
    public void A_reveal_opens_the_levels_of_the_rule()
    {
        for (var levelsPerMove = 1; levelsPerMove <= 6; levelsPerMove++)
        {
            for (var level = 0; level <= 30; level++)
            {
                var state = new SimulatedGame(Honest, Digest.Zero, levelsPerMove).State with { Level = level };
                state.LevelsToReveal.Should().Be(SimulatedGame.LevelsAt(level, levelsPerMove), "L = {0}, m = {1}", level, levelsPerMove);
                state.LevelsToReveal.Should().BeLessThanOrEqualTo(levelsPerMove < 3 && level == levelsPerMove + 1 ? level : levelsPerMove);
            }
        }
    }

    private static SimulatedGame PlayAgainst(Trace own, Trace claimed, int levelsPerMove = 5, Func<DisputeMove, DisputeMove>? change = null)
    {
        var game = new SimulatedGame(own, claimed.Output.Root, levelsPerMove);
        game.Play(new AsserterPlayer(claimed), new ChallengerPlayer(own), change);
        game.State.Outcome.Should().Be(GameOutcome.FaultProven);
        return game;
    }

    private static Trace TraceOf(InferenceProgram program, RunSpaces spaces) =>
        Trace.FromSpaces(program, spaces.Input, spaces.Body, spaces.Output, CancellationToken.None);
}
