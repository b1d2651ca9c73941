using Assay.Import.Graphs;
using Assay.Import.Onnx;

namespace Assay.Import.Quantised;

/// <summary>What a QuantizeLinear or DequantizeLinear says: real = scale · (integer − zero point), in all, or along one axis.</summary>
/// <param name="Scales">One, or one for each index along <paramref name="Axis"/>; finite and above 0.</param>
/// <param name="ZeroPoints">One, or as many.</param>
/// <param name="Axis">The axis; counted from the end where it is negative.</param>
/// <param name="Type">The ONNX type of the integers; 0 where the node leaves it to its operand.</param>
internal sealed record LinearQuantisation(float[] Scales, long[] ZeroPoints, int Axis, int Type)
{
    private const int ScaleInput = 1, ZeroPointInput = 2;

    /// <summary>The only scale.</summary>
    public float Scale => Scales[0];

    /// <summary>The only zero point.</summary>
    public long ZeroPoint => ZeroPoints[0];

    /// <summary>Whether there is one scale and one zero point for the whole tensor.</summary>
    public bool IsPerTensor => Scales.Length == 1 && ZeroPoints.Length == 1;

    /// <summary>Reads a node.</summary>
    /// <exception cref="ImportException">Scale or zero point are computed at run time, are no numbers of their kind, or come in blocks.</exception>
    public static LinearQuantisation Of(FloatGraph graph, GraphNode node)
    {
        if (node.Integer("block_size", 0) != 0)
            throw node.Error("its scales are those of blocks; expected one for the tensor or one a channel");
        (string attribute, string meaning) = node.Operator == "QuantizeLinear" ? ("precision", "its quotients have") : ("output_dtype", "its results have");
        if (node.Integer(attribute, 0) is not (0 or OnnxElementType.Float32) and var real)
            throw node.Error($"{meaning} the type {OnnxElementType.Describe((int)Math.Clamp(real, 0, int.MaxValue))}; expected float32");
        ConstantTensor scales = graph.Constant(node, ScaleInput);
        if (!scales.IsFloat || scales.Count == 0)
            throw node.Error($"its scale '{node.Input(ScaleInput)}' has {scales.Count} values of {OnnxElementType.Describe(scales.ElementType)}; expected float32");
        if (scales.Floats.Any(scale => !(scale > 0) || !float.IsFinite(scale)))
            throw node.Error($"its scale '{node.Input(ScaleInput)}' is {scales.Floats.First(scale => !(scale > 0) || !float.IsFinite(scale))}; expected a finite number above 0");
        ConstantTensor? zeroPoints = node.HasInput(ZeroPointInput) ? graph.Constant(node, ZeroPointInput) : null;
        if (zeroPoints is { IsFloat: true } or { Count: 0 } || (zeroPoints is { Count: > 1 } && scales.Count > 1 && zeroPoints.Count != scales.Count))
        {
            throw node.Error(
                $"its zero point '{node.Input(ZeroPointInput)}' has {zeroPoints.Count} values of {OnnxElementType.Describe(zeroPoints.ElementType)}; expected integers, one or as many as the {scales.Count} scales");
        }

        const int StandardType = OnnxElementType.UInt8;
        int type = zeroPoints?.ElementType ?? (node.Operator == "QuantizeLinear" ? (int)node.Integer("output_dtype", 0) : 0);
        if (type == 0 && node.Operator == "QuantizeLinear")
            type = StandardType;
        return new LinearQuantisation([.. scales.Floats], [.. zeroPoints?.Integers ?? [0]], (int)node.Integer("axis", 1), type);
    }

    /// <summary>The integers of a float constant.</summary>
    public ConstantTensor Quantise(ConstantTensor values, GraphNode node)
    {
        (long low, long high) = OnnxElementType.Range(Type);
        long[] integers = new long[values.Count];
        int[] shape = [.. values.Shape];
        IReadOnlyList<float> reals = values.Floats;
        for (int i = 0; i < integers.Length; i++)
        {
            int channel = Channel(node, shape, i);
            integers[i] = Quantise(reals[i], Scales[channel % Scales.Length], ZeroPoints[channel % ZeroPoints.Length], low, high);
        }

        return ConstantTensor.FromIntegers(shape, integers, Type);
    }

    /// <summary>The index along the axis of an element of a tensor; 0 where one scale and zero point hold for all.</summary>
    public int Channel(GraphNode node, IReadOnlyList<int> shape, int element)
    {
        if (IsPerTensor)
            return 0;
        int axis = ShapeInference.Axis(node, Axis, shape.Count), count = Math.Max(Scales.Length, ZeroPoints.Length);
        if (shape[axis] != count)
            throw node.Error($"it has {count} scales for axis {axis} of [{string.Join(", ", shape)}]; expected {shape[axis]}");
        int inner = shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        return element / inner % count;
    }

    /// <summary>QuantizeLinear of one number: the quotient in float32, halves to even numbers.</summary>
    public static long Quantise(float value, float scale, long zeroPoint, long low, long high) =>
        (long)Math.Clamp(Math.Round((double)(value / scale)) + zeroPoint, low, high);
}
