using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Model;

public class InstructionCodecTests
{
    [Fact]
    public void Instructions_survive_encoding_and_decoding()
    {
        for (int seed = 0; seed < 180; seed++)
        {
            foreach (Instruction instruction in RandomPrograms.Create(seed).Program.Instructions)
            {
                byte[] bytes = InstructionCodec.Encode(instruction);

                bytes.Should().HaveCount(InstructionCodec.Size);
                InstructionCodec.Decode(bytes).Should().Be(instruction);
            }
        }
    }

    [Fact]
    public void Every_change_of_a_byte_is_refused_or_decodes_to_another_instruction_with_those_bytes()
    {
        var random = new Random(5);
        int refused = 0;
        for (int seed = 0; seed < 36; seed++)
        {
            Instruction instruction = RandomPrograms.Create(seed).Program.Instructions[0];
            for (int i = 0; i < InstructionCodec.Size; i++)
            {
                byte[] bytes = InstructionCodec.Encode(instruction);
                bytes[i] ^= (byte)random.Next(1, 256);
                try
                {
                    Instruction decoded = InstructionCodec.Decode(bytes);
                    decoded.Should().NotBe(instruction);
                    InstructionCodec.Encode(decoded).Should().Equal(bytes);
                }
                catch (FormatException)
                {
                    refused++;
                }
            }
        }

        refused.Should().BeInRange(36 * 40, 36 * 200);
    }

    [Fact]
    public void Bytes_of_another_length_version_or_opcode_are_refused_by_name()
    {
        byte[] bytes = InstructionCodec.Encode(RandomPrograms.Create(0).Program.Instructions[0]);

        Refusal(bytes[..223]).Should().Be("An instruction has 224 bytes, but there are 223.");
        Refusal(Change(bytes, 0, 2)).Should().Be("The instruction's version must be 1, but is 2.");
        Refusal(Change(bytes, 1, 32)).Should().Be("The instruction's opcode must be that of an operator, but is 32.");
        Refusal(Change(bytes, 26, 1)).Should().Contain("must be zero");
    }

    private static string Refusal(byte[] bytes)
    {
        Action decode = () => InstructionCodec.Decode(bytes);
        return decode.Should().Throw<FormatException>().Which.Message;
    }

    private static byte[] Change(byte[] bytes, int offset, byte value)
    {
        byte[] changed = [.. bytes];
        changed[offset] = value;
        return changed;
    }
}
