using System.Runtime.InteropServices;
using Assay.Inference;

namespace Assay.Benchmarks;

/// <summary>
/// A network with the shapes of the PP-OCR text direction classifier (MobileNetV3 small × 0.35 on 48 × 192 pixels) and random
/// weights: for timing without a model file.
/// </summary>
internal sealed class SyntheticClassifier
{
    // kernel, expanded channels, output channels, squeeze and excite, hard-swish, vertical stride
    private static readonly (int Kernel, int Expanded, int Output, bool Gate, bool Swish, int StrideY)[] s_blocks =
    [
        (3, 8, 8, true, false, 2),
        (3, 24, 8, false, false, 2),
        (3, 32, 8, false, false, 1),
        (5, 32, 16, true, true, 2),
        (5, 88, 16, true, true, 1),
        (5, 88, 16, true, true, 1),
        (5, 40, 16, true, true, 1),
        (5, 48, 16, true, true, 1),
        (5, 104, 32, true, true, 2),
        (5, 200, 32, true, true, 1),
        (5, 200, 32, true, true, 1),
    ];

    private readonly Random _random = new(1);
    private readonly ProgramBuilder _builder = new("synthetic classifier");

    internal static InferenceProgram Create() => new SyntheticClassifier().Build();

    private InferenceProgram Build()
    {
        TensorHandle x = _builder.AddInput("image", ElementType.Int8, new TensorShape(1, 48, 192, 3));
        x = Convolution(x, 8, Padded(3) with { StrideY = 2, StrideX = 2 }, swish: true);
        foreach ((int kernel, int expanded, int output, bool gate, bool swish, int strideY) in s_blocks)
            x = Block(x, kernel, expanded, output, gate, swish, strideY);
        x = Convolution(x, 200, new WindowGeometry(1, 1), swish: true);
        x = _builder.MaxPool2D(x, new WindowGeometry(2, 2) { StrideY = 2, StrideX = 2 }, ElementType.Int8, Epilogue.Narrow);
        x = Convolution(Pooled(x), 2, new WindowGeometry(1, 1), swish: false);
        _builder.MarkOutput(x, "scores");
        return _builder.Build();
    }

    private TensorHandle Block(TensorHandle input, int kernel, int expanded, int output, bool gate, bool swish, int strideY)
    {
        TensorHandle x = Convolution(input, expanded, new WindowGeometry(1, 1), swish);
        (ChannelBlocks blocks, Epilogue epilogue) = (Blocks(expanded, kernel * kernel), Activation(swish));
        x = _builder.DepthwiseConv2D(x, blocks, Padded(kernel) with { StrideY = strideY }, ElementType.Int8, epilogue);
        if (gate)
        {
            TensorHandle squeezed = Convolution(Pooled(x), expanded / 4, new WindowGeometry(1, 1), swish: false);
            TensorHandle weights = Convolution(squeezed, expanded, new WindowGeometry(1, 1), swish: false);
            x = _builder.Mul(x, weights, ElementType.Int8, Rescale(38));
        }

        x = Convolution(x, output, new WindowGeometry(1, 1), swish: false);
        return x.Shape == input.Shape
            ? _builder.Add(new RescaledOperand(x, 1 << 30, 12), new RescaledOperand(input, 1 << 30, 12), ElementType.Int8, Rescale(49))
            : x;
    }

    private TensorHandle Pooled(TensorHandle x) => _builder.ReduceSum(x, 1, 2, ElementType.Int8, Rescale(37));

    private TensorHandle Convolution(TensorHandle input, int channels, WindowGeometry geometry, bool swish) => _builder.Conv2D(
        input, Blocks(channels, geometry.KernelHeight * geometry.KernelWidth * input.Shape.Channels), geometry, ElementType.Int8, Activation(swish));

    private Epilogue Activation(bool swish)
    {
        if (!swish)
            return Epilogue.Rescale(new RescaleStage(0, 0, 0, sbyte.MinValue, sbyte.MaxValue), perChannel: true);
        short[] table = [.. Enumerable.Range(0, ProgramBuilder.TableLength).Select(i => (short)((i - 256) * Math.Clamp(i - 200, 0, 112)))];
        RescaleStage first = new(0, 0, 0, short.MinValue, short.MaxValue);
        return Epilogue.Table(first, _builder.AddTable(table), new RescaleStage(1 << 30, 45, 0, sbyte.MinValue, sbyte.MaxValue), perChannel: true);
    }

    private ChannelBlocks Blocks(int channels, int weightCount)
    {
        byte[] weights = new byte[channels * weightCount];
        _random.NextBytes(weights);
        int[] bias = [.. Enumerable.Range(0, channels).Select(_ => _random.Next(-2000, 2000))];
        int[] multipliers = [.. Enumerable.Range(0, channels).Select(_ => _random.Next(1 << 30, int.MaxValue))];
        byte[] shifts = [.. Enumerable.Repeat((byte)38, channels)];
        return _builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(weights), bias, multipliers, shifts);
    }

    private static Epilogue Rescale(byte shift) => Epilogue.Rescale(new RescaleStage(1 << 30, shift, 0, sbyte.MinValue, sbyte.MaxValue));

    private static WindowGeometry Padded(int kernel) => new(kernel, kernel)
    {
        PadTop = kernel / 2,
        PadBottom = kernel / 2,
        PadLeft = kernel / 2,
        PadRight = kernel / 2,
    };
}
