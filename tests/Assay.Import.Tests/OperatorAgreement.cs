using Assay.Import.Evaluation;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Import.Tests;

/// <summary>Imports a small model and holds it, run by the reference interpreter, against ONNX Runtime.</summary>
internal static class OperatorAgreement
{
    private const int Samples = 20;

    /// <summary>Shape of the input of <see cref="Start"/>.</summary>
    public static readonly int[] Shape = [1, 4, 6, 5];

    public static ModelWriter Start(long opset = 13) => new ModelWriter(opset).Input("x", 1, 4, 6, 5);

    /// <summary>Two convolutions, "a" and "b", of three channels each.</summary>
    public static ModelWriter Branches(long opset = 13) => Start(opset)
        .Constant("w", [3, 4, 1, 1], Values(12, 15)).Constant("u", [3, 4, 1, 1], Values(12, 16))
        .Node("Conv", "a", ["x", "w"]).Node("Conv", "b", ["x", "u"]);

    /// <summary>Rows "t" of shape [1, 30, 3], as a transformer takes them.</summary>
    public static ModelWriter Rows(long opset = 13) => Branches(opset).Integers("flat", [3], 1, 3, 30)
        .Node("Reshape", "r", ["a", "flat"]).Node("Transpose", "t", ["r"], ("perm", new[] { 0, 2, 1 }));

    public static ImportOptions Options(int[] shape) => new()
    {
        Name = "test",
        Tensor = new TensorInput(shape, -1, 1),
        CalibrationInputs = [.. Enumerable.Range(0, Samples).Select(i => Values(shape.Aggregate((a, b) => a * b), 100 + i))],
    };

    /// <summary>Every output value lies within a share of the largest one. Outputs of rank 4 are compared channels last.</summary>
    public static ImportResult Agrees(ModelWriter writer, double share, int outputRank = 4)
    {
        byte[] model = writer.Output("y").Build();
        ImportOptions options = Options(Shape);
        ImportResult result = OnnxImporter.Import(model, options);
        TensorDescriptor input = result.Program.Inputs[0], output = result.Program.Outputs[0];
        using var reference = new FloatModel(model, Shape);
        using var executor = new ReferenceExecutor(result.Program);
        double tolerance = share * options.CalibrationInputs.Max(values => reference.Run(values).Max(Math.Abs));
        foreach (float[] sample in options.CalibrationInputs)
        {
            float[] expected = reference.Run(sample);
            double[] actual = OutputValues.Read(output, executor.Run([Quantise(sample, input)]).Outputs[0].Span);
            (outputRank == 4 ? ChannelsFirst(actual, output.Shape) : actual).Should().Equal(expected, (a, b) => Math.Abs(a - b) <= tolerance);
        }

        return result;
    }

    /// <summary>Mean square of the float model's results by that of the differences from them, in decibels, on inputs that calibration did not see.</summary>
    public static double SignalToNoise(ModelWriter writer)
    {
        byte[] model = writer.Output("y").Build();
        ImportResult result = OnnxImporter.Import(model, Options(Shape));
        using var reference = new FloatModel(model, Shape);
        using var executor = new ReferenceExecutor(result.Program);
        double signal = 0, noise = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            float[] input = Values(Shape.Aggregate((a, b) => a * b), 500 + sample), expected = reference.Run(input);
            double[] actual = OutputValues.Read(result.Program.Outputs[0], executor.Run([Quantise(input, result.Program.Inputs[0])]).Outputs[0].Span);
            signal += expected.Sum(value => (double)value * value);
            noise += expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum();
        }

        return 10 * Math.Log10(signal / noise);
    }

    /// <summary>The program gives the same bytes on the reference interpreter and the CPU.</summary>
    public static ImportResult RunsAlikeOnTheProcessor(ImportResult result)
    {
        TensorShape shape = result.Program.Inputs[0].Shape;
        byte[] input = [.. Values((int)shape.Elements, 80).Select(value => (byte)(sbyte)(value * 127))];
        using var reference = new ReferenceExecutor(result.Program);
        using var processor = new CpuExecutor(result.Program);

        processor.Run([input]).Outputs[0].ToArray().Should().Equal(reference.Run([input]).Outputs[0].ToArray());
        return result;
    }

    public static void Refuses(ModelWriter writer, string message, int[]? shape = null) =>
        FluentActions.Invoking(() => OnnxImporter.Import(writer.Output("y").Build(), Options(shape ?? Shape)))
            .Should().Throw<ImportException>().WithMessage(message);

    public static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>The bytes of an input [1, C, H, W].</summary>
    public static byte[] Quantise(float[] sample, TensorDescriptor input)
    {
        byte[] bytes = new byte[sample.Length];
        int positions = input.Shape.Height * input.Shape.Width;
        for (int i = 0; i < sample.Length; i++)
        {
            int at = (i % positions * input.Shape.Channels) + (i / positions);
            bytes[at] = (byte)(sbyte)Math.Clamp(Math.Round(sample[i] / input.Scale) + input.ZeroPoint, -128, 127);
        }

        return bytes;
    }

    private static double[] ChannelsFirst(double[] values, TensorShape shape)
    {
        int positions = shape.Height * shape.Width;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % positions * shape.Channels) + (i / positions)])];
    }
}
