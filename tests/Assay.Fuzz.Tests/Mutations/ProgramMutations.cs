using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Assay.Fuzz.Tests.Models;
using Assay.Inference;

namespace Assay.Fuzz.Tests.Mutations;

/// <summary>Changes to a program file after which its roots are those of its bytes again, so that only the rules of the arithmetic can refuse it.</summary>
internal static class ProgramMutations
{
    private static readonly int[] s_fieldOffsets = [4, 8, 12, 16, 20, 32, 72, 112, 116, 120, 160, 164, 168, 204, 208];

    internal static byte[] Apply(byte[] original, FuzzRandom random)
    {
        var file = ProgramFile.Parse(original);
        int changes = random.Chance(60) ? 1 : 2 + random.Below(3);
        for (int i = 0; i < changes; i++)
            file = Once(file, random);
        file.UpdateRoots();
        return file.Encode(original);
    }

    private static ProgramFile Once(ProgramFile file, FuzzRandom random)
    {
        switch (random.Below(8))
        {
            case 0 when file.Constants.Length > 0:
                file.Constants[random.Below(file.Constants.Length)] = (byte)random.NextBits();
                return file;
            case 1:
                ChangeHeader(file.Header, random);
                return file;
            case 2:
                int at = InstructionCodec.Size * random.Below(file.Instructions.Length / InstructionCodec.Size);
                byte[] copy = file.Instructions[at..(at + InstructionCodec.Size)];
                return file with { Instructions = [.. file.Instructions[..at], .. copy, .. file.Instructions[at..]] };
            default:
                ChangeInstruction(file.Instructions, random);
                return file;
        }
    }

    /// <summary>A field of an instruction at an extreme, another byte, or the type, the operator and the epilogue by their small codes.</summary>
    private static void ChangeInstruction(byte[] instructions, FuzzRandom random)
    {
        int start = InstructionCodec.Size * random.Below(instructions.Length / InstructionCodec.Size);
        Span<byte> bytes = instructions.AsSpan(start, InstructionCodec.Size);
        switch (random.Below(5))
        {
            case 0:
                bytes[random.Below(InstructionCodec.Size)] = (byte)random.Integer(0);
                break;
            case 1:
                bytes[random.Pick<int>([1, 2, 3, 24, 25])] = (byte)random.Below(34);
                break;
            case 2:
                // Operands and windows have fields of 16 bits too.
                Span<byte> half = bytes[(2 * random.Below(InstructionCodec.Size / 2))..];
                BinaryPrimitives.WriteUInt16BigEndian(half, (ushort)random.Integer(BinaryPrimitives.ReadUInt16BigEndian(half)));
                break;
            default:
                Span<byte> field = bytes[(random.Chance(50) ? random.Pick(s_fieldOffsets) : 4 * random.Below(InstructionCodec.Size / 4))..];
                BinaryPrimitives.WriteInt32BigEndian(field, (int)random.Integer(BinaryPrimitives.ReadInt32BigEndian(field)));
                break;
        }
    }

    private static void ChangeHeader(JsonObject header, FuzzRandom random)
    {
        JsonArray tensors = header[random.Chance(50) ? "inputs" : "outputs"]!.AsArray();
        switch (random.Below(6))
        {
            case 0:
                header["pages"]![random.Pick(["input", "constants", "body", "output"])] = random.Integer(1);
                break;
            case 1:
                header["profileVersion"] = random.Integer(1);
                break;
            case 2:
                header["labels"] = new JsonArray(random.Chance(50) ? "label" : null);
                break;
            case 3 when tensors.Count > 0:
                tensors[random.Below(tensors.Count)]!["page"] = random.Integer(0);
                break;
            case 4 when tensors.Count > 0:
                tensors[random.Below(tensors.Count)]!["type"] = random.Pick(["Int8", "Int16", "Int32", "Int64"]);
                break;
            default:
                if (tensors.Count > 0)
                    tensors[random.Below(tensors.Count)]!["shape"]!.AsArray()[random.Below(4)] = random.Integer(1);
                break;
        }
    }
}
