using System.Numerics;
using Assay.Contracts.OneStepVerifier.ContractDefinition;
using Assay.Inference;
using Assay.Inference.Testing;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Verifier.Tests;

/// <summary>The rules of validity, in C# against the deployed contract.</summary>
[Collection(VerifierCollection.Name)]
public sealed class ValidationTests(DeployedContracts contracts)
{
    private static readonly int Programs = 7 * OpcodeExtensions.All.Count;
    private const int MutationsEach = 8;

    [Fact]
    public async Task C9_validateInstruction_gives_the_same_reason_for_valid_and_for_changed_instructions()
    {
        Candidate[] candidates = [.. Candidates()];
        candidates.Length.Should().BeGreaterThan(2_000);
        InvalidReason[] expected = [.. candidates.Select(candidate => InstructionValidator.Validate(candidate.Bytes, candidate.Index, candidate.Pages))];
        var actual = await contracts.CallAsync(candidates.Select(candidate => new ValidateInstructionFunction
        {
            Instruction = candidate.Bytes,
            Index = candidate.Index,
            Spaces = DeployedContracts.Encode(candidate.Pages),
        }.CreateCallInput(contracts.Verifier)));

        ShouldAgree(candidates, expected, actual);
        for (var reason = InvalidReason.None; reason <= InvalidReason.StepTooLarge; reason++)
            expected.Count(each => each == reason).Should().BeGreaterThan(5, $"{reason} must be among the cases");
    }

    [Fact]
    public async Task C9_validateLink_validateOrder_and_validateTotal_give_the_same_reasons()
    {
        (InvalidReason Expected, CallInput Call, string Case)[] cases = [.. Enumerable.Range(0, Programs).SelectMany(PairCases)];
        var actual = await contracts.CallAsync(cases.Select(each => each.Call));

        ShouldAgree([.. cases.Select(each => each.Case)], [.. cases.Select(each => each.Expected)], actual);
        foreach (var reason in new[] { InvalidReason.None, InvalidReason.LinkMismatch, InvalidReason.OrderMismatch, InvalidReason.TotalMismatch })
            cases.Count(each => each.Expected == reason).Should().BeGreaterThan(50, $"{reason} must be among the cases");
    }

    private static void ShouldAgree<T>(T[] cases, InvalidReason[] expected, BigInteger?[] actual)
    {
        var different = Enumerable.Range(0, cases.Length)
            .Where(i => actual[i] != (int)expected[i])
            .Select(i => $"C# {expected[i]}, contract {actual[i]?.ToString() ?? "reverts"}: {cases[i]}")
            .Take(5);
        different.Should().BeEmpty();
    }

    private static IEnumerable<Candidate> Candidates()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var program = RandomPrograms.Create(seed).Program;
            var mutations = new InstructionMutations(seed);
            for (var i = 0; i < program.Instructions.Length; i++)
            {
                foreach (var candidate in mutations.Of(program.Instructions[i], i, program.Pages, MutationsEach)) yield return candidate;
            }
        }
    }

    // All pairs of a program's instructions are asked for, linked and adjacent or not.
    private IEnumerable<(InvalidReason Expected, CallInput Call, string Case)> PairCases(int seed)
    {
        var program = RandomPrograms.Create(seed).Program;
        for (var i = 0; i < program.Instructions.Length; i++)
        {
            var next = program.Instructions[i];
            var bytes = InstructionCodec.Encode(next);
            foreach (var pages in new[] { program.Pages, program.Pages with { Body = program.Pages.Body + 1 }, program.Pages with { Output = program.Pages.Output - 1 } })
            {
                var total = new ValidateTotalFunction { Last = bytes, Spaces = DeployedContracts.Encode(pages) };
                yield return (InstructionValidator.ValidateTotal(next, pages), total.CreateCallInput(contracts.Verifier), $"total {i} of seed {seed}, {pages}");
            }
            var first = new ValidateOrderFunction { Previous = [], Next = bytes };
            yield return (InstructionValidator.ValidateOrder(null, next), first.CreateCallInput(contracts.Verifier), $"order {i} of seed {seed} as the first");
            for (var j = 0; j < program.Instructions.Length; j++)
            {
                var other = program.Instructions[j];
                var otherBytes = InstructionCodec.Encode(other);
                var order = new ValidateOrderFunction { Previous = otherBytes, Next = bytes };
                yield return (InstructionValidator.ValidateOrder(other, next), order.CreateCallInput(contracts.Verifier), $"order {j}, {i} of seed {seed}");
                for (var slot = 0; slot < 3; slot++)
                {
                    var link = new ValidateLinkFunction { Consumer = bytes, Slot = slot, Producer = otherBytes };
                    yield return (InstructionValidator.ValidateLink(next, slot, other), link.CreateCallInput(contracts.Verifier), $"link {i}.{slot} to {j} of seed {seed}");
                }
            }
        }
    }
}
