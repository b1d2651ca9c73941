using Assay.Inference.Cpu;

namespace Assay.Inference.Tests.Cpu;

/// <summary>What becomes of the accumulators of convolutions, with channels on both sides of every vector.</summary>
public class ConvolutionEpilogueTests
{
    private const int Height = 5;
    private const int Width = 19;

    public static TheoryData<CpuInstructionSet> InstructionSets => [.. CpuFeatures.Supported];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void A_table_to_int16_and_a_rescale_behind_it_give_the_bytes_of_the_reference(CpuInstructionSet set) => RequireSame(Pair, set);

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void A_second_rescale_for_every_channel_gives_the_bytes_of_the_reference(CpuInstructionSet set) => RequireSame(SecondPerChannel, set);

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Depthwise_windows_of_every_width_and_stride_give_the_bytes_of_the_reference(CpuInstructionSet set)
    {
        for (int kernel = 1; kernel <= 10; kernel++)
        {
            for (int stride = 1; stride <= 3; stride++)
                RequireSame(Depthwise(kernel, stride), set);
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Transposed_convolutions_whose_kernels_do_not_overlap_give_the_bytes_of_the_reference(CpuInstructionSet set)
    {
        foreach ((int kernel, int stride) in (ReadOnlySpan<(int, int)>)[(2, 2), (1, 2), (2, 3), (3, 3)])
            RequireSame(Transposed(kernel, stride), set);
    }

    private static void RequireSame(Func<int, bool, bool, InferenceProgram> create, CpuInstructionSet set)
    {
        foreach (int channels in (ReadOnlySpan<int>)[1, 7, 16, 24, 33, 200, 520, 528])
        {
            foreach (bool depthwise in (ReadOnlySpan<bool>)[false, true])
            {
                foreach (bool doubleRounding in (ReadOnlySpan<bool>)[false, true])
                    RequireSame(create(channels, depthwise, doubleRounding), set);
            }
        }
    }

    private static void RequireSame(InferenceProgram program, CpuInstructionSet set)
    {
        byte[] input = new byte[program.Inputs[0].ByteLength];
        new Random(3).NextBytes(input);
        using var reference = new ReferenceExecutor(program);
        byte[] expected = reference.Run([input], keepBody: true).OutputSpace.ToArray();
        using var executor = new CpuExecutor(program, new CpuExecutorOptions { InstructionSet = set, Threads = 2 });
        foreach (bool keepBody in (ReadOnlySpan<bool>)[false, true, false])
            executor.Run([input], keepBody).OutputSpace.Span.SequenceEqual(expected).Should().BeTrue($"{program.Name} on {set}, body kept: {keepBody}");
    }

    private static InferenceProgram Pair(int channels, bool depthwise, bool doubleRounding)
    {
        Random random = new(channels);
        var builder = new ProgramBuilder($"pair of {channels} channels, depthwise: {depthwise}, double rounding: {doubleRounding}");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, Height, Width, depthwise ? channels : 9), zeroPoint: -7);
        Epilogue epilogue = HardSwish(builder, doubleRounding, new RescaleStage(1_234_567_891, 37, 0, short.MinValue, short.MaxValue));
        var geometry = new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        sbyte[] weights = Numbers(random, channels * 9 * (depthwise ? 1 : 9));
        int[] bias = [.. Enumerable.Range(0, channels).Select(_ => random.Next(-2000, 2000))];
        int[] multipliers = [.. Enumerable.Range(0, channels).Select(_ => random.Next(1 << 30, int.MaxValue))];
        byte[] shifts = [.. Enumerable.Range(0, channels).Select(_ => (byte)random.Next(32, 36))];
        TensorHandle wide = depthwise
            ? builder.DepthwiseConv2D(input, weights, bias, geometry, ElementType.Int16, epilogue, multipliers, shifts)
            : builder.Conv2D(input, weights, bias, geometry, ElementType.Int16, epilogue, multipliers, shifts);
        Epilogue last = Epilogue.Rescale(new RescaleStage(0, 0, 5, -120, 127), perChannel: true);
        byte[] lastShifts = [.. shifts.Select(shift => (byte)(shift + 4))];
        builder.MarkOutput(builder.RescalePerChannel(wide, ElementType.Int8, last, bias, multipliers, lastShifts), "y");
        return builder.Build();
    }

