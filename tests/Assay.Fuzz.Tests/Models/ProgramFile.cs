using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Assay.Inference;
using Assay.Primitives;

namespace Assay.Fuzz.Tests.Models;

/// <summary>The parts of a program file, which can be changed and put together again, with the hash and the roots that they have then.</summary>
internal sealed record ProgramFile(JsonObject Header, byte[] Instructions, byte[] Constants)
{
    private const int PrefixSize = 128, HeaderHashOffset = 64, LengthsOffset = 8, ProgramAlignment = 16, ConstantsAlignment = 4096;

    internal static ProgramFile Parse(ReadOnlySpan<byte> file)
    {
        int header = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        int program = (int)BinaryPrimitives.ReadInt64LittleEndian(file[16..]), programLength = (int)BinaryPrimitives.ReadInt64LittleEndian(file[24..]);
        int constants = (int)BinaryPrimitives.ReadInt64LittleEndian(file[32..]);
        return new ProgramFile(
            (JsonObject)JsonNode.Parse(file.Slice(PrefixSize, header))!, file.Slice(program, programLength).ToArray(), file[constants..].ToArray());
    }

    /// <summary>Writes the roots of the changed parts into the header, as far as the parts can be read at all.</summary>
    internal void UpdateRoots()
    {
        if (Commit() is not { } commitment)
            return;
        Header["modelId"] = commitment.ModelId.ToString();
        Header["programRoot"] = commitment.ProgramRoot.ToString();
        Header["constantsRoot"] = commitment.ConstantsRoot.ToString();
    }

    /// <summary>The file, every part where it belongs and the header with its own hash.</summary>
    internal byte[] Encode(ReadOnlySpan<byte> original)
    {
        byte[] header = System.Text.Encoding.UTF8.GetBytes(Header.ToJsonString());
        int program = Align(PrefixSize + header.Length, ProgramAlignment), constants = Align(program + Instructions.Length, ConstantsAlignment);
        byte[] file = new byte[constants + Constants.Length];
        original[..(LengthsOffset + sizeof(int))].CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), header.Length);
        long[] places = [program, Instructions.Length, constants, Constants.Length, file.Length];
        for (int i = 0; i < places.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16 + (sizeof(long) * i)), places[i]);
        Keccak256.Hash(header).CopyTo(file, HeaderHashOffset);
        header.CopyTo(file, PrefixSize);
        Instructions.CopyTo(file, program);
        Constants.CopyTo(file, constants);
        return file;
    }

    private ModelCommitment? Commit()
    {
        try
        {
            ImmutableArray<Instruction> instructions =
            [
                .. Instructions.Chunk(InstructionCodec.Size).Select(bytes => InstructionCodec.Decode(bytes)),
            ];
            JsonNode pages = Header["pages"]!;
            var counts = new PageCounts((uint)pages["input"]!, (uint)pages["constants"]!, (uint)pages["body"]!, (uint)pages["output"]!);
            return ModelCommitment.Of(new InferenceProgram("fuzz", instructions, Constants, Tensors("inputs"), Tensors("outputs"), counts));
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private ImmutableArray<TensorDescriptor> Tensors(string list) =>
    [
        .. Header[list]!.AsArray().Select(tensor => new TensorDescriptor(
            "", Enum.Parse<ElementType>((string)tensor!["type"]!), TensorShape.FromDimensions([.. tensor["shape"]!.AsArray().Select(size => (int)size!)]),
            (uint)tensor["page"]!, 1, 0)),
    ];

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
