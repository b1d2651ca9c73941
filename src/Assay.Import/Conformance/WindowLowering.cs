using System.Runtime.InteropServices;
using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>Convolutions and pools.</summary>
internal static class WindowLowering
{
    // A step of CONV2D reads at most this many runs: one for each tap of a kernel that is dilated along the row.
    private const int RunsOfOneStep = 8;

    internal static ConformanceCase Convolution(TosaRecord record)
    {
        TosaTensor weight = Weight(record);
        WindowGeometry window = Geometry(record, weight.Dimensions[1], weight.Dimensions[2]);
        sbyte[] weights = MemoryMarshal.Cast<byte, sbyte>(weight.Data).ToArray();
        sbyte zeroPoint = (sbyte)record.Input("weight_zp").Scalar;
        if (window.DilationX > 1 && window.KernelHeight * window.KernelWidth > RunsOfOneStep)
            (weights, window) = Undilated(weights, window, weight.Dimensions[3], zeroPoint);
        var vector = new LoweredVector(record);
        return vector.Finish(vector.Builder.Conv2D(
            Input(vector), weights, Bias(record, weight.Dimensions[0]), window, record.Output.ElementType, Epilogue.Narrow, weightZeroPoint: zeroPoint));
    }

    internal static ConformanceCase DepthwiseConvolution(TosaRecord record)
    {
        TosaTensor weight = Weight(record);
        int taps = weight.Dimensions[0] * weight.Dimensions[1];
        int outputChannels = weight.Dimensions[2] * weight.Dimensions[3];

        // TOSA stores [KH, KW, C, M]; channel blocks need one row for each of the C * M output channels.
        sbyte[] rows = new sbyte[weight.Data.Length];
        for (int tap = 0; tap < taps; tap++)
        {
            for (int channel = 0; channel < outputChannels; channel++)
                rows[(channel * taps) + tap] = (sbyte)weight.Data[(tap * outputChannels) + channel];
        }

        var vector = new LoweredVector(record);
        return vector.Finish(vector.Builder.DepthwiseConv2D(
            Input(vector),
            rows,
            Bias(record, outputChannels),
            Geometry(record, weight.Dimensions[0], weight.Dimensions[1]),
            record.Output.ElementType,
            Epilogue.Narrow,
            weightZeroPoint: record.Input("weight_zp").Scalar));
    }

    internal static ConformanceCase MaxPool(TosaRecord record)
    {
        TosaTensor input = record.Input("input");
        int[] kernel = record.Integers("kernel", 2);
        var vector = new LoweredVector(record);
        TensorHandle tensor = vector.Add(input, input.Shape);
        return vector.Finish(vector.Builder.MaxPool2D(tensor, Geometry(record, kernel[0], kernel[1]), record.Output.ElementType, Epilogue.Narrow));
    }

    internal static ConformanceCase TransposedConvolution(TosaRecord record)
    {
        TosaTensor weight = Weight(record);
        int[] stride = record.Integers("stride", 2);
        int[] pad = record.Integers("out_pad", 4);
        var geometry = new WindowGeometry(weight.Dimensions[1], weight.Dimensions[2])
        {
            StrideY = stride[0],
            StrideX = stride[1],
            PadTop = pad[0],
            PadBottom = pad[1],
            PadLeft = pad[2],
            PadRight = pad[3],
        };
        var vector = new LoweredVector(record);
        ChannelBlocks blocks = vector.Builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(weight.Data), Bias(record, weight.Dimensions[0]));
        return vector.Finish(vector.Builder.TransposeConv2D(
            Input(vector), blocks, geometry, record.Output.ElementType, Epilogue.Narrow, record.Input("weight_zp").Scalar));
    }

    internal static ConformanceCase AveragePool(TosaRecord record)
    {
        int[] kernel = record.Integers("kernel", 2);
        ElementType type = record.Output.ElementType;
        RescaleStage stage = RescaleStage.Identity(type) with { ZeroPoint = record.Input("output_zp").Scalar };
        var vector = new LoweredVector(record);
        return vector.Finish(vector.Builder.AvgPool2D(Input(vector), Geometry(record, kernel[0], kernel[1]), type, Epilogue.Rescale(stage)));
    }

    /// <summary>The same sums without dilation along the row: between the columns stand weights that count as zero.</summary>
    private static (sbyte[] Weights, WindowGeometry Window) Undilated(sbyte[] weights, WindowGeometry window, int channels, sbyte zeroPoint)
    {
        int width = ((window.KernelWidth - 1) * window.DilationX) + 1;
        sbyte[] wide = new sbyte[weights.Length / window.KernelWidth * width];
        Array.Fill(wide, zeroPoint);
        for (int tap = 0; tap < weights.Length / channels; tap++)
        {
            (int row, int column) = Math.DivRem(tap, window.KernelWidth);
            weights.AsSpan(tap * channels, channels).CopyTo(wide.AsSpan(((row * width) + (column * window.DilationX)) * channels));
        }

        return (wide, window with { KernelWidth = width, DilationX = 1 });
    }

    private static TosaTensor Weight(TosaRecord record)
    {
        TosaTensor weight = record.Input("weight");
        if (weight.Type != "int8")
            throw new UnsupportedCaseException($"weights of type {weight.Type}");
        return weight.Dimensions.Length == 4
            ? weight
            : throw new FormatException($"input 'weight': expected four dimensions, got {weight.Dimensions.Length}");
    }

    private static TensorHandle Input(LoweredVector vector)
    {
        TosaTensor input = vector.Record.Input("input");
        return vector.Add(input, input.Shape, vector.Record.Input("input_zp").Scalar);
    }

    private static int[] Bias(TosaRecord record, int outputChannels)
    {
        TosaTensor bias = record.Input("bias");
        if (bias.ElementType != ElementType.Int32)
            throw new UnsupportedCaseException($"a bias of type {bias.Type}");
        return bias.Elements == 1 ? [.. Enumerable.Repeat(bias.Scalar, outputChannels)] : bias.Values;
    }

    private static WindowGeometry Geometry(TosaRecord record, int kernelHeight, int kernelWidth)
    {
        int[] stride = record.Integers("stride", 2);
        int[] pad = record.Integers("pad", 4);
        int[] dilation = record.Has("dilation") ? record.Integers("dilation", 2) : [1, 1];
        return new WindowGeometry(kernelHeight, kernelWidth)
        {
            StrideY = stride[0],
            StrideX = stride[1],
            DilationY = dilation[0],
            DilationX = dilation[1],
            PadTop = pad[0],
            PadBottom = pad[1],
            PadLeft = pad[2],
            PadRight = pad[3],
        };
    }
}
