using Assay.Import.Graphs;
using Assay.Import.Onnx;

namespace Assay.Import.Tests.Onnx;

public class OnnxReaderTests
{
    [Fact]
    public void Reads_the_text_direction_classifier()
    {
        OnnxModel model = OnnxReader.Parse(OnnxReader.ReadFile(Repository.TextDirectionModel));

        model.OpsetVersion.Should().Be(9);
        model.Nodes.Count(node => node.Operator == "Conv").Should().Be(53);
        model.Inputs.Should().ContainSingle().Which.Dimensions.Should().Equal(null, 3, null, null);
        model.Outputs.Should().ContainSingle().Which.Name.Should().Be("softmax_0.tmp_0");
    }

    [Fact]
    public void A_model_cut_anywhere_is_refused_with_one_error()
    {
        byte[] model = SmallModel().Build();
        for (int length = 0; length < model.Length; length++)
        {
            byte[] cut = model[..length];
            FluentActions.Invoking(() => FloatGraph.From(OnnxReader.Parse(cut), [1, 2])).Should().Throw<ImportException>($"{length} bytes");
        }
    }

    [Fact]
    public void A_damaged_model_is_read_or_refused_but_never_crashes()
    {
        byte[] model = SmallModel().Build();
        for (int position = 0; position < model.Length; position++)
        {
            foreach (byte flip in new byte[] { 0x01, 0x80, 0xFF })
            {
                byte[] damaged = [.. model];
                damaged[position] ^= flip;
                Exception? error = Record.Exception(() => GraphPasses.Run(FloatGraph.From(OnnxReader.Parse(damaged), [1, 2])));
                error?.Should().BeOfType<ImportException>($"byte {position} ^ {flip}");
            }
        }
    }

    [Theory]
    [InlineData(6, "*operator set 6; expected 7 to 23*")]
    [InlineData(99, "*operator set 99*")]
    public void Unknown_operator_sets_are_refused(long opset, string message) =>
        FluentActions.Invoking(() => OnnxReader.Parse(SmallModel(opset).Build())).Should().Throw<ImportException>().WithMessage(message);

    [Fact]
    public void A_field_written_as_another_kind_is_refused()
    {
        byte[] tensor = ModelWriter.TensorMessage("w", [1], 1, new byte[4], output => ModelWriter.Integer(output, 8, 3));

        FluentActions.Invoking(() => OnnxReader.Parse(new ModelWriter().Tensor(tensor).Build()))
            .Should().Throw<ImportException>().WithMessage("ONNX model: field 8 of a message is written as Varint; expected LengthDelimited.");
    }

    [Fact]
    public void Data_outside_the_file_is_refused()
    {
        byte[] tensor = ModelWriter.TensorMessage("far", [1], 1, [], output => ModelWriter.Integer(output, 14, 1));

        FluentActions.Invoking(() => OnnxReader.Parse(new ModelWriter().Tensor(tensor).Build()))
            .Should().Throw<ImportException>().WithMessage("*'far'*outside the model file*");
    }

    [Theory]
    [InlineData(new[] { 3 }, 1, 8, "*'w'*needs 12 bytes*holds 8*")]
    [InlineData(new[] { -1 }, 1, 4, "*'w'*dimension -1*")]
    [InlineData(new[] { 60_000, 60_000 }, 1, 4, "*'w'*more than*elements*")]
    [InlineData(new[] { 1 }, 10, 2, "*'w'*float16; expected float32*")]
    public void Tensors_that_do_not_fit_are_refused(int[] shape, int type, int bytes, string message)
    {
        byte[] tensor = ModelWriter.TensorMessage("w", shape, type, new byte[bytes]);

        FluentActions.Invoking(() => OnnxReader.Parse(new ModelWriter().Tensor(tensor).Build()))
            .Should().Throw<ImportException>().WithMessage(message);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused() =>
        FluentActions.Invoking(() => OnnxReader.Parse(new ModelWriter().Constant("w", [2], 1, float.NaN).Build()))
            .Should().Throw<ImportException>().WithMessage("*'w': value 1 is NaN*");

    [Fact]
    public void Operators_of_other_domains_are_refused_by_name() =>
        FluentActions.Invoking(() => OnnxReader.Parse(new ModelWriter().Node("com.vendor", "Magic", "y", ["x"], []).Build()))
            .Should().Throw<ImportException>().WithMessage("*com.vendor.Magic (node 'Magic to y')*");

    [Fact]
    public void A_missing_file_is_named() =>
        FluentActions.Invoking(() => OnnxReader.ReadFile("no/such.onnx")).Should().Throw<ImportException>().WithMessage("*no/such.onnx*does not exist*");

    private static ModelWriter SmallModel(long opset = 13) => new ModelWriter(opset)
        .Input("x", -1, 2)
        .Constant("w", [2, 2], 1, 2, 3, 4)
        .Node("MatMul", "y", ["x", "w"])
        .Node("Softmax", "z", ["y"], ("axis", 1))
        .Output("z");
}
