using Assay.Inference;
using Assay.Inference.Testing;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Verifier.Tests;

/// <summary>Steps of random programs, proven to the deployed contract with the witnesses that a challenger sends.</summary>
[Collection(VerifierCollection.Name)]
public sealed class StepTests(DeployedContracts contracts)
{
    private static readonly int Seeds = 50 * OpcodeExtensions.All.Count;
    private const int StepsPerKind = 6;

    [Fact]
    public async Task G3_every_kind_of_step_gives_what_the_reference_computes()
    {
        Step[] steps = [.. SomeSteps()];
        steps.Length.Should().BeGreaterThan(300);
        CountKinds(steps, StepKind.Whole).Should().Be(OpcodeExtensions.All.Count * 4, "every operator with every epilogue");
        CountKinds(steps, StepKind.Segment).Should().Be(OpcodeExtensions.All.Count(opcode => opcode.Folds()) * 4, "every reducing operator with every epilogue");
        CountKinds(steps, StepKind.Finish).Should().Be(OpcodeExtensions.All.Count(opcode => opcode.Folds()) * 4, "every reducing operator with every epilogue");

        var actual = await contracts.CallAsync(steps.Select(step => Call(step, step.Witness.Chunks.ToArray())));

        Enumerable.Range(0, steps.Length)
            .Where(i => actual[i] != steps[i].Witness.Result)
            .Select(i => $"{steps[i]}: expected {steps[i].Witness.Result}, contract {actual[i]?.ToString() ?? "reverts"}")
            .Take(5).Should().BeEmpty();
    }

    [Fact]
    public async Task A_witness_with_one_changed_bit_is_refused()
    {
        var random = new Random(1);
        Step[] steps = [.. SomeSteps().Where(step => !step.Witness.Chunks.IsEmpty).Where((_, i) => i % 3 == 0)];
        var actual = await contracts.CallAsync(steps.Select(step =>
        {
            var chunks = step.Witness.Chunks.ToArray();
            chunks[random.Next(chunks.Length)] ^= (byte)(1 << random.Next(8));
            return Call(step, chunks);
        }));

        Enumerable.Range(0, steps.Length).Where(i => actual[i] is not null).Select(i => $"{steps[i]}: contract {actual[i]}").Take(5).Should().BeEmpty();
        steps.Length.Should().BeGreaterThan(100);
    }

    private static int CountKinds(Step[] steps, StepKind kind) => steps.Where(step => step.Witness.Kind == kind).Select(step => step.Category).Distinct().Count();

    /// <summary>A few steps of each operator, epilogue and kind.</summary>
    private static IEnumerable<Step> SomeSteps()
    {
        var counts = new Dictionary<(Opcode, EpilogueKind, StepKind), int>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var claim = Claim.Run(seed);
            foreach (var witness in claim.SomeWitnesses())
            {
                var instruction = claim.Random.Program.Instructions[witness.InstructionIndex];
                var category = (instruction.Opcode, instruction.Epilogue.Kind, witness.Kind);
                var count = counts.GetValueOrDefault(category);
                if (count == StepsPerKind) continue;
                counts[category] = count + 1;
                yield return new Step(claim, witness, category);
            }
        }
    }

    private CallInput Call(Step step, byte[] chunks) => StepCalls.Of(step.Claim, step.Witness, chunks, contracts.Verifier);

    private sealed record Step(Claim Claim, StepWitness Witness, (Opcode Opcode, EpilogueKind Epilogue, StepKind Kind) Category)
    {
        public override string ToString() => $"{Category}, element {Witness.Element} of instruction {Witness.InstructionIndex}, segment {Witness.Segment}, {Claim.Random}";
    }
}
