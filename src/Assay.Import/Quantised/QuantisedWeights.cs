using Assay.Import.Graphs;
using Assay.Import.Onnx;

namespace Assay.Import.Quantised;

/// <summary>The weights of a convolution or a product with a constant matrix, exactly the file's, as int8.</summary>
/// <param name="Values">One row an output channel, in the file's order of [inputs, rows, columns].</param>
/// <param name="ZeroPoint">What is subtracted from all of them.</param>
/// <param name="Scales">One an output channel.</param>
internal sealed record QuantisedWeights(sbyte[] Values, int ZeroPoint, double[] Scales)
{
    private const long LargestWeights = 1 << 26;

    public int Channels => Scales.Length;

    /// <summary>
    /// Brings the output channel in front, and unsigned weights into int8: less their zero points where that fits, else less 128, with a zero point.
    /// </summary>
    /// <param name="node">The operator, for errors.</param>
    /// <param name="constant">The constant.</param>
    /// <param name="channelAxis">The axis of the output channels.</param>
    /// <exception cref="ImportException">They are of another type, or have scales along another axis, or zero points that int8 cannot follow.</exception>
    public static QuantisedWeights Of(GraphNode node, ConstantValue constant, int channelAxis)
    {
        ConstantTensor integers = constant.Integers;
        if (integers.ElementType is not (OnnxElementType.Int8 or OnnxElementType.UInt8))
            throw node.Error($"its weights are {OnnxElementType.Describe(integers.ElementType)}; expected int8 or uint8");
        LinearQuantisation quantisation = constant.Quantisation;
        int rank = integers.Shape.Count, outputs = integers.Shape[channelAxis];
        if (!quantisation.IsPerTensor && ShapeInference.Axis(constant.Node, quantisation.Axis, rank) != channelAxis)
            throw node.Error($"its weights have a scale for each index of axis {quantisation.Axis} of [{string.Join(", ", integers.Shape)}]; expected axis {channelAxis}, the output channels");
        int count = Math.Max(quantisation.Scales.Length, quantisation.ZeroPoints.Length);
        if (count != 1 && count != outputs)
            throw node.Error($"its weights have {count} scales; expected 1 or {outputs}");
        int inner = integers.Shape.Skip(channelAxis + 1).Aggregate(1, (product, size) => product * size), size = integers.Count / outputs;
        long[] zeros = [.. Enumerable.Range(0, outputs).Select(channel => quantisation.ZeroPoints[channel % quantisation.ZeroPoints.Length])];
        int[] centred = new int[integers.Count];
        IReadOnlyList<long> values = integers.Integers;
        for (int i = 0; i < centred.Length; i++)
        {
            int channel = i / inner % outputs, place = (i / (inner * outputs) * inner) + (i % inner);
            centred[(channel * size) + place] = (int)(values[i] - zeros[channel]);
        }

        double[] scales = [.. Enumerable.Range(0, outputs).Select(channel => (double)quantisation.Scales[channel % quantisation.Scales.Length])];
        int zeroPoint = 0;
        if (Array.Exists(centred, value => value is < sbyte.MinValue or > sbyte.MaxValue))
        {
            zeroPoint = (int)zeros[0] - QuantisedConstants.Offset(integers.ElementType);
            if (zeros.Any(zero => zero != zeros[0]))
                throw node.Error("its weights have zero points that differ and leave int8 without them; expected one zero point, or weights less their zero points within int8");
        }

        return new QuantisedWeights(Array.ConvertAll(centred, value => checked((sbyte)(value + zeroPoint))), zeroPoint, scales);
    }

    /// <summary>Weights of groups of channels as those of all channels: zeros where a channel is of another group.</summary>
    public QuantisedWeights Widen(GraphNode node, int channels, int taps)
    {
        int outputs = Channels, own = Values.Length / (outputs * taps), outputsOfGroup = outputs / (channels / own);
        if ((long)outputs * channels * taps > LargestWeights)
            throw node.Error($"its groups taken together need {(long)outputs * channels * taps} weights; expected at most {LargestWeights}");
        sbyte[] wide = new sbyte[outputs * channels * taps];
        Array.Fill(wide, (sbyte)ZeroPoint);
        for (int output = 0; output < outputs; output++)
            Array.Copy(Values, output * own * taps, wide, ((output * channels) + (output / outputsOfGroup * own)) * taps, own * taps);
        return this with { Values = wide };
    }
}
