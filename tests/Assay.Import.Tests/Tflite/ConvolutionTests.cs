using System.Buffers.Binary;
using Assay.Import.Tflite;
using Assay.Inference;

namespace Assay.Import.Tests.Tflite;

/// <summary>Convolutions and dense layers against loops that are written down a second time.</summary>
public class ConvolutionTests
{
    private const int Height = 7, Width = 6, Channels = 3, Outputs = 6, Kernel = 3;
    private const float InputScale = 0.04f, OutputScale = 0.11f;
    private const int InputZero = -9, OutputZero = 4;
    private static readonly float[] s_scales = [0.01f, 0.003f, 0.02f, 0.0071f, 0.013f, 0.009f];
    private static readonly sbyte[] s_input = TfliteProgram.Values(Height * Width * Channels, 1);
    private static readonly int[] s_bias = [100, -2000, 0, 77, 5000, -1];

    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(true, 2, 1)]
    [InlineData(false, 2, 1)]
    [InlineData(true, 1, 2)]
    [InlineData(false, 1, 2)]
    public void Convolution(bool same, int stride, int dilation)
    {
        sbyte[] weights = TfliteProgram.Values(Outputs * Kernel * Kernel * Channels, 2);
        (int[] shape, int top, int left) = Geometry(same, stride, dilation);
        var writer = new TfliteWriter();
        int input = writer.Tensor([1, Height, Width, Channels], InputScale, InputZero);
        int filter = writer.Tensor([Outputs, Kernel, Kernel, Channels], TfliteElementType.Int8, s_scales, new long[Outputs], 0, Bytes(weights));
        int output = writer.Tensor(shape, OutputScale, OutputZero);
        writer.Operator(3, [input, filter, Bias(writer)], output, 1, builder =>
        {
            builder.AddByte(0, (byte)(same ? 0 : 1), 0);
            builder.AddInt(1, stride, 0);
            builder.AddInt(2, stride, 0);
            builder.AddInt(4, dilation, 1);
            builder.AddInt(5, dilation, 1);
        });

        TfliteProgram.Run(writer.Build([input], [output]), s_input).Should().Equal(Expected(shape, stride, dilation, top, left, (oc, ky, kx, ic) =>
            weights[(((((oc * Kernel) + ky) * Kernel) + kx) * Channels) + ic], InputScale));
    }

    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(true, 2, 1)]
    [InlineData(false, 1, 2)]
    public void Depthwise_convolution_with_two_outputs_a_channel(bool same, int stride, int dilation)
    {
        sbyte[] weights = TfliteProgram.Values(Kernel * Kernel * Outputs, 3);
        (int[] shape, int top, int left) = Geometry(same, stride, dilation);
        var writer = new TfliteWriter();
        int input = writer.Tensor([1, Height, Width, Channels], InputScale, InputZero);
        int filter = writer.Tensor([1, Kernel, Kernel, Outputs], TfliteElementType.Int8, s_scales, new long[Outputs], 3, Bytes(weights));
        int output = writer.Tensor(shape, OutputScale, OutputZero);
        writer.Operator(4, [input, filter, Bias(writer)], output, 2, builder =>
        {
            builder.AddByte(0, (byte)(same ? 0 : 1), 0);
            builder.AddInt(1, stride, 0);
            builder.AddInt(2, stride, 0);
            builder.AddInt(3, Outputs / Channels, 0);
            builder.AddInt(5, dilation, 1);
            builder.AddInt(6, dilation, 1);
        });

        TfliteProgram.Run(writer.Build([input], [output]), s_input).Should().Equal(Expected(shape, stride, dilation, top, left, (oc, ky, kx, ic) =>
            oc / (Outputs / Channels) == ic ? weights[(((ky * Kernel) + kx) * Outputs) + oc] : 0, InputScale));
    }

    [Fact]
    public void A_padding_in_front_of_a_convolution_becomes_its_own()
    {
        sbyte[] weights = TfliteProgram.Values(Outputs * Kernel * Kernel * Channels, 2);
        int[] shape = [1, (Height + 3 - Kernel) / 2 + 1, (Width + 1 - Kernel) / 2 + 1, Outputs];
        var writer = new TfliteWriter();
        int input = writer.Tensor([1, Height, Width, Channels], InputScale, InputZero), pads = writer.Integers([4, 2], 0, 0, 1, 2, 0, 1, 0, 0);
        int padded = writer.Tensor([1, Height + 3, Width + 1, Channels], InputScale, InputZero);
        int filter = writer.Tensor([Outputs, Kernel, Kernel, Channels], TfliteElementType.Int8, s_scales, new long[Outputs], 0, Bytes(weights));
        int output = writer.Tensor(shape, OutputScale, OutputZero);
        writer.Operator(34, [input, pads], padded).Operator(3, [padded, filter, Bias(writer)], output, 1, builder =>
        {
            builder.AddByte(0, 1, 0);
            builder.AddInt(1, 2, 0);
            builder.AddInt(2, 2, 0);
        });
        InferenceProgram program = TfliteProgram.Import(writer.Build([input], [output]));

        program.Instructions.Should().ContainSingle();
        TfliteProgram.Run(program, s_input).Should().Equal(Expected(shape, 2, 1, 1, 0, (oc, ky, kx, ic) =>
            weights[(((((oc * Kernel) + ky) * Kernel) + kx) * Channels) + ic], InputScale));
    }

    [Theory]
    [InlineData(true, 14, 12)]
    [InlineData(true, 13, 11)]
    [InlineData(false, 15, 13)]
    public void Transposed_convolution(bool same, int rows, int columns)
    {
        const int Stride = 2;
        sbyte[] weights = TfliteProgram.Values(Outputs * Kernel * Kernel * Channels, 6);
        var writer = new TfliteWriter();
        int input = writer.Tensor([1, Height, Width, Channels], InputScale, InputZero), output = writer.Tensor([1, rows, columns, Outputs], OutputScale, OutputZero);
        int filter = writer.Tensor([Outputs, Kernel, Kernel, Channels], TfliteElementType.Int8, s_scales, new long[Outputs], 0, Bytes(weights));
        writer.Operator(67, [writer.Integers([4], 1, rows, columns, Outputs), filter, input, Bias(writer)], output, 49, builder =>
        {
            builder.AddByte(0, (byte)(same ? 0 : 1), 0);
            builder.AddInt(1, Stride, 0);
            builder.AddInt(2, Stride, 0);
        });

        sbyte[] actual = TfliteProgram.Run(writer.Build([input], [output]), s_input);

        long[] sums = [.. Enumerable.Range(0, rows * columns * Outputs).Select(i => (long)s_bias[i % Outputs])];
        int top = same ? Math.Max(0, ((Height - 1) * Stride) + Kernel - rows) / 2 : 0, left = same ? Math.Max(0, ((Width - 1) * Stride) + Kernel - columns) / 2 : 0;
        for (int from = 0; from < s_input.Length; from++)
        {
            (int y, int x, int ic) = (from / Channels / Width, from / Channels % Width, from % Channels);
            for (int tap = 0; tap < Kernel * Kernel * Outputs; tap++)
            {
                (int ky, int kx, int oc) = (tap / Outputs / Kernel, tap / Outputs % Kernel, tap % Outputs);
                (int oy, int ox) = ((y * Stride) - top + ky, (x * Stride) - left + kx);
                if (oy >= 0 && oy < rows && ox >= 0 && ox < columns)
                    sums[(((oy * columns) + ox) * Outputs) + oc] += (s_input[from] - InputZero) * weights[(((((oc * Kernel) + ky) * Kernel) + kx) * Channels) + ic];
            }
        }

        actual.Should().Equal(sums.Select((sum, i) =>
            KernelArithmetic.Saturate(KernelArithmetic.Multiply(sum, (double)InputScale * s_scales[i % Outputs] / OutputScale) + OutputZero)));
    }

    [Fact]
    public void A_dense_layer_over_several_rows_with_a_zero_point_of_its_weights()
    {
        const int Rows = 5, Depth = 10, WeightZero = 3;
        sbyte[] weights = TfliteProgram.Values(Outputs * Depth, 4), rows = TfliteProgram.Values(Rows * Depth, 5);
        var writer = new TfliteWriter();
        int input = writer.Tensor([Rows, Depth], InputScale, InputZero), output = writer.Tensor([Rows, Outputs], OutputScale, OutputZero);
        int filter = writer.Tensor([Outputs, Depth], 0.02f, WeightZero, weights);
        writer.Operator(9, [input, filter, Bias(writer)], output, 8, builder => builder.AddByte(0, 1, 0));

        sbyte[] actual = TfliteProgram.Run(writer.Build([input], [output]), rows);

        float product = InputScale * 0.02f;
        actual.Should().Equal(Enumerable.Range(0, Rows * Outputs).Select(i =>
        {
            long sum = s_bias[i % Outputs];
            for (int k = 0; k < Depth; k++)
                sum += (rows[(i / Outputs * Depth) + k] - InputZero) * (weights[(i % Outputs * Depth) + k] - WeightZero);
            return (sbyte)Math.Clamp(KernelArithmetic.Multiply(sum, product / (double)OutputScale) + OutputZero, OutputZero, 127);
        }));
    }

    private static sbyte[] Expected(int[] shape, int stride, int dilation, int top, int left, Func<int, int, int, int, int> weight, float inputScale)
    {
        var result = new List<sbyte>();
        for (int oy = 0; oy < shape[1]; oy++)
        {
            for (int ox = 0; ox < shape[2]; ox++)
            {
                for (int oc = 0; oc < shape[3]; oc++)
                {
                    long sum = s_bias[oc];
                    for (int tap = 0; tap < Kernel * Kernel * Channels; tap++)
                    {
                        (int ky, int kx, int ic) = (tap / (Kernel * Channels), tap / Channels % Kernel, tap % Channels);
                        int y = (oy * stride) - top + (ky * dilation), x = (ox * stride) - left + (kx * dilation);
                        if (y >= 0 && y < Height && x >= 0 && x < Width)
                            sum += (s_input[(((y * Width) + x) * Channels) + ic] - InputZero) * weight(oc, ky, kx, ic);
                    }

                    result.Add(KernelArithmetic.Saturate(KernelArithmetic.Multiply(sum, (double)inputScale * s_scales[oc] / OutputScale) + OutputZero));
                }
            }
        }

        return [.. result];
    }

    private static (int[] Shape, int Top, int Left) Geometry(bool same, int stride, int dilation)
    {
        int reach = ((Kernel - 1) * dilation) + 1;
        if (!same)
            return ([1, ((Height - reach) / stride) + 1, ((Width - reach) / stride) + 1, Outputs], 0, 0);
        int rows = (Height + stride - 1) / stride, columns = (Width + stride - 1) / stride;
        int Before(int count, int size) => Math.Max(0, ((count - 1) * stride) + reach - size) / 2;
        return ([1, rows, columns, Outputs], Before(rows, Height), Before(columns, Width));
    }

    private static int Bias(TfliteWriter writer)
    {
        byte[] bytes = new byte[4 * Outputs];
        for (int i = 0; i < Outputs; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), s_bias[i]);
        return writer.Tensor([Outputs], TfliteElementType.Int32, [], [], 0, bytes);
    }

    private static byte[] Bytes(sbyte[] values) => [.. values.Select(value => (byte)value)];
}
