using Assay.Import.Evaluation;
using Assay.Import.Quantisation;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Import.Tests.Quantisation;

public class LearnedRoundingTests
{
    private const int Size = 37, Windows = 400;
    private const double Scale = 0.05;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Results_change_less_than_with_the_nearest_weights(int seed)
    {
        var random = new Random(seed);
        int[][] windows = CorrelatedWindows(random);
        var rounding = LearnedRounding.For(Moments(windows).Covariance(0));
        double learnedError = 0, nearestError = 0;
        for (int row = 0; row < 8; row++)
        {
            double[] weights = Weights(random);
            sbyte[] learned = rounding.Round(weights, Scale), nearest = Nearest(weights);
            double error = MeanSquaredChange(windows, weights, learned);
            (learnedError, nearestError) = (learnedError + error, nearestError + MeanSquaredChange(windows, weights, nearest));
            error.Should().BeLessThanOrEqualTo(MeanSquaredChange(windows, weights, nearest) * 1.05);
        }

        learnedError.Should().BeLessThan(nearestError / 2);
    }

    [Fact]
    public void Uncorrelated_inputs_leave_nothing_better_than_the_nearest_weights()
    {
        double[] identity = new double[Size * Size];
        for (int i = 0; i < Size; i++)
            identity[(i * Size) + i] = 1;
        double[] weights = Weights(new Random(4));

        LearnedRounding.For(identity).Round(weights, Scale).Should().Equal(Nearest(weights));
    }

    [Fact]
    public void Weights_stay_within_their_range_and_inputs_that_are_always_the_same_do_no_harm()
    {
        var rounding = LearnedRounding.For(new double[Size * Size]);
        double[] weights = [.. Weights(new Random(5)).Select(value => value * 100)];

        rounding.Round(weights, Scale).Should().Equal(Nearest(weights)).And.OnlyContain(value => value >= -127);
    }

    [Fact]
    public void Moments_do_not_depend_on_how_windows_are_gathered()
    {
        int[][] windows = CorrelatedWindows(new Random(6));
        double[] covariance = Moments(windows).Covariance(0);
        for (int i = 0; i < Size; i += 7)
        {
            double meanI = windows.Average(window => window[i]), meanJ = windows.Average(window => window[3]);
            double expected = windows.Average(window => (double)window[i] * window[3]) - (meanI * meanJ);
            covariance[(i * Size) + 3].Should().BeApproximately(expected, 1e-6);
            covariance[(3 * Size) + i].Should().Be(covariance[(i * Size) + 3]);
        }
    }

    [Fact]
    public void A_program_loses_less_and_differs_in_its_constants_only()
    {
        // A dense, a depthwise and a transposed convolution, with padding, strides and activations of both kinds between them.
        byte[] model = OperatorAgreement.Start(14)
            .Constant("w", [6, 4, 3, 3], OperatorAgreement.Values(216, 31)).Constant("d", [6, 1, 3, 3], OperatorAgreement.Values(54, 32))
            .Constant("t", [6, 5, 2, 2], OperatorAgreement.Values(120, 33))
            .Node("Conv", "a", ["x", "w"], ("pads", new[] { 1, 1, 1, 1 })).Node("HardSwish", "b", ["a"])
            .Node("Conv", "c", ["b", "d"], ("group", 6), ("strides", new[] { 2, 1 }), ("pads", new[] { 1, 0, 1, 1 })).Node("Relu", "e", ["c"])
            .Node("ConvTranspose", "y", ["e", "t"], ("strides", new[] { 2, 2 })).Output("y").Build();
        ImportOptions options = OperatorAgreement.Options(OperatorAgreement.Shape) with
        {
            RangeMethod = RangeMethod.MinimumMaximum,
            ChannelScaling = ChannelScalingMode.None,
        };

        ImportResult nearest = OnnxImporter.Import(model, options with { LearnedRounding = false });
        ImportResult learned = OnnxImporter.Import(model, options with { LearnedRounding = true });
        ImportResult again = OnnxImporter.Import(model, options with { LearnedRounding = true });
        ImportResult measured = OnnxImporter.Import(model, options);

        learned.Program.Instructions.Should().Equal(nearest.Program.Instructions);
        learned.Program.Constants.Span.SequenceEqual(nearest.Program.Constants.Span).Should().BeFalse();
        learned.Program.Constants.Span.SequenceEqual(again.Program.Constants.Span).Should().BeTrue();
        Error(model, learned.Program, options).Should().BeLessThan(Error(model, nearest.Program, options));
        measured.Report.Variants.Should().HaveCount(2).And.BeInAscendingOrder(variant => variant.MeanError);
    }

