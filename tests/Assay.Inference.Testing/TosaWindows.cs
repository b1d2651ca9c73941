using System.Runtime.InteropServices;

namespace Assay.Inference.Testing;

/// <summary>Vectors of convolutions and pools.</summary>
internal static class TosaWindows
{
    internal static GoldenCase Convolution(TosaRecord record)
    {
        TosaTensor weight = record.Inputs["weight"];
        int outputChannels = weight.Dimensions[0];
        var builder = new ProgramBuilder(record.Id);
        TensorHandle output = builder.Conv2D(
            Input(builder, record),
            MemoryMarshal.Cast<byte, sbyte>(weight.Data),
            Bias(record, outputChannels),
            Geometry(record, weight.Dimensions[1], weight.Dimensions[2]),
            ElementType.Int32,
            Epilogue.Narrow,
            weightZeroPoint: record.Inputs["weight_zp"].Scalar);
        return TosaVectors.SingleOutput(record, builder, output, record.Inputs["input"].Data);
    }

    internal static GoldenCase DepthwiseConvolution(TosaRecord record)
    {
        TosaTensor weight = record.Inputs["weight"];
        int taps = weight.Dimensions[0] * weight.Dimensions[1];
        int outputChannels = weight.Dimensions[2] * weight.Dimensions[3];

        // TOSA stores [KH, KW, C, M]; channel blocks need one row for each of the C * M output channels.
        sbyte[] rows = new sbyte[weight.Data.Length];
        for (int tap = 0; tap < taps; tap++)
        {
            for (int channel = 0; channel < outputChannels; channel++)
                rows[(channel * taps) + tap] = (sbyte)weight.Data[(tap * outputChannels) + channel];
        }

        var builder = new ProgramBuilder(record.Id);
        TensorHandle output = builder.DepthwiseConv2D(
            Input(builder, record),
            rows,
            Bias(record, outputChannels),
            Geometry(record, weight.Dimensions[0], weight.Dimensions[1]),
            ElementType.Int32,
            Epilogue.Narrow,
            weightZeroPoint: record.Inputs["weight_zp"].Scalar);
        return TosaVectors.SingleOutput(record, builder, output, record.Inputs["input"].Data);
    }

    internal static GoldenCase MaxPool(TosaRecord record)
    {
        TosaTensor input = record.Inputs["input"];
        int[] kernel = record.Integers("kernel");
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", input.ElementType, input.Shape);
        TensorHandle output = builder.MaxPool2D(tensor, Geometry(record, kernel[0], kernel[1]), record.Output.ElementType, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, input.Data);
    }

    internal static GoldenCase TransposedConvolution(TosaRecord record)
    {
        TosaTensor weight = record.Inputs["weight"];
        int[] stride = record.Integers("stride");
        int[] pad = record.Integers("out_pad");
        var geometry = new WindowGeometry(weight.Dimensions[1], weight.Dimensions[2])
        {
            StrideY = stride[0],
            StrideX = stride[1],
            PadTop = pad[0],
            PadBottom = pad[1],
            PadLeft = pad[2],
            PadRight = pad[3],
        };
        var builder = new ProgramBuilder(record.Id);
        ChannelBlocks blocks = builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(weight.Data), Bias(record, weight.Dimensions[0]));
        TensorHandle output = builder.TransposeConv2D(
            Input(builder, record), blocks, geometry, ElementType.Int32, Epilogue.Narrow, record.Inputs["weight_zp"].Scalar);
        return TosaVectors.SingleOutput(record, builder, output, record.Inputs["input"].Data);
    }

    internal static GoldenCase AveragePool(TosaRecord record)
    {
        TosaTensor input = record.Inputs["input"];
        int[] kernel = record.Integers("kernel");
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", input.ElementType, input.Shape, zeroPoint: record.Inputs["input_zp"].Scalar);
        RescaleStage stage = RescaleStage.Identity(record.Output.ElementType) with { ZeroPoint = record.Inputs["output_zp"].Scalar };
        TensorHandle output = builder.AvgPool2D(tensor, Geometry(record, kernel[0], kernel[1]), record.Output.ElementType, Epilogue.Rescale(stage));
        return TosaVectors.SingleOutput(record, builder, output, input.Data);
    }

    private static TensorHandle Input(ProgramBuilder builder, TosaRecord record) =>
        builder.AddInput("input", ElementType.Int8, record.Inputs["input"].Shape, zeroPoint: record.Inputs["input_zp"].Scalar);

    private static int[] Bias(TosaRecord record, int outputChannels)
    {
        int[] bias = record.Inputs["bias"].Values;
        return bias.Length == outputChannels ? bias : [.. Enumerable.Repeat(bias[0], outputChannels)];
    }

    private static WindowGeometry Geometry(TosaRecord record, int kernelHeight, int kernelWidth)
    {
        int[] stride = record.Integers("stride");
        int[] pad = record.Integers("pad");
        int[] dilation = record.Attributes.TryGetProperty("dilation", out _) ? record.Integers("dilation") : [1, 1];
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
