using System.Buffers.Binary;
using Assay.Contracts.OneStepVerifier.ContractDefinition;
using Assay.Inference;
using Assay.Inference.Testing;
using Nethereum.Contracts;

namespace Assay.Verifier.Tests;

/// <summary>
/// Steps for the Solidity tests, as calls with their expected answers: of each operator that those tests do not build themselves, the smallest step of each kind with each
/// epilogue. With <c>ASSAY_WRITE_VECTORS=1</c> the file is written, otherwise it must be what would be written.
/// </summary>
public sealed class StepVectorFileTests
{
    private const int Rounds = 25;
    private const string Nowhere = "0x0000000000000000000000000000000000000000";

    [Fact]
    public void The_file_for_the_Solidity_tests_is_up_to_date()
    {
        var content = "0x" + Convert.ToHexStringLower(Encode([.. Cases()])) + "\n";
        var path = Path.Combine(Root(), "tests", "contracts", "proof", "vectors", "steps.hex");
        if (Environment.GetEnvironmentVariable("ASSAY_WRITE_VECTORS") == "1")
            File.WriteAllText(path, content);
        File.ReadAllText(path).Should().Be(content, "run this test with ASSAY_WRITE_VECTORS=1 to bring the file up to date");
    }

    private static IEnumerable<byte[][]> Cases()
    {
        var smallest = new SortedDictionary<string, (Claim Claim, StepWitness Witness)>(StringComparer.Ordinal);
        for (var seed = 0; seed < Rounds * OpcodeExtensions.All.Count; seed++)
        {
            var claim = Claim.Run(seed);
            foreach (var witness in claim.SomeWitnesses())
            {
                if (Category(claim.Random.Program.Instructions[witness.InstructionIndex], witness) is { } category
                    && (!smallest.TryGetValue(category, out var other) || Size(witness) < Size(other.Witness)))
                {
                    smallest[category] = (claim, witness);
                }
            }
        }

        return smallest.Values.Select(step => Case(step.Claim, step.Witness));
    }

    private static string? Category(Instruction instruction, StepWitness witness)
    {
        var isPlain = instruction is { Opcode: <= Opcode.Rescale, Parameter: 0, UnsignedInput: false, UnsignedOutput: false, Records: null, Epilogue.PerChannelSecond: false };
        var variant = (instruction.Parameter != 0, instruction.UnsignedInput, instruction.UnsignedOutput, instruction.Records is not null, instruction.Epilogue.PerChannelSecond);
        if (isPlain) return null;
        if (Shape(instruction, witness) is { } shape) return $"{instruction.Opcode} {witness.Kind} {shape}";
        return $"{instruction.Opcode} {instruction.Epilogue.Kind} {witness.Kind} {variant}";
    }

    // Of operators that are not element-wise, what decides how the contract reads the operands; epilogues are alike for all.
    private static object? Shape(Instruction instruction, StepWitness witness) => instruction switch
    {
        { Opcode: Opcode.TransposeConv2D } => (instruction.A.Shape.Channels > 256, instruction.Window!.StrideX > 1, witness.Chunks.Length > 4 * Memory.ChunkSize),
        { Opcode: Opcode.AvgPool2D } => (instruction.A.Type, instruction.A.Shape.Channels * instruction.A.Type.Size() > 256),
        { Opcode: Opcode.MatMul } => instruction.B!.Shape.Height == 1,
        { Reduction: { } reduction } => (instruction.A.Type, reduction.Inner == 1, reduction.Inner * instruction.A.Type.Size() > 256),
        { Opcode: Opcode.Gather } => instruction.A.Shape.Height == 1,
        { Reindex: { } reindex } => (reindex.Mode, witness.Chunks.IsEmpty),
        { Resize: { } resize } => (resize.Mode, instruction.A.Type),
        { Opcode: Opcode.Concat } => witness.Element == 0,
        _ => null,
    };

    private static int Size(StepWitness witness) => witness.Chunks.Length + (32 * witness.Siblings.Count);

    // The call that judges the instruction, the call that proves the step, and the word that the latter answers.
    private static byte[][] Case(Claim claim, StepWitness witness)
    {
        var judged = new ValidateInstructionFunction
        {
            Instruction = witness.Instruction.ToArray(),
            Index = witness.InstructionIndex,
            Spaces = DeployedContracts.Encode(claim.Roots),
        }.CreateCallInput(Nowhere);
        var proven = StepCalls.Of(claim, witness, witness.Chunks.ToArray(), Nowhere);
        var word = new byte[32];
        word.AsSpan().Fill(witness.Result < 0 ? (byte)0xff : (byte)0);
        BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(28), witness.Result);
        return [Primitives.Hex.Decode(judged.Data), Primitives.Hex.Decode(proven.Data), word];
    }

    /// <summary>The ABI's encoding of one <c>bytes[][]</c>.</summary>
    private static byte[] Encode(byte[][][] cases) =>
        [.. Word(32), .. Sequence([.. cases.Select(fields => Sequence([.. fields.Select(Bytes)]))])];

    private static byte[] Sequence(byte[][] encoded)
    {
        List<byte> bytes = [.. Word(encoded.Length)];
        var offset = 32 * encoded.Length;
        foreach (var item in encoded)
        {
            bytes.AddRange(Word(offset));
            offset += item.Length;
        }

        return [.. bytes, .. encoded.SelectMany(item => item)];
    }

    private static byte[] Bytes(byte[] content) => [.. Word(content.Length), .. content, .. new byte[(32 - (content.Length % 32)) % 32]];

    private static byte[] Word(int value)
    {
        var word = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(28), value);
        return word;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Assay.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
