using Assay.Fuzz.Tests.Models;
using Assay.Fuzz.Tests.Mutations;
using Assay.Import;
using Assay.Inference;
using Xunit.Abstractions;

namespace Assay.Fuzz.Tests;

[Collection(FuzzCollection.Name)]
public class TfliteFuzzTests(ITestOutputHelper output)
{
    private const ulong UsualCases = 40_000;

    private static readonly TfliteImportOptions s_options = new() { Name = "fuzz" };

    [Fact]
    public void The_files_to_mutate_are_imported_and_run()
    {
        for (int i = 0; i < TfliteSeeds.Files.Length; i++)
        {
            InferenceProgram program = TfliteImporter.Import(TfliteSeeds.Files[i], s_options).Program;
            ProgramExecution.Run(program, new FuzzRandom(1, (ulong)i)).Should().Be(FuzzOutcome.Ran, $"of file {i}");
        }
    }

    [Fact]
    public void Mutated_TFLite_files_are_refused_with_one_clear_error_or_run()
    {
        var fuzz = new FuzzRun("tflite", output, error => error is ImportException);

        fuzz.Run(UsualCases, random => ProgramExecution.Run(TfliteImporter.Import(Mutate(random), s_options).Program, random));

        if (FuzzSettings.OnlyCase is null)
        {
            fuzz.Count(FuzzOutcome.Refused).Should().BePositive();
            fuzz.Count(FuzzOutcome.Ran).Should().BePositive();
        }
    }

    private static byte[] Mutate(FuzzRandom random)
    {
        int seed = random.Below(TfliteSeeds.All.Length);
        return random.Chance(50) ? TfliteMutations.Apply(TfliteSeeds.All[seed], random) : ByteMutations.Apply(TfliteSeeds.Files[seed], TfliteSeeds.Files, random);
    }
}
