using Assay.Fuzz.Tests.Models;
using Assay.Fuzz.Tests.Mutations;
using Assay.Import;
using Assay.Import.Graphs;
using Assay.Import.Onnx;
using Assay.Inference;
using Xunit.Abstractions;

namespace Assay.Fuzz.Tests;

[Collection(FuzzCollection.Name)]
public class OnnxFuzzTests(ITestOutputHelper output)
{
    private const ulong UsualCases = 40_000;

    // Each session of ONNX Runtime takes milliseconds, a hundred times the rest of a case: this share of the files goes all the way, the others up to it.
    private const int PercentCalibrated = 8;

    // Quantised files need no session: all are imported, and this share is run.
    private const int PercentOfQuantisedRun = 25;

    [Fact]
    public void The_files_to_mutate_are_imported_and_run()
    {
        for (int i = 0; i < OnnxSeeds.All.Length; i++)
        {
            byte[] model = OnnxSeeds.All[i];
            ImportResult result = IsQuantised(model) ? QuantisedOnnxImporter.Import(model, OnnxSeeds.QuantisedOptions) : OnnxImporter.Import(model, OnnxSeeds.Options);
            ProgramExecution.Run(result.Program, new FuzzRandom(1, (ulong)i)).Should().Be(FuzzOutcome.Ran, $"of file {i}");
        }
    }

    [Fact]
    public void Mutated_ONNX_files_are_refused_with_one_clear_error_or_run()
    {
        var fuzz = new FuzzRun("onnx", output, error => error is ImportException);

        fuzz.Run(UsualCases, random =>
        {
            byte[] model = Mutate(random);
            if (IsQuantised(model))
            {
                InferenceProgram program = QuantisedOnnxImporter.Import(model, OnnxSeeds.QuantisedOptions).Program;
                return random.Chance(PercentOfQuantisedRun) ? ProgramExecution.Run(program, random) : FuzzOutcome.Accepted;
            }

            if (random.Chance(PercentCalibrated))
            {
                ImportOptions options = OnnxSeeds.Options with { EqualiseChannels = random.Chance(25), LearnedRounding = random.Chance(25) };
                return ProgramExecution.Run(OnnxImporter.Import(model, options).Program, random);
            }

            GraphPasses.Run(FloatGraph.From(OnnxReader.Parse(model), OnnxSeeds.Options.Tensor!.Shape));
            return FuzzOutcome.Accepted;
        });

        if (FuzzSettings.OnlyCase is null)
        {
            fuzz.Count(FuzzOutcome.Refused).Should().BePositive();
            fuzz.Count(FuzzOutcome.Ran).Should().BePositive();
        }
    }

    private static bool IsQuantised(byte[] model) => QuantisedOperators.Has(OnnxReader.Parse(model));

    private static byte[] Mutate(FuzzRandom random)
    {
        byte[] seed = random.Pick(OnnxSeeds.All);
        return random.Chance(50) ? OnnxMutations.Apply(seed, random) : ByteMutations.Apply(seed, OnnxSeeds.All, random);
    }
}