    private static InferenceProgram SecondPerChannel(int channels, bool depthwise, bool doubleRounding)
    {
        Random random = new(channels);
        var builder = new ProgramBuilder($"second rescale of {channels} channels, depthwise: {depthwise}, double rounding: {doubleRounding}");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, Height, Width, depthwise ? channels : 9), zeroPoint: -7);
        Epilogue epilogue = HardSwish(builder, doubleRounding, new RescaleStage(0, 0, 5, -120, 127)).WithSecondPerChannel();
        ChannelBlocks blocks = builder.AddChannelBlocks(
            Numbers(random, channels * 9 * (depthwise ? 1 : 9)),
            [.. Enumerable.Range(0, channels).Select(_ => random.Next(-2000, 2000))],
            [.. Enumerable.Range(0, channels).Select(_ => random.Next(1 << 15, 1 << 16) << 15)],
            [.. Enumerable.Range(0, channels).Select(_ => (byte)random.Next(32, 36))],
            [.. Enumerable.Range(0, channels).Select(_ => new ChannelRescale(random.Next(1 << 15, 1 << 16) << 15, (byte)random.Next(42, 48), (short)random.Next(-20_000, 20_000)))]);
        var geometry = new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        builder.MarkOutput(
            depthwise
                ? builder.DepthwiseConv2D(input, blocks, geometry, ElementType.Int8, epilogue)
                : builder.Conv2D(input, blocks, geometry, ElementType.Int8, epilogue),
            "y");
        return builder.Build();
    }

    // A table whose slopes fit bytes, as the importer makes them.
    private static Epilogue HardSwish(ProgramBuilder builder, bool doubleRounding, RescaleStage last)
    {
        short[] entries = [.. Enumerable.Range(-256, ProgramBuilder.TableLength).Select(i => (short)(i < -96 ? 0 : i > 96 ? i * 120 : i * (i + 96) * 120 / 192))];
        return Epilogue.Table(
            new RescaleStage(0, 0, 0, short.MinValue, short.MaxValue, doubleRounding), builder.AddTable(entries), last, perChannel: true);
    }

    private static InferenceProgram Depthwise(int kernel, int stride)
    {
        const int channels = 21;
        Random random = new(kernel);
        var builder = new ProgramBuilder($"depthwise {kernel} by {stride}");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(2, 11, 37, channels), zeroPoint: 100);
        var geometry = new WindowGeometry(kernel, kernel)
        {
            StrideY = stride,
            StrideX = stride,
            PadTop = kernel / 2,
            PadLeft = kernel / 2,
            PadBottom = kernel / 2,
            PadRight = kernel - 1,
        };
        sbyte[] weights = Numbers(random, channels * kernel * kernel);
        builder.MarkOutput(builder.DepthwiseConv2D(input, weights, new int[channels], geometry, ElementType.Int32, Epilogue.Narrow), "y");
        return builder.Build();
    }

    private static InferenceProgram Transposed(int kernel, int stride)
    {
        const int channels = 3;
        var builder = new ProgramBuilder($"transposed {kernel} by {stride}");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, Height, Width, 10), zeroPoint: 4);
        int end = stride - kernel;
        var geometry = new WindowGeometry(kernel, kernel) { StrideY = stride, StrideX = stride, PadBottom = end, PadRight = end };
        ChannelBlocks blocks = builder.AddChannelBlocks(Numbers(new Random(kernel), channels * kernel * kernel * 10), new int[channels]);
        builder.MarkOutput(builder.TransposeConv2D(input, blocks, geometry, ElementType.Int32, Epilogue.Narrow), "y");
        return builder.Build();
    }

    private static sbyte[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))];
}
