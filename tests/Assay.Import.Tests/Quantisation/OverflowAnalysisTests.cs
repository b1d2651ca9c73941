using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Tests.Quantisation;

public class OverflowAnalysisTests
{
    private static readonly Epilogue Int8Result = Epilogue.Rescale(RescaleStage.Identity(ElementType.Int8));

    [Fact]
    public void Bounds_of_a_convolution_are_reached_by_the_worst_input()
    {
        var builder = new ProgramBuilder("test");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 1, 2), 1, -128);
        TensorHandle output = builder.Conv2D(input, (sbyte[])[100, -50], [7], new WindowGeometry(1, 1), ElementType.Int8, Int8Result);
        builder.MarkOutput(output, "y");

        AccumulatorBounds bounds = OverflowAnalysis.Prove(builder.Build()).Should().ContainSingle().Subject;

        (bounds.Low, bounds.High).Should().Be(((-50 * 255) + 0, (100 * 255) + 7));
    }

    [Fact]
    public void A_bias_that_can_push_a_sum_out_of_int32_is_refused_by_name()
    {
        var builder = new ProgramBuilder("test");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 1, 1));
        TensorHandle output = builder.Conv2D(input, (sbyte[])[127], [int.MaxValue - 100], new WindowGeometry(1, 1), ElementType.Int8, Int8Result);
        builder.MarkOutput(output, "y");

        FluentActions.Invoking(() => OverflowAnalysis.Prove(builder.Build(), ["dense"]))
            .Should().Throw<ImportException>().WithMessage("Instruction 0 (node 'dense'): its accumulator can reach*expected the range of int32*");
    }

    [Fact]
    public void A_product_of_two_wide_tensors_is_refused_where_it_can_overflow()
    {
        var builder = new ProgramBuilder("test");
        TensorHandle input = builder.AddInput("x", ElementType.Int16, new TensorShape(1, 1, 1, 1));
        TensorHandle sum = builder.Add(new RescaledOperand(input), new RescaledOperand(input), ElementType.Int32, Epilogue.Narrow);
        TensorHandle output = builder.Mul(sum, input, ElementType.Int8, Int8Result);
        builder.MarkOutput(output, "y");

        FluentActions.Invoking(() => OverflowAnalysis.Prove(builder.Build()))
            .Should().Throw<ImportException>().WithMessage("Instruction 1*2147483648*");
    }

    [Fact]
    public void An_operand_rescale_that_leaves_int32_is_refused()
    {
        var builder = new ProgramBuilder("test");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 1, 1));
        TensorHandle output = builder.Add(
            new RescaledOperand(input, int.MaxValue, 2), new RescaledOperand(input), ElementType.Int8, Int8Result);
        builder.MarkOutput(output, "y");

        FluentActions.Invoking(() => OverflowAnalysis.Prove(builder.Build()))
            .Should().Throw<ImportException>().WithMessage("*first operand after its rescale*");
    }

    [Fact]
    public void A_shifted_product_of_a_constant_is_bounded_by_both()
    {
        var builder = new ProgramBuilder("test");
        TensorHandle input = builder.AddInput("x", ElementType.Int32, new TensorShape(1, 1, 1, 1));
        TensorHandle constant = builder.AddConstant(ElementType.Int16, new TensorShape(1, 1, 1, 2), [0xF6, 0xFF, 3, 0]);
        TensorHandle product = builder.Binary(Opcode.Mul, input, constant, ElementType.Int32, Epilogue.Narrow, parameter: 31);
        TensorHandle shifted = builder.Binary(Opcode.LogicalLeftShift, product, constant, ElementType.Int32, Epilogue.Narrow);
        builder.MarkOutput(shifted, "y");

        IReadOnlyList<AccumulatorBounds> bounds = OverflowAnalysis.Prove(builder.Build());

        bounds.Select(bound => (bound.Low, bound.High, bound.MayWrap)).Should().Equal((-10, 10, false), (int.MinValue, int.MaxValue, true));
    }

    [Fact]
    public void A_long_sum_is_bounded_by_its_length()
    {
        var builder = new ProgramBuilder("test");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 10, 10, 1), 1, 3);
        TensorHandle output = builder.ReduceSum(input, 1, 2, ElementType.Int16, Epilogue.Narrow);
        builder.MarkOutput(output, "y");

        AccumulatorBounds bounds = OverflowAnalysis.Prove(builder.Build())[0];

        (bounds.Low, bounds.High, bounds.Magnitude).Should().Be((-13_100, 12_400, 13_100));
    }
}
