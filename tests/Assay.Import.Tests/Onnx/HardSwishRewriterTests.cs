using Assay.Import.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Import.Tests.Onnx;

public class HardSwishRewriterTests
{
    private const int Size = 64;

    [Theory]
    [InlineData(9)]
    [InlineData(14)]
    public void The_pattern_gives_way_to_the_operator_and_the_numbers_stay(int opset)
    {
        byte[] model = Pattern(opset, "6");

        byte[] fused = HardSwishRewriter.Apply(model, out int count);

        count.Should().Be(1);
        OnnxModel parsed = OnnxReader.Parse(fused);
        parsed.Nodes.Select(node => node.Operator).Should().Equal(opset < 14 ? ["HardSigmoid", "Mul", "Abs"] : ["HardSwish", "Abs"]);
        float[] expected = Run(model), actual = Run(fused);
        actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void What_only_looks_alike_stays_as_it_is()
    {
        byte[] model = Pattern(13, "five");

        HardSwishRewriter.Apply(model, out int count).Should().Equal(model);

        count.Should().Be(0);
    }

    [Theory]
    [InlineData("Clip", "x", "x")]
    [InlineData("Add", "x", "sum")]
    [InlineData("Div", "product", "swish")]
    public void Nodes_with_too_few_inputs_are_left_alone(string operatorName, string input, string output)
    {
        ModelWriter writer = new ModelWriter(13).Input("x", 1, Size).Output("swish")
            .Constant("3", [], 3).Constant("6", [], 6).Constant("0", [], 0);
        writer = operatorName == "Add" ? writer.Node("Add", "sum", [input]) : writer.Node("Add", "sum", ["x", "3"]);
        writer = operatorName == "Clip" ? writer.Node("Clip", "clip", []) : writer.Node("Clip", "clip", ["sum", "0", "6"]);
        writer = writer.Node("Mul", "product", ["x", "clip"]);
        writer = operatorName == "Div" ? writer.Node("Div", output, [input]) : writer.Node("Div", "swish", ["product", "6"]);

        HardSwishRewriter.Apply(writer.Build(), out int count);

        count.Should().Be(0);
    }

    [Fact]
    public void All_hard_swishes_of_the_text_direction_model_are_found()
    {
        HardSwishRewriter.Apply(OnnxReader.ReadFile(Repository.TextDirectionModel), out int count);

        count.Should().Be(18);
    }

    private static byte[] Pattern(int opset, string divisor)
    {
        ModelWriter writer = new ModelWriter(opset).Input("x", 1, Size).Output("y")
            .Constant("3", [], 3).Constant("6", [], 6).Constant("0", [], 0).Constant("five", [], 5)
            .Node("Add", "sum", ["x", "3"]);
        writer = opset < 11
            ? writer.Node("Clip", "clip", ["sum"], ("min", 0f), ("max", 6f))
            : writer.Node("Clip", "clip", ["sum", "0", "6"]);
        return writer.Node("Mul", "product", ["x", "clip"]).Node("Div", "swish", ["product", divisor]).Node("Abs", "y", ["swish"]).Build();
    }

    private static float[] Run(byte[] model)
    {
        using var session = new InferenceSession(model);
        using var run = new RunOptions();
        float[] values = [.. Enumerable.Range(0, Size).Select(i => (i - (Size / 2)) / 6f)];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(values, [1, Size]);
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["x"], [input], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
