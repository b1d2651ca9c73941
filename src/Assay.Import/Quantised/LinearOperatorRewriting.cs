using Assay.Import.Graphs;
using Assay.Import.Onnx;

namespace Assay.Import.Quantised;

/// <summary>
/// Writes operators of integers (QLinearConv, MatMulInteger and their like) as the operator of real numbers between DequantizeLinear and QuantizeLinear, by
/// which their schema defines them; so there is one form of quantised graph to lower.
/// </summary>
internal sealed class LinearOperatorRewriting
{
    /// <summary>Before it, a soft-max went over all axes from the one given.</summary>
    private const int FirstOpsetWithLastAxis = 13;

    private const string One = "assay/one";

    private readonly List<GraphNode> _nodes = [];
    private readonly long _opset;
    private bool _usesOne;

    private LinearOperatorRewriting(long opset)
    {
        _opset = opset;
    }

    /// <summary>The model without such operators.</summary>
    /// <exception cref="ImportException">An operator takes its scale from the run, or is told something that is not read.</exception>
    public static OnnxModel Apply(OnnxModel model)
    {
        var rewriting = new LinearOperatorRewriting(model.OpsetVersion);
        foreach (GraphNode node in model.Nodes)
            rewriting.Rewrite(node);
        if (rewriting._usesOne)
            rewriting._nodes.Insert(0, new GraphNode("Constant", One, [], [One], new Dictionary<string, object> { ["value_float"] = 1f }));
        return model with { Nodes = rewriting._nodes };
    }

    private void Rewrite(GraphNode node)
    {
        const int Last = -1;
        if (node.Integer("channels_last", 0) != 0)
            throw node.Error("channels_last 1 is not supported; expected 0");
        switch (node.Operator)
        {
            case "DynamicQuantizeLinear":
                throw node.Error("its scale depends on the input of the run, and a program's scales are fixed; expected a model that was quantised statically");
            case "QLinearConv":
                Between(node, "Conv", 6, Optional(node, 8), Real(node, 0), Real(node, 3, axis: 0));
                break;
            case "QLinearMatMul":
                Between(node, "MatMul", 6, [], Real(node, 0), Real(node, 3, Last));
                break;
            case "QGemm":
                Gemm(node);
                break;
            case "QLinearAdd" or "QLinearMul":
                Between(node, node.Operator["QLinear".Length..], 6, [], Real(node, 0), Real(node, 3));
                break;
            case "QLinearSoftmax" when node.Integer("opset", 0) >= FirstOpsetWithLastAxis != _opset >= FirstOpsetWithLastAxis:
                throw node.Error($"it means the soft-max of operator set {node.Integer("opset", 0)} in a file of {_opset}; expected both before {FirstOpsetWithLastAxis} or neither");
            case "QLinearAveragePool" or "QLinearGlobalAveragePool" or "QLinearLeakyRelu" or "QLinearSigmoid" or "QLinearSoftmax":
                Between(node, node.Operator["QLinear".Length..], 3, [], Real(node, 0));
                break;
            case "QLinearConcat":
                const int FirstPart = 2, PartInputs = 3;
                if (node.Inputs.Count % PartInputs != FirstPart)
                    throw node.Error($"it has {node.Inputs.Count} inputs; expected a scale, a zero point and three inputs a tensor");
                Between(node, "Concat", 0, [], [.. Enumerable.Range(0, node.Inputs.Count / PartInputs).Select(part => Real(node, FirstPart + (PartInputs * part)))]);
                break;
            case "ConvInteger":
                OfIntegers(node, "Conv", axis: 0);
                break;
            case "MatMulInteger":
                OfIntegers(node, "MatMul", Last);
                break;
            default:
                _nodes.Add(node);
                break;
        }
    }

    /// <summary>The operator of real numbers between what it reads and a QuantizeLinear with the scale and zero point at <paramref name="result"/>.</summary>
    private void Between(GraphNode node, string name, int result, IReadOnlyList<string> more, params IReadOnlyList<string> operands)
    {
        string real = $"{node.Output}/real";
        _nodes.Add(new GraphNode(name, node.Name, [.. operands, .. more], [real], node.Attributes));
        _nodes.Add(Node("QuantizeLinear", node, [real, node.Input(result), .. Optional(node, result + 1)], node.Output, null));
    }

    /// <summary>The bias is the only addend that has no scale of its own: it counts in units of the products.</summary>
    private void Gemm(GraphNode node)
    {
        const int Bias = 6, Result = 7;
        string[] operands = [Real(node, 0), Real(node, 3, node.Integer("transB", 0) != 0 ? 0 : 1)];
        if (node.HasInput(Result))
            Between(node, "Gemm", Result, Optional(node, Bias), operands);
        else
            _nodes.Add(new GraphNode("Gemm", node.Name, [.. operands, .. Optional(node, Bias)], node.Outputs, node.Attributes));
    }

    /// <summary>Integers less their zero points are real numbers with the scale 1.</summary>
    private void OfIntegers(GraphNode node, string name, int axis)
    {
        const int LeftZero = 2, RightZero = 3;
        _usesOne = true;
        string left = $"{node.Output}/left", right = $"{node.Output}/right";
        _nodes.Add(Node("DequantizeLinear", node, [node.Input(0), One, .. Optional(node, LeftZero)], left, null));
        _nodes.Add(Node("DequantizeLinear", node, [node.Input(1), One, .. Optional(node, RightZero)], right, axis));
        _nodes.Add(new GraphNode(name, node.Name, [left, right], node.Outputs, node.Attributes));
    }

    /// <summary>DequantizeLinear of three inputs in a row.</summary>
    private string Real(GraphNode node, int input, int? axis = null)
    {
        string name = $"{node.Output}/operand {input}";
        _nodes.Add(Node("DequantizeLinear", node, [node.Input(input), node.Input(input + 1), .. Optional(node, input + 2)], name, axis));
        return name;
    }

    private static GraphNode Node(string name, GraphNode source, IReadOnlyList<string> inputs, string output, int? axis) => new(
        name, source.Name, inputs, [output], axis is { } number ? new Dictionary<string, object> { ["axis"] = (long)number } : []);

    private static string[] Optional(GraphNode node, int input) => node.HasInput(input) ? [node.Inputs[input]] : [];
}
