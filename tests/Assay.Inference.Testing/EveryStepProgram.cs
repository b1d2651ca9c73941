using System.Runtime.InteropServices;

namespace Assay.Inference.Testing;

/// <summary>
/// A small program with every operator and every way in which an element is proven: whole, in segments, and with each epilogue. Whatever an instruction
/// writes into the body reaches the output.
/// </summary>
public static class EveryStepProgram
{
    private const int Size = 12;
    private const int Channels = 24;

    /// <summary>The program.</summary>
    public static InferenceProgram Create()
    {
        var builder = new ProgramBuilder("every step");
        TensorHandle input = builder.AddInput("image", ElementType.Int8, new TensorShape(1, Size, Size, 16));
        var same = new WindowGeometry(3, 3) { PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 };

        TensorHandle pointwise = builder.Conv2D(input, Blocks(builder, Channels, 16), new WindowGeometry(1, 1), ElementType.Int8, Narrowing(ElementType.Int8, 8), 3);
        TensorHandle convolution = builder.Conv2D(pointwise, Blocks(builder, 8, 9 * Channels), same, ElementType.Int8, Narrowing(ElementType.Int8, 9));
        TensorHandle segmented = builder.Conv2D(
            pointwise, Blocks(builder, 4, 25 * Channels, perChannel: true), new WindowGeometry(5, 5) { StrideX = 3, StrideY = 3 }, ElementType.Int16, Narrowing(ElementType.Int16, 4, true));
        TensorHandle depthwise = builder.DepthwiseConv2D(pointwise, Blocks(builder, Channels, 9), same, ElementType.Int8, Narrowing(ElementType.Int8, 7));
        TensorHandle segmentedDepthwise = builder.DepthwiseConv2D(
            pointwise,
            Blocks(builder, Channels, 25),
            new WindowGeometry(5, 5) { StrideX = 2, StrideY = 2, PadTop = 2, PadBottom = 2, PadLeft = 2, PadRight = 2 },
            ElementType.Int8,
            Epilogue.Clamp(Stage(ElementType.Int16, 2), Stage(ElementType.Int8, 6)));
        TensorHandle pool = builder.MaxPool2D(depthwise, new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2 }, ElementType.Int8, Epilogue.Narrow);
        TensorHandle segmentedPool = builder.MaxPool2D(depthwise, new WindowGeometry(4, 4) { StrideX = 4, StrideY = 4 }, ElementType.Int8, Epilogue.Narrow);
        TensorHandle sum = builder.ReduceSum(depthwise, 1, 2, ElementType.Int32, Epilogue.Narrow);
        TensorHandle maximum = builder.ReduceMax(segmentedDepthwise, 1, 2, ElementType.Int8, Epilogue.Narrow);
        TensorHandle segmentedMaximum = builder.ReduceMax(pointwise, 1, 2, ElementType.Int8, Epilogue.Narrow);
        TensorHandle addition = builder.Add(new RescaledOperand(segmentedDepthwise, 1 << 30, 29), new RescaledOperand(pool), ElementType.Int16, Epilogue.Narrow);
        TensorHandle subtraction = builder.Sub(new RescaledOperand(addition), new RescaledOperand(maximum), ElementType.Int16, Epilogue.Narrow);
        TensorHandle product = builder.Mul(sum, segmentedMaximum, ElementType.Int32, Epilogue.Narrow);
        uint table = builder.AddTable([.. Enumerable.Range(0, ProgramBuilder.TableLength).Select(i => (short)((i - 256) * 100))]);
        TensorHandle tabled = builder.Rescale(subtraction, ElementType.Int8, Epilogue.Table(Stage(ElementType.Int16, 2), table, Stage(ElementType.Int8, 13)));

        // A copy for each result that nothing else reads; a marked result that was read would get one anyway.
        foreach ((TensorHandle result, string name) in new[]
        {
            (convolution, "convolution"), (segmented, "segmented"), (segmentedPool, "pool"), (product, "product"), (tabled, "tabled"),
        })
        {
            builder.MarkOutput(builder.Rescale(result, result.Type, Epilogue.Narrow), name);
        }

        return builder.Build();
    }

    /// <summary>An input; every seed gives another.</summary>
    public static ReadOnlyMemory<byte> Input(int seed)
    {
        byte[] bytes = new byte[Size * Size * 16];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static ChannelBlocks Blocks(ProgramBuilder builder, int channels, int weights, bool perChannel = false)
    {
        var random = new Random(channels * weights);
        byte[] values = new byte[channels * weights];
        random.NextBytes(values);

        // Never zero: a wrong operand is to be seen in the result.
        for (int i = 0; i < values.Length; i++)
            values[i] |= 1;
        int[] bias = [.. Enumerable.Range(0, channels).Select(_ => random.Next(-1000, 1000))];
        return perChannel
            ? builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(values), bias, [.. bias.Select(_ => 1 << 30)], [.. bias.Select(_ => (byte)34)])
            : builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(values), bias);
    }

    // Divides by a power of two.
    private static RescaleStage Stage(ElementType type, int bits) => new(1 << 30, (byte)(30 + bits), 0, type.Minimum(), type.Maximum());

    private static Epilogue Narrowing(ElementType type, int bits, bool perChannel = false) => Epilogue.Rescale(Stage(type, bits), perChannel);
}
