using System.Buffers.Binary;
using Assay.Primitives;

namespace Assay.Inference;

/// <summary>What a program is by content: the fields of a registered model and its id.</summary>
/// <param name="ProgramRoot">The root over the instructions.</param>
/// <param name="InstructionCount">The number of instructions.</param>
/// <param name="ConstantsRoot">The root of the constants space.</param>
/// <param name="Pages">The page counts of the four spaces.</param>
/// <param name="InterfaceHash">The hash over the types, pages and shapes of inputs and outputs.</param>
public sealed record ModelCommitment(Digest ProgramRoot, uint InstructionCount, Digest ConstantsRoot, PageCounts Pages, Digest InterfaceHash)
{
    private const int WordSize = 32;

    /// <summary>The model id: the hash of all fields and the profile version.</summary>
    public Digest ModelId { get; } = HashFields(ProgramRoot, InstructionCount, ConstantsRoot, Pages, InterfaceHash);

    /// <summary>Hashes a program. Its constants are the larger part of the work.</summary>
    public static ModelCommitment Of(InferenceProgram program, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Of(program, new ProgramTree(program), new PagedTree(program.Constants, cancellationToken));
    }

    /// <summary>As the other overload, from trees that exist already.</summary>
    public static ModelCommitment Of(InferenceProgram program, ProgramTree instructions, ITreeView constants)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(instructions);
        ArgumentNullException.ThrowIfNull(constants);
        return new ModelCommitment(instructions.Root, (uint)program.Instructions.Length, constants.Root, program.Pages, HashInterface(program));
    }

    private static Digest HashInterface(InferenceProgram program)
    {
        using var bytes = new MemoryStream();
        WriteTensors(bytes, program.Inputs);
        WriteTensors(bytes, program.Outputs);
        return new Digest(Keccak256.Hash(bytes.ToArray()));
    }

    private static void WriteTensors(MemoryStream target, IReadOnlyCollection<TensorDescriptor> tensors)
    {
        target.WriteByte(checked((byte)tensors.Count));
        Span<byte> fields = stackalloc byte[1 + (5 * sizeof(uint))];
        foreach (TensorDescriptor tensor in tensors)
        {
            fields[0] = (byte)tensor.Type;
            BinaryPrimitives.WriteUInt32BigEndian(fields[1..], tensor.Page);
            for (int i = 0; i < 4; i++)
                BinaryPrimitives.WriteInt32BigEndian(fields[(5 + (4 * i))..], tensor.Shape[i]);
            target.Write(fields);
        }
    }

    // abi.encode of ten static values: one 32-byte word each.
    private static Digest HashFields(Digest programRoot, uint instructionCount, Digest constantsRoot, PageCounts pages, Digest interfaceHash)
    {
        byte[] words = new byte[10 * WordSize];
        Keccak256.Hash("Assay model 1"u8).CopyTo(words, 0);
        WriteWord(words, 1, InferenceProgram.ProfileVersion);
        programRoot.CopyTo(words.AsSpan(2 * WordSize));
        WriteWord(words, 3, instructionCount);
        constantsRoot.CopyTo(words.AsSpan(4 * WordSize));
        WriteWord(words, 5, pages.Input);
        WriteWord(words, 6, pages.Constants);
        WriteWord(words, 7, pages.Body);
        WriteWord(words, 8, pages.Output);
        interfaceHash.CopyTo(words.AsSpan(9 * WordSize));
        return new Digest(Keccak256.Hash(words));
    }

    private static void WriteWord(byte[] words, int index, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(words.AsSpan(((index + 1) * WordSize) - sizeof(uint)), value);
}