    [Fact]
    public void A_trace_holds_what_the_whole_program_computes()
    {
        byte[] model = OperatorAgreement.Branches().Node("Add", "s", ["a", "b"]).Node("Relu", "r", ["s"]).Node("Mul", "y", ["r", "a"]).Output("y").Build();
        InferenceProgram program = OnnxImporter.Import(model, OperatorAgreement.Options(OperatorAgreement.Shape)).Program;
        byte[] input = [.. Enumerable.Range(0, (int)program.Inputs[0].ByteLength).Select(i => (byte)(i * 37))];
        using var executor = new CpuExecutor(program);
        ReadOnlyMemory<byte> body = executor.Run([input], keepBody: true).BodySpace!.Value;

        var trace = new CalibrationTrace(program, [input]);
        foreach (Instruction instruction in program.Instructions)
        {
            foreach (Operand operand in instruction.Operands().Where(operand => operand.Space == MemorySpace.Body))
            {
                byte[] values = trace.Values(operand, 0).ToArray();
                values.Should().Equal(body.Slice((int)operand.ByteOffset, values.Length).ToArray());
            }

            trace.Advance(default);
        }
    }

    private static double Error(byte[] model, InferenceProgram program, ImportOptions options)
    {
        TensorDescriptor input = program.Inputs[0], output = program.Outputs[0];
        var encoding = InputEncoding.ForRange(-1, 1);
        using var reference = new FloatModel(model, OperatorAgreement.Shape);
        using var executor = new CpuExecutor(program);
        int positions = output.Shape.Height * output.Shape.Width, channels = output.Shape.Channels;
        return options.CalibrationInputs.Average(sample =>
        {
            float[] expected = reference.Run(sample);
            double[] actual = OutputValues.Read(output, executor.Run([encoding.Quantise(sample, input.Shape)]).Outputs[0].Span);
            return actual.Select((value, i) => Math.Pow(value - expected[(i % channels * positions) + (i / channels)], 2)).Average();
        });
    }

    /// <summary>Neighbours are alike, as in images.</summary>
    private static int[][] CorrelatedWindows(Random random)
    {
        var windows = new int[Windows][];
        for (int i = 0; i < Windows; i++)
        {
            double value = 0;
            windows[i] = [.. Enumerable.Range(0, Size).Select(_ => (int)Math.Clamp((value = (0.95 * value) + (random.NextDouble() * 60) - 25), -128, 127))];
        }

        return windows;
    }

    private static InputMoments Moments(int[][] windows)
    {
        var moments = new InputMoments(1, Size);
        foreach (int[] window in windows)
            moments.AddWindow(window);
        moments.Complete();
        return moments;
    }

    private static double[] Weights(Random random) => [.. Enumerable.Range(0, Size).Select(_ => (random.NextDouble() * 4) - 2)];

    private static sbyte[] Nearest(double[] weights) => Array.ConvertAll(weights, value => (sbyte)Math.Clamp(Math.Round(value / Scale), -127, 127));

    /// <summary>Without the mean, for which the bias makes up.</summary>
    private static double MeanSquaredChange(int[][] windows, double[] weights, sbyte[] rounded)
    {
        double[] changes = [.. windows.Select(window => window.Select((value, k) => ((weights[k] / Scale) - rounded[k]) * value).Sum())];
        double mean = changes.Average();
        return changes.Average(change => (change - mean) * (change - mean));
    }
}
