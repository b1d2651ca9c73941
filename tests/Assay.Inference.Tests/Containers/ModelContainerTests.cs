using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Assay.Inference.Testing;
using Assay.Primitives;

namespace Assay.Inference.Tests.Containers;

public sealed class ModelContainerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-container");

    private string ModelPath => Path.Combine(_folder.FullName, "model.assay");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_written_model_is_read_back_and_runs_from_the_mapped_file()
    {
        RandomCase random = RandomPrograms.Create(0);
        InferenceProgram described = Describe(random.Program);

        ModelCommitment written = ModelContainer.Write(ModelPath, described);
        using ModelContainer container = ModelContainer.Open(ModelPath);

        container.Commitment.Should().Be(written);
        container.Program.Name.Should().Be(described.Name);
        container.Program.Instructions.Should().Equal(described.Instructions);
        container.Program.Inputs.Should().Equal(described.Inputs);
        container.Program.Outputs.Should().Equal(described.Outputs);
        container.Program.Constants.ToArray().Should().Equal(described.Constants.ToArray());
        container.Program.Labels.Should().Equal("cat", "dog");
        container.Program.Preprocessing!.Mean.Should().Equal(0.5, 0.25, 0.125);
        using var own = new ReferenceExecutor(random.Program);
        using var mapped = new ReferenceExecutor(container.Program);
        mapped.Run(random.Inputs).OutputSpace.ToArray().Should().Equal(own.Run(random.Inputs).OutputSpace.ToArray());
    }

    [Fact]
    public void The_constants_are_the_mapped_file_and_no_copy_of_it()
    {
        var shape = new TensorShape(1, 64, 512, 256);
        byte[] bytes = new byte[shape.ByteLength(ElementType.Int8)];
        new Random(1).NextBytes(bytes);
        var builder = new ProgramBuilder("large");
        TensorHandle input = builder.AddInput("input", ElementType.Int8, shape), constant = builder.AddConstant(ElementType.Int8, shape, bytes);
        builder.MarkOutput(builder.Add(new RescaledOperand(input), new RescaledOperand(constant), ElementType.Int8, Epilogue.Narrow), "sum");
        ModelContainer.Write(ModelPath, builder.Build());

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        using ModelContainer container = ModelContainer.Open(ModelPath);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        MemoryMarshal.TryGetArray(container.Program.Constants, out _).Should().BeFalse("an array would be a copy");
        container.Program.Constants.Span.SequenceEqual(bytes).Should().BeTrue();
        allocated.Should().BeLessThan(bytes.Length * 3 / 4, "the hashes of the tree are half as large as the constants, and nothing else is large");
    }

    [Fact]
    public void Programs_of_every_kind_survive()
    {
        for (int seed = 0; seed < 45; seed++)
        {
            InferenceProgram program = RandomPrograms.Create(seed).Program;
            ModelCommitment written = ModelContainer.Write(ModelPath, program);
            using ModelContainer container = ModelContainer.Open(ModelPath);
            container.Commitment.Should().Be(written);
        }
    }

    [Fact]
    public void Constants_start_on_a_multiple_of_4096()
    {
        ModelContainer.Write(ModelPath, RandomPrograms.Create(0).Program);

        BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(ModelPath).AsSpan(32)).Should().BePositive().And.Match(offset => offset % 4096 == 0);
    }

    [Fact]
    public void Every_mutated_or_truncated_file_is_refused_with_its_path()
    {
        byte[] good = WriteGood();
        var random = new Random(20_240_601);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = Mutate(good, random);
            File.WriteAllBytes(ModelPath, bad);
            Action open = () => ModelContainer.Open(ModelPath).Dispose();
            if (bad.AsSpan().SequenceEqual(good))
                continue;
            open.Should().Throw<ModelFormatException>($"mutation {i}").Which.Message.Should().Contain(ModelPath);
        }
    }

    [Fact]
    public void A_mutated_header_with_a_matching_hash_is_refused_or_still_the_same_model()
    {
        byte[] good = WriteGood();
        using ModelContainer original = ModelContainer.Open(ModelPath);
        Digest modelId = original.Commitment.ModelId;
        string other = Path.Combine(_folder.FullName, "other.assay");
        int headerLength = BinaryPrimitives.ReadInt32LittleEndian(good.AsSpan(12));
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] bad = [.. good];
            for (int change = random.Next(1, 4); change > 0; change--)
                bad[128 + random.Next(headerLength)] = (byte)random.Next(32, 127);
            Keccak256.Hash(bad.AsSpan(128, headerLength)).CopyTo(bad, 64);
            File.WriteAllBytes(other, bad);
            try
            {
                using ModelContainer container = ModelContainer.Open(other);
                container.Commitment.ModelId.Should().Be(modelId);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        refused.Should().BeGreaterThan(500);
    }

    [Fact]
    public void A_wrong_constant_is_refused_with_both_roots()
    {
        byte[] bytes = WriteGood();
        string expected;
        using (ModelContainer container = ModelContainer.Open(ModelPath))
            expected = container.Commitment.ConstantsRoot.ToString();
        bytes[^1] ^= 1;
        File.WriteAllBytes(ModelPath, bytes);

        Action open = () => ModelContainer.Open(ModelPath);

        open.Should().Throw<ModelFormatException>().WithMessage($"*constants root should be {expected}, but is 0x*");
    }

    [Fact]
    public void A_header_that_declares_another_model_id_is_refused_with_both()
    {
        byte[] bytes = WriteGood();
        string modelId;
        using (ModelContainer container = ModelContainer.Open(ModelPath))
            modelId = container.Commitment.ModelId.ToString();
        int headerLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        int at = bytes.AsSpan(0, 128 + headerLength).IndexOf(Encoding.UTF8.GetBytes(modelId));
        bytes[at + 2] = bytes[at + 2] == (byte)'0' ? (byte)'1' : (byte)'0';
        Keccak256.Hash(bytes.AsSpan(128, headerLength)).CopyTo(bytes, 64);
        File.WriteAllBytes(ModelPath, bytes);

        Action open = () => ModelContainer.Open(ModelPath);

        open.Should().Throw<ModelFormatException>().WithMessage($"*model id should be 0x*, but is {modelId}*");
    }

    [Fact]
    public void A_cancelled_write_leaves_the_old_file_and_nothing_beside_it()
    {
        byte[] good = WriteGood();

        Action write = () => ModelContainer.Write(ModelPath, RandomPrograms.Create(3).Program, new CancellationToken(true));

        write.Should().Throw<OperationCanceledException>();
        File.ReadAllBytes(ModelPath).Should().Equal(good);
        _folder.GetFiles().Should().ContainSingle();
    }

    [Fact]
    public void The_memory_of_a_disposed_container_cannot_be_read()
    {
        WriteGood();
        ModelContainer container = ModelContainer.Open(ModelPath);
        ReadOnlyMemory<byte> constants = container.Program.Constants;
        container.Dispose();

        Action read = () => _ = constants.Span[0];

        read.Should().Throw<ObjectDisposedException>();
    }

    private byte[] WriteGood()
    {
        ModelContainer.Write(ModelPath, Describe(RandomPrograms.Create(0).Program));
        return File.ReadAllBytes(ModelPath);
    }

    private static InferenceProgram Describe(InferenceProgram program) => new(
        program.Name, program.Instructions, program.Constants, program.Inputs, program.Outputs, program.Pages)
    {
        Labels = ["cat", "dog"],
        Preprocessing = new ImagePreprocessing(ChannelOrder.Bgr, ImageFit.PadRight, [0.5, 0.25, 0.125], [0.5, 0.5, 1]),
    };

    private static byte[] Mutate(byte[] good, Random random)
    {
        // Half of the changes hit the prefix, the header or the program, which are small beside the constants.
        int reach = random.Next(2) == 0 ? Math.Min(good.Length, 3000) : good.Length;
        int at = random.Next(reach);
        byte[] bad = [.. good];
        switch (random.Next(6))
        {
            case 0:
                bad[at] ^= (byte)(1 << random.Next(8));
                return bad;
            case 1:
                bad[at] = (byte)random.Next(256);
                return bad;
            case 2:
                random.NextBytes(bad.AsSpan(at, Math.Min(random.Next(1, 9), bad.Length - at)));
                return bad;
            case 3:
                bad.AsSpan(at, Math.Min(random.Next(1, 600), bad.Length - at)).Fill(random.Next(2) == 0 ? (byte)0 : (byte)0xFF);
                return bad;
            case 4:
                return bad[..at];
            default:
                return [.. bad[..at], .. new byte[random.Next(1, 5000)], .. bad[at..]];
        }
    }
}
