using System.Security.Cryptography;
using Assay.Import.Tflite;
using Assay.Import.Tflite.Lowering;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.Testing;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Tflite;

/// <summary>Real int8 models give TensorFlow Lite's bytes, on the reference interpreter and on the CPU; the OpenCL tests have the same.</summary>
public class GoldenModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("hello_world_int8")]
    [InlineData("micro_speech")]
    public void The_reference_interpreter_gives_the_golden_bytes(string name)
    {
        GoldenModel model = GoldenModel.Get(name);
        InferenceProgram program = Import(model);
        using var executor = new ReferenceExecutor(program);
        Gives(executor, model.Cases);
    }

    /// <summary>The interpreter is slow: as many cases as a few hundred million products allow, and at least one.</summary>
    [FurtherModelsTheory]
    [MemberData(nameof(FurtherModels))]
    public void Some_cases_give_the_golden_bytes_on_the_reference_interpreter(string name)
    {
        const long Products = 200_000_000;
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == name);
        InferenceProgram program = Import(model);
        long ofOneRun = program.Instructions.Sum(instruction => instruction.OutputShape.Elements * StepPlan.ReductionLength(instruction));
        using var executor = new ReferenceExecutor(program);
        Gives(executor, [.. model.Cases.Take((int)Math.Max(1, Products / ofOneRun))]);
    }

    [FurtherModelsTheory]
    [MemberData(nameof(FurtherModels))]
    public void Every_case_gives_the_golden_bytes_on_the_cpu(string name)
    {
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == name);
        using var executor = new CpuExecutor(Import(model));
        Gives(executor, model.Cases);
    }

    [FurtherModelsTheory]
    [MemberData(nameof(FurtherModels))]
    public void Every_layer_gives_the_golden_bytes_on_the_cpu(string name)
    {
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == name);
        TfliteModel parsed = TfliteReader.Parse(File.ReadAllBytes(model.FilePath));
        (InferenceProgram program, IReadOnlyList<string> names) = TfliteLowering.Lower(parsed, Options(model), default);
        using var executor = new CpuExecutor(program);
        int compared = 0;
        foreach (IGrouping<string, GoldenLayer> run in model.Layers.GroupBy(layer => layer.Case))
        {
            ExecutionResult result = executor.Run([model.Cases.Single(golden => golden.Name == run.Key).Input], keepBody: true);
            foreach (GoldenLayer layer in run)
            {
                int last = names.ToList().FindLastIndex(label => label == $"{layer.Operator} {layer.Kind}");
                if (last < 0)
                    continue;
                Instruction instruction = program.Instructions[last];
                ReadOnlyMemory<byte> space = instruction.OutputSpace == MemorySpace.Body ? result.BodySpace!.Value : result.OutputSpace;
                ReadOnlySpan<byte> bytes = space.Span.Slice((int)instruction.OutputByteOffset, (int)instruction.OutputByteLength);
                Convert.ToHexStringLower(SHA256.HashData(bytes)).Should().Be(layer.Sha256, $"of operator {layer.Operator} ({layer.Kind}) in {run.Key}");
                compared++;
            }
        }

        output.WriteLine($"{compared} layers");
        compared.Should().BePositive();
    }

    public static TheoryData<string> FurtherModels => [.. GoldenModel.Further.Select(model => model.Name)];

    private static InferenceProgram Import(GoldenModel model) => TfliteImporter.Import(model.FilePath, Options(model)).Program;

    private static TfliteImportOptions Options(GoldenModel model) => new() { Name = model.Name };

    private static void Gives(IProgramExecutor executor, IReadOnlyList<GoldenModelCase> cases)
    {
        cases.Should().NotBeEmpty();
        foreach (GoldenModelCase golden in cases)
            executor.Run([golden.Input]).Outputs.Single().ToArray().Should().Equal(golden.Output.ToArray(), $"of {golden.Name}");
    }
}

/// <summary>A test over the models of <see cref="GoldenModel.FolderVariable"/>; skipped, which the console says, where there are none.</summary>
public sealed class FurtherModelsTheoryAttribute : TheoryAttribute
{
    public FurtherModelsTheoryAttribute()
    {
        if (GoldenModel.Further.Count == 0)
            Skip = $"{GoldenModel.FolderVariable} names no folder of further models with golden outputs; only the committed ones are tested.";
    }
}

/// <summary>As <see cref="FurtherModelsTheoryAttribute"/>, for one model.</summary>
public sealed class FurtherModelsFactAttribute : FactAttribute
{
    public FurtherModelsFactAttribute()
    {
        if (GoldenModel.Further.Count == 0)
            Skip = $"{GoldenModel.FolderVariable} names no folder of further models with golden outputs; only the committed ones are tested.";
    }
}
