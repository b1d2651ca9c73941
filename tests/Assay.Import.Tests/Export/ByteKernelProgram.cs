using Assay.Inference;

namespace Assay.Import.Tests.Export;

/// <summary>The operators for which ONNX Runtime has kernels of bytes, with scales as trained models have them.</summary>
internal static class ByteKernelProgram
{
    private const int Channels = 16, Outputs = 24, Size = 13;

    public static (InferenceProgram Program, byte[] Input) Create(int seed)
    {
        var random = new Random(seed);
        var builder = new ProgramBuilder("byte kernels");
        var shape = new TensorShape(1, Size, Size, Channels);
        TensorHandle input = builder.AddInput("input", ElementType.Int8, shape, zeroPoint: -7);
        TensorHandle x = input with { ZeroPoint = -7 };
        var same = new WindowGeometry(3, 3) { PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 };
        var halves = new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2 };
        builder.MarkOutput(
            builder.Conv2D(x, Blocks(builder, random, Outputs, 9 * Channels), same, ElementType.Int8, PerChannel(-3)), "convolution");
        builder.MarkOutput(
            builder.Conv2D(x, Blocks(builder, random, Outputs, Channels), new WindowGeometry(1, 1) { StrideX = 2 }, ElementType.Int8, PerChannel(-128), 5), "zero point of weights");
        builder.MarkOutput(
            builder.DepthwiseConv2D(x, Blocks(builder, random, 2 * Channels, 9), same, ElementType.Int8, PerChannel(10)), "depthwise");
        builder.MarkOutput(
            builder.TransposeConv2D(x, Blocks(builder, random, Outputs, 4 * Channels), halves, ElementType.Int8, PerChannel(0)), "transposed");
        builder.MarkOutput(builder.AvgPool2D(x, same, ElementType.Int8, Epilogue.Rescale(Stage(1, 4))), "mean of windows");
        builder.MarkOutput(builder.MaxPool2D(input with { ZeroPoint = 0 }, same, ElementType.Int8, Epilogue.Narrow), "greatest of windows");
        TensorHandle rows = builder.Reshape(x, new TensorShape(1, 1, Size * Size, Channels));
        builder.MarkOutput(builder.MatMul(rows, rows, ElementType.Int8, Epilogue.Rescale(Stage(0.002, 0))), "product");
        builder.MarkOutput(
            builder.Add(new RescaledOperand(x, 1 << 29, 12), new RescaledOperand(Flipped(builder, input), 3 << 28, 12), ElementType.Int8, Epilogue.Rescale(Stage(Math.ScaleB(0.7, -18), -9))), "sum");
        builder.MarkOutput(builder.Mul(x, Flipped(builder, input), ElementType.Int8, Epilogue.Rescale(Stage(0.01, 3))), "products");
        builder.MarkOutput(builder.Rescale(x, ElementType.Int8, Epilogue.Rescale(Stage(0.63, 20))), "rescaled");
        builder.MarkOutput(builder.Rescale(x, ElementType.Int8, Epilogue.Clamp(new RescaleStage(1 << 30, 26, 100, -1500, 1200), Stage(0.05, 0))), "clamped");
        builder.MarkOutput(
            builder.Concat(x, Flipped(builder, input), 3, ElementType.Int8, Epilogue.Rescale(Stage(0.9, 0))), "side by side");
        byte[] bytes = new byte[shape.Elements];
        random.NextBytes(bytes);
        return (builder.Build(), bytes);
    }

    private static TensorHandle Flipped(ProgramBuilder builder, TensorHandle input) => builder.Reverse(input with { ZeroPoint = 0 }, 2) with { ZeroPoint = 11 };

    private static RescaleStage Stage(double ratio, int zeroPoint) => new((int)Math.Round(ratio * (1 << 30) / Math.ScaleB(1, Power(ratio))), (byte)(30 - Power(ratio)), zeroPoint, -128, 127);

    private static int Power(double ratio) => (int)Math.Floor(Math.Log2(ratio));

    private static Epilogue PerChannel(int zeroPoint) => Epilogue.Rescale(new RescaleStage(0, 0, zeroPoint, -128, 127), perChannel: true);

    /// <summary>Random weights and biases, with scales that spread the sums of so many products over a byte.</summary>
    private static ChannelBlocks Blocks(ProgramBuilder builder, Random random, int outputs, int products)
    {
        sbyte[] weights = [.. Enumerable.Range(0, outputs * products).Select(_ => (sbyte)random.Next(-127, 128))];
        int[] biases = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(-20_000, 20_000))];
        double ratio = 50 / (74.0 * 74.0 * Math.Sqrt(products));
        RescaleStage[] stages = [.. Enumerable.Range(0, outputs).Select(_ => Stage(ratio * (0.5 + random.NextDouble()), 0))];
        return builder.AddChannelBlocks(weights, biases, Array.ConvertAll(stages, stage => stage.Multiplier), Array.ConvertAll(stages, stage => stage.Shift));
    }
}
