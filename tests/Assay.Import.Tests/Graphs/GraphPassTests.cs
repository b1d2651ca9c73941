using Assay.Import.Graphs;
using Assay.Import.Onnx;

namespace Assay.Import.Tests.Graphs;

public class GraphPassTests
{
    [Fact]
    public void The_classifier_becomes_83_fused_operators()
    {
        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(OnnxReader.ReadFile(Repository.TextDirectionModel)), [1, 3, 48, 192]);

        IReadOnlyList<PassReport> report = GraphPasses.Run(graph);

        report.Should().Contain(new PassReport("BatchNormFolding", 35));
        report.Should().Contain(new PassReport("HardSwishFusion", 18));
        graph.Nodes.GroupBy(node => node.Operator).ToDictionary(group => group.Key, group => group.Count()).Should().BeEquivalentTo(
            new Dictionary<string, int>
            {
                ["Conv"] = 54,
                ["GlobalAveragePool"] = 10,
                ["Mul"] = 9,
                ["Add"] = 7,
                ["MaxPool"] = 1,
                ["Reshape"] = 1,
                ["Softmax"] = 1,
            });
        graph.Shape("softmax_0.tmp_0").Should().Equal(1, 2);
    }

    [Fact]
    public void The_detector_at_its_standard_size_is_within_the_limits()
    {
        const int Side = TextDetectionModel.StandardSide;
        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(OnnxReader.ReadFile(Repository.DetectionModel)), [1, 3, Side, Side]);

        GraphPasses.Run(graph);

        graph.Shape(graph.OutputName).Should().Equal(1, 1, Side, Side);
    }

    [Fact]
    public void Constants_that_double_again_and_again_are_refused()
    {
        ModelWriter writer = new ModelWriter().Input("x", 1, 1, 1, 1).Integers("c0", [2], 1, 1);
        for (int i = 0; i < 40; i++)
            writer = writer.Node("Concat", $"c{i + 1}", [$"c{i}", $"c{i}"], ("axis", 0));
        FloatGraph graph = Read(writer.Node("Reshape", "y", ["x", "c40"]).Output("y"));

        Action fold = () => GraphPasses.Run(graph);

        fold.Should().Throw<ImportException>().WithMessage("*2097152 elements; expected at most 1048576*");
    }

    [Fact]
    public void Groups_that_need_too_many_weights_together_are_refused()
    {
        const int Channels = 4096;
        ModelWriter writer = new ModelWriter().Input("x", 1, Channels, 1, 1).Constant("w", [Channels, 2, 1, 1], new float[Channels * 2]);
        string tensor = "x";
        for (int i = 0; i < 5; i++)
        {
            writer = writer.Node("Conv", $"y{i}", [tensor, "w"], ("group", Channels / 2));
            tensor = $"y{i}";
        }

        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(writer.Output(tensor).Build()), [1, Channels, 1, 1]);

        Action widen = () => GraphPasses.Run(graph);

        widen.Should().Throw<ImportException>().WithMessage($"*{5 * Channels * Channels} weights*expected at most {1 << 26} in the whole model*");
    }

    [Fact]
    public void Batch_normalisation_goes_into_weights_and_bias()
    {
        FloatGraph graph = Read(new ModelWriter().Input("x", 1, 1, 1, 1)
            .Constant("w", [2, 1, 1, 1], 2, 3).Constant("scale", [2], 10, 1).Constant("shift", [2], 5, 0)
            .Constant("mean", [2], 1, 0).Constant("variance", [2], 4, 0.25f)
            .Node("Conv", "c", ["x", "w"]).Node("BatchNormalization", "y", ["c", "scale", "shift", "mean", "variance"], ("epsilon", 0f)).Output("y"));

        GraphPasses.Run(graph);

        GraphNode node = graph.Nodes.Should().ContainSingle().Subject;
        graph.Constants[node.Input(1)].Floats.Should().Equal(2 * 10 / 2f, 3 / 0.5f);
        graph.Constants[node.Input(2)].Floats.Should().Equal(5 - (1 * 10 / 2f), 0);
        node.Output.Should().Be("y");
    }

    [Fact]
    public void Batch_normalisation_without_a_convolution_is_refused_by_name() => Refuses(
        new ModelWriter().Input("x", 1, 1, 2, 2).Constant("one", [1], 1)
            .Node("BatchNormalization", "y", ["x", "one", "one", "one", "one"]).Output("y"),
        "*BatchNormalization (node 'BatchNormalization to y')*cannot be folded*");

    [Theory]
    [InlineData("Div", 6f)]
    [InlineData("Mul", 1f / 6)]
    public void Hard_swish_is_recognised_where_it_is_spelled_out(string last, float six)
    {
        FloatGraph graph = Read(Convolution().Constant("three", [], 3).Constant("zero", [], 0).Constant("high", [], 6).Constant("six", [], six)
            .Node("Add", "a", ["c", "three"]).Node("Clip", "b", ["a", "zero", "high"]).Node("Mul", "d", ["c", "b"]).Node(last, "y", ["d", "six"])
            .Output("y"));

        GraphPasses.Run(graph);

        GraphNode node = graph.Nodes.Should().ContainSingle().Subject;
        node.Activation.Should().Be(Activation.HardSwish);
        (node.PreActivation, node.Output).Should().Be(("c", "y"));
    }

    [Fact]
    public void Hard_swish_with_another_constant_is_not_taken_for_it()
    {
        FloatGraph graph = Read(Convolution().Constant("three", [], 2).Constant("zero", [], 0).Constant("high", [], 6).Constant("six", [], 6)
            .Node("Add", "a", ["c", "three"]).Node("Clip", "b", ["a", "zero", "high"]).Node("Mul", "d", ["c", "b"]).Node("Div", "y", ["d", "six"])
            .Output("y"));
        new ConstantFolding().Apply(graph);

        new HardSwishFusion().Apply(graph).Should().Be(0);
    }

    [Fact]
    public void Hard_swish_through_hard_sigmoid_is_recognised()
    {
        FloatGraph graph = Read(Convolution().Node("HardSigmoid", "h", ["c"], ("alpha", 1f / 6), ("beta", 0.5f)).Node("Mul", "y", ["c", "h"]).Output("y"));

        GraphPasses.Run(graph);

        graph.Nodes.Should().ContainSingle().Which.Activation.Should().Be(Activation.HardSwish);
    }

    [Fact]
    public void Hard_sigmoid_after_a_convolution_becomes_a_clamp()
    {
        FloatGraph graph = Read(Convolution(2).Node("HardSigmoid", "y", ["c"], ("alpha", 0.25f), ("beta", 0.5f)).Output("y"));

        GraphPasses.Run(graph);

        GraphNode node = graph.Nodes.Should().ContainSingle().Subject;
        graph.Constants[node.Input(1)].Floats.Should().Equal(0.5f);
        graph.Constants[node.Input(2)].Floats.Should().Equal(0.5f);
        (node.Activation.Low, node.Activation.High, node.Activation.IsClamp).Should().Be((0, 1, true));
    }

    [Fact]
    public void A_matrix_product_becomes_a_convolution_and_the_sum_its_bias()
    {
        FloatGraph graph = Read(new ModelWriter().Input("x", 1, 2).Constant("w", [2, 3], 1, 2, 3, 4, 5, 6).Constant("b", [3], 7, 8, 9)
            .Node("MatMul", "m", ["x", "w"]).Node("Add", "y", ["m", "b"]).Output("y"));

        GraphPasses.Run(graph);

        GraphNode node = graph.Nodes.Should().ContainSingle().Subject;
        graph.Constants[node.Input(1)].Floats.Should().Equal(1, 4, 2, 5, 3, 6);
        graph.Constants[node.Input(1)].Shape.Should().Equal(3, 2, 1, 1);
        graph.Constants[node.Input(2)].Floats.Should().Equal(7, 8, 9);
    }

    [Fact]
    public void Shape_arithmetic_disappears_at_a_fixed_shape()
    {
        FloatGraph graph = Read(new ModelWriter().Input("x", -1, 4, 1, 1).Integers("zero", [1], 0).Integers("one", [1], 1).Integers("rest", [1], -1)
            .Node("Shape", "s", ["x"]).Node("Cast", "i", ["s"], ("to", 7)).Node("Slice", "n", ["i", "zero", "one", "zero"])
            .Node("Concat", "t", ["n", "rest"], ("axis", 0)).Node("Reshape", "y", ["x", "t"]).Output("y"));

        GraphPasses.Run(graph);

        graph.Nodes.Should().ContainSingle().Which.Operator.Should().Be("Reshape");
        graph.Shape("y").Should().Equal(1, 4);
    }

    [Fact]
    public void Nodes_that_reach_no_output_are_removed()
    {
        FloatGraph graph = Read(Convolution().Node("Relu", "y", ["x"]).Output("c"));

        GraphPasses.Run(graph);

        graph.Nodes.Should().ContainSingle().Which.Output.Should().Be("c");
    }

    [Fact]
    public void Unsupported_operators_are_refused_by_name_and_node() => Refuses(
        Convolution().Node("Einsum", "y", ["c"]).Output("y"), "*Operator Einsum (node 'Einsum to y'): the operator is not supported*");

    [Fact]
    public void The_recogniser_becomes_fused_operators_without_shape_arithmetic()
    {
        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(OnnxReader.ReadFile(Repository.RecognitionModel)), [1, 3, 48, 320]);

        GraphPasses.Run(graph);

        Count(graph).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["Conv"] = 51,
            ["Add"] = 4,
            ["AveragePool"] = 1,
            ["Concat"] = 1,
            ["GlobalAveragePool"] = 2,
            ["LayerNormalization"] = 5,
            ["MatMul"] = 4,
            ["Mul"] = 4,
            ["Softmax"] = 3,
        });
        graph.Shape("softmax_11.tmp_0").Should().Equal(1, 40, 6625);
    }

    [Fact]
    public void The_detector_becomes_fused_operators()
    {
        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(OnnxReader.ReadFile(Repository.DetectionModel)), [1, 3, 320, 320]);

        IReadOnlyList<PassReport> report = GraphPasses.Run(graph);

        report.Should().Contain(new PassReport("GateFusion", 8));
        Count(graph).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["Conv"] = 62,
            ["ConvTranspose"] = 2,
            ["Add"] = 3,
            ["Concat"] = 1,
            ["GlobalAveragePool"] = 10,
            ["Mul"] = 10,
            ["Resize"] = 6,
        });
        graph.Shape("sigmoid_0.tmp_0").Should().Equal(1, 1, 320, 320);
    }

    [Theory]
    [InlineData(new[] { 1, 3, 48 }, "*declares [?, 3, ?, ?], asked for [1, 3, 48]*")]
    [InlineData(new[] { 1, 4, 48, 192 }, "*asked for [1, 4, 48, 192]*")]
    [InlineData(new[] { 1, 3, 0, 192 }, "*asked for [1, 3, 0, 192]*")]
    public void Shapes_that_contradict_the_file_are_refused(int[] shape, string message)
    {
        OnnxModel model = OnnxReader.Parse(OnnxReader.ReadFile(Repository.TextDirectionModel));

        FluentActions.Invoking(() => FloatGraph.From(model, shape)).Should().Throw<ImportException>().WithMessage(message);
    }

    [Fact]
    public void An_input_that_no_node_writes_is_named() => Refuses(
        new ModelWriter().Input("x", 1, 1, 1, 1).Node("Relu", "y", ["ghost"]).Output("y"), "*node 'Relu to y'*'ghost'*");

    [Theory]
    [InlineData("auto_pad", "SAME_UPPER", "*auto_pad SAME_UPPER*")]
    [InlineData("strides", new[] { 1, 0 }, "*at least 1*")]
    [InlineData("kernel_shape", new[] { 3, 3 }, "*kernel_shape is [3, 3]*")]
    [InlineData("pads", new[] { 1 }, "*attribute 'pads'*expected 4 integers*")]
    public void Windows_that_are_not_supported_are_refused(string attribute, object value, string message) => Refuses(
        new ModelWriter().Input("x", 1, 1, 4, 4).Constant("w", [1, 1, 1, 1], 1).Node("Conv", "y", ["x", "w"], (attribute, value)).Output("y"), message);

    private static Dictionary<string, int> Count(FloatGraph graph) => graph.Nodes
        .Where(node => node.Operator is not ("Reshape" or "Transpose" or "Squeeze" or "Slice"))
        .GroupBy(node => node.Operator).ToDictionary(group => group.Key, group => group.Count());

    private static ModelWriter Convolution(float weight = 1) =>
        new ModelWriter().Input("x", 1, 1, 2, 2).Constant("w", [1, 1, 1, 1], weight).Node("Conv", "c", ["x", "w"]);

    private static FloatGraph Read(ModelWriter writer)
    {
        OnnxModel model = OnnxReader.Parse(writer.Build());
        return FloatGraph.From(model, [.. model.Inputs[0].Dimensions.Select(size => (int)(size ?? 1))]);
    }

    private static void Refuses(ModelWriter writer, string message) =>
        FluentActions.Invoking(() => GraphPasses.Run(Read(writer))).Should().Throw<ImportException>().WithMessage(message);
}
