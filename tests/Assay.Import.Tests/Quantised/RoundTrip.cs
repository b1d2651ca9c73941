using Assay.Import.Evaluation;
using Assay.Import.Export;
using Assay.Inference;
using Assay.Inference.Cpu;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Import.Tests.Quantised;

/// <summary>How a program that was exported and imported again compares with itself and with ONNX Runtime.</summary>
internal sealed record RoundTrip
{
    private long Elements { get; init; }

    private long Equal { get; init; }

    private long EqualToRuntime { get; init; }

    private int Runs { get; init; }

    private int Classes { get; init; }

    private int ClassesOfRuntime { get; init; }

    /// <summary>The largest difference from the program and from ONNX Runtime, in steps.</summary>
    public long Largest { get; init; }

    public long LargestFromRuntime { get; init; }

    public double Same => (double)Equal / Elements;

    public double SameAsRuntime => (double)EqualToRuntime / Elements;

    public double SameClass => (double)Classes / Runs;

    public double SameClassAsRuntime => (double)ClassesOfRuntime / Runs;

    /// <summary>Exports a program, imports it again, and runs it, what came back and ONNX Runtime on the same inputs.</summary>
    public static RoundTrip Take(InferenceProgram program, OnnxExportForm form, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        byte[] file = Export(program, form);
        InferenceProgram back = Import(program.Name, file);
        using var original = new CpuExecutor(program);
        using var imported = new CpuExecutor(back);
        using InferenceSession session = QuantisedAgreement.Session(file);
        NodeMetadata metadata = session.InputMetadata[session.InputNames[0]];
        var trip = new RoundTrip();
        foreach (ReadOnlyMemory<byte> input in inputs)
        {
            long[] first = QuantisedAgreement.Integers(program.Outputs[0], original.Run([input]).Outputs[0].Span);
            long[] second = QuantisedAgreement.Integers(back.Outputs[0], imported.Run([input]).Outputs[0].Span);
            long[] channelsFirst = ChannelsFirst(QuantisedAgreement.Integers(program.Inputs[0], input.Span), metadata.Dimensions);
            long[] runtime = QuantisedAgreement.ChannelsLast(
                QuantisedAgreement.Run(session, channelsFirst, metadata), session.OutputMetadata[session.OutputNames[0]].Dimensions);
            trip = trip.With(first, second, runtime);
        }

        return trip;
    }

    /// <summary>Exports a program and imports it again.</summary>
    public static InferenceProgram Import(InferenceProgram program, OnnxExportForm form) => Import(program.Name, Export(program, form));

    private static byte[] Export(InferenceProgram program, OnnxExportForm form) => OnnxExporter.Export(program, new OnnxExportOptions(form) { ChannelsFirst = true });

    private static InferenceProgram Import(string name, byte[] file) => QuantisedOnnxImporter.Import(file, new QuantisedOnnxOptions { Name = name }).Program;

    private RoundTrip With(long[] program, long[] imported, long[] runtime) => this with
    {
        Elements = Elements + program.Length,
        Equal = Equal + program.Zip(imported).Count(pair => pair.First == pair.Second),
        EqualToRuntime = EqualToRuntime + runtime.Zip(imported).Count(pair => pair.First == pair.Second),
        Runs = Runs + 1,
        Classes = Classes + (OutputValues.Largest(program) == OutputValues.Largest(imported) ? 1 : 0),
        ClassesOfRuntime = ClassesOfRuntime + (OutputValues.Largest(runtime) == OutputValues.Largest(imported) ? 1 : 0),
        Largest = Math.Max(Largest, program.Zip(imported).Max(pair => Math.Abs(pair.First - pair.Second))),
        LargestFromRuntime = Math.Max(LargestFromRuntime, runtime.Zip(imported).Max(pair => Math.Abs(pair.First - pair.Second))),
    };

    public override string ToString() =>
        $"{Runs} runs; as the program: {Same:P3} of the elements, {SameClass:P1} of the classes, at most {Largest} off; "
        + $"as ONNX Runtime: {SameAsRuntime:P3}, {SameClassAsRuntime:P1}, at most {LargestFromRuntime} off";

    private static long[] ChannelsFirst(long[] values, IReadOnlyList<int> shape)
    {
        int channels = shape[1], positions = shape[2] * shape[3];
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % positions * channels) + (i / positions)])];
    }
}
