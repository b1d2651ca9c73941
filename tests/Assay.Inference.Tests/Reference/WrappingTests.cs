using System.Buffers.Binary;

namespace Assay.Inference.Tests.Reference;

public class WrappingTests
{
    [Fact]
    public void A_convolution_beyond_int32_wraps()
    {
        // 127 * 2 products of 255 * 255 on a bias at the upper end.
        const int Products = 254;
        var builder = new ProgramBuilder("wrap");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 1, Products), zeroPoint: -128);
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)127, Products)];
        TensorHandle output = builder.Conv2D(input, weights, [int.MaxValue], new WindowGeometry(1, 1), ElementType.Int32, Epilogue.Narrow, weightZeroPoint: -128);

        int actual = Run(builder, output, Enumerable.Repeat((byte)127, Products).ToArray());

        actual.Should().Be(unchecked(int.MaxValue + (Products * 255 * 255)));
    }

    [Fact]
    public void A_product_of_two_ends_of_int32_keeps_its_low_bits()
    {
        Of((builder, x) => builder.Mul(x, x, ElementType.Int32, Epilogue.Narrow), int.MaxValue).Should().Be(1);
        Of((builder, x) => builder.Mul(x, x, ElementType.Int32, Epilogue.Narrow), int.MinValue).Should().Be(0);
    }

    [Fact]
    public void Sums_and_differences_wrap()
    {
        Of((builder, x) => builder.Add(new RescaledOperand(x), new RescaledOperand(x), ElementType.Int32, Epilogue.Narrow), int.MaxValue).Should().Be(-2);
        Of((builder, x) => builder.Sub(new RescaledOperand(x), One(builder), ElementType.Int32, Epilogue.Narrow), int.MinValue).Should().Be(int.MaxValue);
    }

    [Fact]
    public void A_reduction_beyond_int32_wraps()
    {
        var builder = new ProgramBuilder("wrap");
        TensorHandle input = builder.AddInput("x", ElementType.Int32, new TensorShape(1, 1, 1, 2));
        TensorHandle output = builder.ReduceSum(input, 3, 3, ElementType.Int32, Epilogue.Narrow);

        Run(builder, output, [.. BitConverter.GetBytes(int.MaxValue), .. BitConverter.GetBytes(2)]).Should().Be(unchecked(int.MaxValue + 2));
    }

    private static int Of(Func<ProgramBuilder, TensorHandle, TensorHandle> add, int value)
    {
        var builder = new ProgramBuilder("wrap");
        TensorHandle input = builder.AddInput("x", ElementType.Int32, new TensorShape(1, 1, 1, 1));
        return Run(builder, add(builder, input), BitConverter.GetBytes(value));
    }

    private static RescaledOperand One(ProgramBuilder builder) =>
        new(builder.AddConstant(ElementType.Int32, new TensorShape(1, 1, 1, 1), BitConverter.GetBytes(1)));

    private static int Run(ProgramBuilder builder, TensorHandle output, byte[] input)
    {
        builder.MarkOutput(output, "y");
        using var executor = new ReferenceExecutor(builder.Build());
        return BinaryPrimitives.ReadInt32LittleEndian(executor.Run([input]).Outputs[0].Span);
    }
}
