using System.Buffers.Binary;
using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>Means of windows at whose edges padding does not count, so that they divide by different numbers.</summary>
internal static class QuantisedPooling
{
    private const int LargestElement = byte.MaxValue;

    /// <summary>
    /// The sum of every window, times a number that makes all windows count alike, then one rounding. Where that leaves int32, AVG_POOL2D rounds the mean first.
    /// </summary>
    public static void LowerUneven(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Standard(node, 0);
        Graphs.Window window = Graphs.Window.Of(node, null);
        int[] rows = Counts(window, 0, input.Handle.Shape.Height, node), columns = Counts(window, 1, input.Handle.Shape.Width, node);
        long common = Multiple(rows) * Multiple(columns), taps = window.Kernel[0] * window.Kernel[1];
        if (input.Handle.Type != ElementType.Int8 || common * taps * LargestElement > int.MaxValue || window.Dilations.Any(dilation => dilation != 1))
        {
            PoolingLowering.LowerAverage(context, node);
            return;
        }

        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        int channels = input.Handle.Shape.Channels;
        sbyte[] ones = new sbyte[channels * taps];
        Array.Fill(ones, (sbyte)1);
        TensorHandle sums = context.Emit(
            node, context.Builder.DepthwiseConv2D(input.Handle, ones, new int[channels], ConvolutionLowering.Geometry(window), ElementType.Int32, Epilogue.Narrow),
            new QuantisationParameters(1, 0));
        int[] factors = [.. rows.SelectMany(row => columns.Select(column => (int)(common / (row * column))))];
        TensorHandle counts = context.Builder.AddConstant(ElementType.Int32, new TensorShape(1, rows.Length, columns.Length, 1), Bytes(factors));
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, input.Parameters.Scale / common / plan.TargetScale));
        context.Define(node, context.Builder.Mul(sums, counts, type, epilogue), result);
    }

    /// <summary>For every window along an axis how many of its elements lie inside the input.</summary>
    private static int[] Counts(Graphs.Window window, int axis, int size, GraphNode node)
    {
        int[] counts = new int[window.OutputSize(size, axis, node)];
        for (int i = 0; i < counts.Length; i++)
        {
            int start = (i * window.Strides[axis]) - window.Pads[axis];
            counts[i] = Math.Min(start + window.Kernel[axis], size) - Math.Max(start, 0);
        }

        return Array.TrueForAll(counts, count => count > 0) ? counts : throw node.Error("a window of it lies in the padding alone; expected pads below the kernel");
    }

    /// <summary>The least common multiple, or more than any int32.</summary>
    private static long Multiple(int[] counts)
    {
        long multiple = 1;
        foreach (int count in counts.Distinct())
        {
            (long a, long b) = (multiple, count);
            while (b != 0)
                (a, b) = (b, a % b);
            multiple = Math.Min(multiple / a * count, int.MaxValue);
        }

        return multiple;
    }

    private static byte[] Bytes(int[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        return bytes;
    }
}
