using System.Buffers.Binary;
using System.Diagnostics;
using Assay.Import.Tflite;
using Assay.Inference.Testing;
using Google.FlatBuffers;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Tflite;

/// <summary>Files that are damaged, hostile or hold what is not supported: one clear error each.</summary>
public class TfliteReaderTests(ITestOutputHelper output)
{
    private const long MostBytesOfOneImport = 64 * 1024 * 1024;

    private static readonly byte[] s_dense = File.ReadAllBytes(GoldenModel.Get("hello_world_int8").FilePath);
    private static readonly byte[] s_speech = File.ReadAllBytes(GoldenModel.Get("micro_speech").FilePath);

    [Fact]
    public void Reads_the_graph_of_a_real_model()
    {
        TfliteModel model = TfliteReader.Parse(s_speech);

        model.Operators.Select(source => source.Kind).Should().Equal("RESHAPE", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "SOFTMAX");
        model.Tensors[model.Inputs.Single()].Shape.Should().Equal(1, 1960);
        model.Tensors[model.Outputs.Single()].Should().BeEquivalentTo(new { Scale = 1f / 256, ZeroPoint = -128, Name = "labels_softmax" });
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < s_dense.Length; length++)
            Survives(s_dense[..length], $"{length} bytes").Should().BeFalse($"{length} bytes are not the whole file");
    }

    [Fact]
    public void A_byte_changed_anywhere_never_crashes_an_import()
    {
        int refused = 0;
        for (int position = 0; position < s_dense.Length; position++)
        {
            foreach (byte flip in new byte[] { 0x01, 0x80, 0xFF })
            {
                byte[] damaged = [.. s_dense];
                damaged[position] ^= flip;
                refused += Survives(damaged, $"byte {position} ^ {flip}") ? 0 : 1;
            }
        }

        output.WriteLine($"{refused} of {3 * s_dense.Length} refused");
        refused.Should().BePositive();
    }

    [Fact]
    public void Many_changes_never_crash_an_import()
    {
        var random = new Random(20240607);
        Stopwatch clock = Stopwatch.StartNew();
        int cases = 0, refused = 0;
        for (; cases < 3000 && clock.Elapsed < TimeSpan.FromSeconds(15); cases++)
        {
            byte[] damaged = [.. s_speech];
            for (int change = random.Next(1, 9); change > 0; change--)
            {
                // Most of the file is weights; the structure lies at both ends.
                int position = random.Next(3) == 0 ? random.Next(damaged.Length) : (random.Next(2) == 0 ? random.Next(512) : damaged.Length - 1 - random.Next(1536));
                uint value = random.Next(3) switch { 0 => (uint)random.Next(), 1 => uint.MaxValue - (uint)random.Next(64), _ => (uint)random.Next(64) };
                if (random.Next(2) == 0)
                    damaged[position] = (byte)value;
                else if (position + 4 <= damaged.Length)
                    BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(position), value);
            }

            refused += Survives(damaged, $"case {cases}") ? 0 : 1;
        }

        output.WriteLine($"{refused} of {cases} refused");
        cases.Should().BeGreaterThan(500);
        refused.Should().BeGreaterThan(cases / 10);
    }

    [Fact]
    public void Another_kind_of_file_is_named()
    {
        byte[] other = [.. s_dense];
        "ONNX"u8.CopyTo(other.AsSpan(4));

        Refused(other, "*identifier is 'ONNX'; expected 'TFL3'*");
        Refused([], "*0 bytes; expected 1 to*");
    }

    [Fact]
    public void Many_references_to_one_vector_do_not_multiply_it()
    {
        var builder = new FlatBufferBuilder(1024);
        builder.StartVector(4, 8, 4);
        for (int i = 0; i < 8; i++)
            builder.AddInt(1);
        VectorOffset shape = builder.EndVector();
        builder.StartTable(1);
        builder.AddOffset(0, shape.Value, 0);
        int tensor = builder.EndTable();
        builder.StartVector(4, 60_000, 4);
        for (int i = 0; i < 60_000; i++)
            builder.AddOffset(tensor);
        VectorOffset tensors = builder.EndVector();
        builder.StartTable(1);
        builder.AddOffset(0, tensors.Value, 0);
        int graph = builder.EndTable();
        builder.StartVector(4, 1, 4);
        builder.AddOffset(graph);
        VectorOffset graphs = builder.EndVector();
        builder.StartTable(1);
        int buffer = builder.EndTable();
        builder.StartVector(4, 1, 4);
        builder.AddOffset(buffer);
        VectorOffset buffers = builder.EndVector();
        builder.StartTable(5);
        builder.AddUint(0, 3, 0);
        builder.AddOffset(2, graphs.Value, 0);
        builder.AddOffset(4, buffers.Value, 0);
        builder.Finish(builder.EndTable(), "TFL3");

        Refused(builder.SizedByteArray(), "*references add up to more than*");
    }

    [Fact]
    public void An_operator_that_is_not_supported_is_named_with_its_place_and_tensors()
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, 4], 1, 0), to = writer.Tensor([1, 4], 1, 0);

        Refused(writer.Operator(150, [from], to).Build([from], [to]), "Operator 0 (GELU: 't0' to 't1'): the operator is not supported.");
    }

    [Fact]
    public void An_operator_whose_result_nobody_needs_does_not_matter()
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, 4], 1, 0), to = writer.Tensor([1, 4], 1, 0), unused = writer.Tensor([1, 4], 1, 0);

        TfliteProgram.Run(writer.Operator(150, [from], unused).Operator(19, [from], to).Build([from], [to]), [-3, 0, 1, 2]).Should().Equal(0, 0, 1, 2);
    }

    [Theory]
    [InlineData(new[] { 0 }, "*Tensor 1: shape is [0]; expected dimensions of at least 1*")]
    [InlineData(new[] { 70_000, 70_000 }, "*Tensor 1: shape*at most 268435456 elements*")]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "*Tensor 1: shape has 9 elements; expected at most 8*")]
    [InlineData(new[] { 1, 5 }, "*of 't0' Int8 [1, 4]; expected as many elements*")]
    [InlineData(new[] { 1, 1, 1, 2, 2 }, "*'t1'*expected at most 4 dimensions*")]
    public void Shapes_that_do_not_fit_are_refused(int[] shape, string message)
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, 4], 1, 0), to = writer.Tensor(shape, 1, 0);

        Refused(writer.Operator(19, [from], to).Build([from], [to]), message);
    }

    [Theory]
    [InlineData(0f, 0, "*Tensor 1, quantization: scale is a list with 0; expected finite numbers above 0*")]
    [InlineData(float.NaN, 0, "*scale is a list with NaN*")]
    [InlineData(float.PositiveInfinity, 0, "*scale is a list with*finite*")]
    [InlineData(1f, 128, "*zero_point is a list with 128; expected -128 to 127 for Int8*")]
    [InlineData(1e-30f, 0, "*its scales give the factor*expected less than 2^29*")]
    public void Quantisations_that_make_no_sense_are_refused(float scale, int zeroPoint, string message)
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, 4], 1, 0), to = writer.Tensor([1, 4], scale, zeroPoint);

        Refused(writer.Operator(19, [from], to).Build([from], [to]), message);
    }

    [Fact]
    public void Tensors_must_be_written_before_they_are_read_and_only_once()
    {
        var early = new TfliteWriter();
        int a = early.Tensor([4], 1, 0), b = early.Tensor([4], 1, 0), c = early.Tensor([4], 1, 0);
        Refused(early.Operator(19, [b], c).Operator(19, [a], b).Build([a], [c]), "*Operator 0: inputs is tensor 1 ('t1') before anything has written it*");

        var twice = new TfliteWriter();
        (a, b) = (twice.Tensor([4], 1, 0), twice.Tensor([4], 1, 0));
        Refused(twice.Operator(19, [a], b).Operator(19, [a], b).Build([a], [b]), "*Operator 1: outputs is tensor 1*written already*");

        var outside = new TfliteWriter();
        (a, b) = (outside.Tensor([4], 1, 0), outside.Tensor([4], 1, 0));
        Refused(outside.Operator(19, [7], b).Build([a], [b]), "*Operator 0: inputs is a list with tensor 7; expected numbers from 0 to 1*");
    }

    [Fact]
    public void Other_types_are_refused_by_name()
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([4], 1, 0, type: TfliteElementType.Int16), to = writer.Tensor([4], 1, 0, type: TfliteElementType.Int16);

        Refused(writer.Operator(19, [from], to).Build([from], [to]), "*'t0'*type Int16; expected Int8, UInt8*");
    }

    [Fact]
    public void Options_of_another_operator_are_refused()
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([4], 1, 0), to = writer.Tensor([4], 1f / 256, -128);

        Refused(writer.Operator(25, [from], to, 1, _ => { }).Build([from], [to]), "*Operator 0: builtin_options_type is 1; expected 9 for SOFTMAX*");
    }

    private static void Refused(byte[] model, string message) =>
        FluentActions.Invoking(() => TfliteProgram.Import(model)).Should().Throw<ImportException>().WithMessage(message);

    /// <summary>Imports, and returns whether that went well. Anything but success and one clear error fails the test.</summary>
    private static bool Survives(byte[] model, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Record.Exception(() => TfliteProgram.Import(model));
        if (error is not (null or ImportException))
            Assert.Fail($"{what}: {error}");
        if (error is not null && error.Message.Contains('\n', StringComparison.Ordinal))
            Assert.Fail($"{what}: the message has several lines: {error.Message}");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MostBytesOfOneImport)
            Assert.Fail($"{what}: {allocated} bytes were allocated");
        return error is null;
    }
}
