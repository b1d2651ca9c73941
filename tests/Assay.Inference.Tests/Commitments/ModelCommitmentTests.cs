using System.Buffers.Binary;
using Assay.Inference.Testing;
using Assay.Primitives;

namespace Assay.Inference.Tests.Commitments;

public class ModelCommitmentTests
{
    [Fact]
    public void The_model_id_is_the_hash_of_ten_words()
    {
        InferenceProgram program = RandomPrograms.Create(4).Program;

        ModelCommitment model = ModelCommitment.Of(program);

        byte[][] words =
        [
            Keccak256.Hash("Assay model 1"u8), Word(1), model.ProgramRoot.ToArray(), Word((uint)program.Instructions.Length), new PagedTree(program.Constants).Root.ToArray(),
            Word(program.Pages.Input), Word(program.Pages.Constants), Word(program.Pages.Body), Word(program.Pages.Output), model.InterfaceHash.ToArray(),
        ];
        model.ModelId.ToArray().Should().Equal(Keccak256.Hash([.. words.SelectMany(word => word)]));
    }

    [Fact]
    public void The_interface_hash_covers_type_page_and_shape_of_every_tensor()
    {
        var builder = new ProgramBuilder("two inputs");
        TensorHandle first = builder.AddInput("a", ElementType.Int8, new TensorShape(1, 2, 3, 100));
        TensorHandle second = builder.AddInput("b", ElementType.Int16, new TensorShape(1, 1, 1, 1));
        builder.MarkOutput(builder.Mul(first, second, ElementType.Int32, Epilogue.Narrow), "product");

        ModelCommitment model = ModelCommitment.Of(builder.Build());

        byte[] expected =
        [
            2,
            0, .. Number(0), .. Number(1), .. Number(2), .. Number(3), .. Number(100),
            1, .. Number(2), .. Number(1), .. Number(1), .. Number(1), .. Number(1),
            1,
            2, .. Number(0), .. Number(1), .. Number(2), .. Number(3), .. Number(100),
        ];
        model.InterfaceHash.ToArray().Should().Equal(Keccak256.Hash(expected));
    }

    [Fact]
    public void Every_instruction_is_proven_by_one_sibling_per_level()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            InferenceProgram program = RandomPrograms.Create(seed).Program;
            var tree = new ProgramTree(program);
            for (int i = 0; i < program.Instructions.Length; i++)
            {
                byte[] bytes = InstructionCodec.Encode(program.Instructions[i]);
                Digest[] proof = tree.Proof(i);
                proof.Should().HaveCount(TreeHash.Depth(program.Instructions.Length));
                ProgramTree.RootOf(bytes, i, proof).Should().Be(tree.Root);
                bytes[223] ^= 1;
                ProgramTree.RootOf(bytes, i, proof).Should().NotBe(tree.Root);
            }
        }
    }

    [Fact]
    public void Locations_of_the_trace_name_instruction_and_element_or_padding()
    {
        InferenceProgram program = RandomPrograms.Create(10).Program;
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            long last = instruction.OutputByteLength - 1;
            long page = instruction.OutputPage + (last / Memory.PageSize);
            int offset = (int)(last % Memory.PageSize);

            TraceLocation.Of(program, instruction.OutputSpace, page, offset).Should().Be(new TraceLocation(i, instruction.OutputShape.Elements - 1));
            if (offset + 1 < Memory.PageSize)
                TraceLocation.Of(program, instruction.OutputSpace, page, offset + 1).Should().Be(new TraceLocation(i, -1));
        }
    }

    private static byte[] Word(uint value) => [.. new byte[28], .. Number(value)];

    private static byte[] Number(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
