using Assay.Contracts.OneStepVerifier.ContractDefinition;
using Assay.Inference;
using Assay.Inference.Testing;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Verifier.Tests;

/// <summary>Witnesses as calls of the verifier.</summary>
internal static class StepCalls
{
    /// <summary>The call that proves a step.</summary>
    /// <param name="claim">The run that the step belongs to.</param>
    /// <param name="witness">Its witness.</param>
    /// <param name="chunks">The witness's chunks, or others.</param>
    /// <param name="verifier">The contract's address.</param>
    internal static CallInput Of(Claim claim, StepWitness witness, byte[] chunks, string verifier)
    {
        var instruction = witness.Instruction.ToArray();
        var spaces = DeployedContracts.Encode(claim.Roots);
        List<byte[]> siblings = [.. witness.Siblings.Select(sibling => sibling.ToArray())];
        return witness.Kind switch
        {
            StepKind.Whole => new RecomputeElementFunction
            {
                Instruction = instruction,
                Element = witness.Element,
                Spaces = spaces,
                Chunks = chunks,
                Siblings = siblings,
            }.CreateCallInput(verifier),
            StepKind.Segment => new AccumulateSegmentFunction
            {
                Instruction = instruction,
                Element = witness.Element,
                Segment = witness.Segment,
                Accumulator = witness.Accumulator,
                Spaces = spaces,
                Chunks = chunks,
                Siblings = siblings,
            }.CreateCallInput(verifier),
            _ => new FinishElementFunction
            {
                Instruction = instruction,
                Element = witness.Element,
                Accumulator = witness.Accumulator,
                Spaces = spaces,
                Chunks = chunks,
                Siblings = siblings,
            }.CreateCallInput(verifier),
        };
    }
}
