using Assay.Import.Evaluation;
using Assay.Import.Tflite;
using Assay.Inference;

namespace Assay.Import.Tests.Tflite;

/// <summary>Inputs and outputs: unsigned, float, copied.</summary>
public class EdgeTests
{
    private const int Quantize = 114, Dequantize = 6, Relu = 19;

    [Fact]
    public void Unsigned_bytes_become_signed_ones_and_back()
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([256], 0.1f, 100, type: TfliteElementType.UInt8), inside = writer.Tensor([256], 0.1f, -28);
        int to = writer.Tensor([256], 0.2f, 50, type: TfliteElementType.UInt8);
        byte[] model = writer.Operator(Quantize, [from], inside).Operator(Quantize, [inside], to).Build([from], [to]);

        sbyte[] actual = TfliteProgram.Run(model, [.. Enumerable.Range(0, 256).Select(value => (sbyte)value)]);

        InferenceProgram program = TfliteProgram.Import(model);
        program.Inputs.Single().Should().BeEquivalentTo(new { IsUnsigned = true, ZeroPoint = 100, Maximum = 255 });
        program.Outputs.Single().Should().BeEquivalentTo(new { IsUnsigned = true, ZeroPoint = 50 });
        OutputValues.Read(program.Outputs.Single(), [0, 50, 255]).Should().Equal([-10, 0, 41], (a, b) => Math.Abs(a - b) < 1e-5);
        actual.Select(value => (int)(byte)value).Should().Equal(
            Enumerable.Range(0, 256).Select(value => Math.Clamp(KernelArithmetic.Multiply(value - 100, (double)0.1f / 0.2f) + 50, 0, 255)));
    }

    [Fact]
    public void A_model_with_float_edges_begins_and_ends_with_its_integers()
    {
        var writer = new TfliteWriter();
        int real = writer.Tensor([1, 4], TfliteElementType.Float32, [], [], 0, null), from = writer.Tensor([1, 4], 0.5f, 3);
        int to = writer.Tensor([1, 4], 0.25f, -7), result = writer.Tensor([1, 4], TfliteElementType.Float32, [], [], 0, null);
        writer.Operator(Quantize, [real], from).Operator(Relu, [from], to).Operator(Dequantize, [to], result);

        InferenceProgram program = TfliteProgram.Import(writer.Build([real], [result]));

        program.Inputs.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "t0", Scale = 0.5, ZeroPoint = 3 });
        program.Outputs.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "t3", Scale = 0.25, ZeroPoint = -7 });
        TfliteProgram.Run(program, [3, 4, 0, 13]).Should().Equal(-7, -5, -7, 13);
    }

    [Fact]
    public void Outputs_that_are_inputs_or_the_same_tensor_twice_are_copied()
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, 4], 1, 2), to = writer.Tensor([1, 4], 1, 2), view = writer.Tensor([4], 1, 2), same = writer.Tensor([2, 2], 1, 2);
        writer.Operator(Relu, [from], to).Operator(22, [to], view).Operator(22, [from], same);

        InferenceProgram program = TfliteProgram.Import(writer.Build([from], [to, view, same]));

        byte[][] results = TfliteProgram.RunAll<byte>(program, [1, 2, 3, 4]);
        program.Outputs.Select((output, i) => (output.Name, Convert.ToHexString(results[i]))).Should().BeEquivalentTo(
            [("t1", "02020304"), ("t2", "02020304"), ("t3", "01020304")]);
    }

    [Fact]
    public void A_float_input_that_arithmetic_reads_is_refused()
    {
        var writer = new TfliteWriter();
        int real = writer.Tensor([4], TfliteElementType.Float32, [], [], 0, null), to = writer.Tensor([4], TfliteElementType.Float32, [], [], 0, null);

        FluentActions.Invoking(() => TfliteProgram.Import(writer.Operator(Relu, [real], to).Build([real], [to])))
            .Should().Throw<ImportException>().WithMessage("*'t0'*a float input that 1 operators read; expected one QUANTIZE*");
    }
}
