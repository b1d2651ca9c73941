using Assay.Fuzz.Tests.Models;
using Assay.Fuzz.Tests.Mutations;
using Assay.Inference;
using Assay.Inference.Testing;
using Xunit.Abstractions;

namespace Assay.Fuzz.Tests;

[Collection(FuzzCollection.Name)]
public sealed class ProgramFuzzTests : IDisposable
{
    private const ulong UsualRawCases = 12_000, UsualRootedCases = 12_000;
    private const int Seeds = 64, LargestSeed = 16 * 1024;

    private readonly ITestOutputHelper _output;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-fuzz");
    private readonly byte[][] _files;
    private readonly Digest[] _ids;

    public ProgramFuzzTests(ITestOutputHelper output)
    {
        _output = output;
        var files = new List<(byte[] File, Digest Id)>();
        for (int seed = 0; files.Count < Seeds; seed++)
        {
            ModelCommitment commitment = ModelContainer.Write(FilePath, RandomPrograms.Create(seed).Program);
            byte[] file = File.ReadAllBytes(FilePath);
            if (file.Length <= LargestSeed)
                files.Add((file, commitment.ModelId));
        }

        _files = [.. files.Select(file => file.File)];
        _ids = [.. files.Select(file => file.Id)];
    }

    private string FilePath => Path.Combine(_folder.FullName, "fuzz.assay");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_parts_of_a_file_put_together_again_are_the_same_program()
    {
        for (int i = 0; i < _files.Length; i++)
        {
            var file = ProgramFile.Parse(_files[i]);
            file.UpdateRoots();
            Open(file.Encode(_files[i])).ModelId.Should().Be(_ids[i]);
        }
    }

    [Fact]
    public void A_program_file_whose_bytes_changed_is_always_refused()
    {
        var fuzz = new FuzzRun("program", _output, error => error is ModelFormatException);

        fuzz.Run(UsualRawCases, random =>
        {
            byte[] original = random.Pick(_files);
            byte[] mutated = ByteMutations.Apply(original, _files, random);
            if (_files.Any(file => mutated.AsSpan().SequenceEqual(file)))
                return FuzzOutcome.Refused;
            Open(mutated);
            throw new InvalidOperationException("the bytes do not match the roots of the file, and yet it was opened");
        });
    }

    [Fact]
    public void A_program_file_with_roots_of_its_own_is_refused_or_another_program_that_runs()
    {
        var fuzz = new FuzzRun("rooted", _output, error => error is ModelFormatException);

        fuzz.Run(UsualRootedCases, random =>
        {
            int seed = random.Below(_files.Length);
            byte[] mutated = ProgramMutations.Apply(_files[seed], random);
            File.WriteAllBytes(FilePath, mutated);
            using ModelContainer container = ModelContainer.Open(FilePath);
            if (container.Commitment.ModelId == _ids[seed] && !IsSameProgram(mutated, _files[seed]))
                throw new InvalidOperationException("another program has the same model id");
            return ProgramExecution.Run(container.Program, random);
        });

        if (FuzzSettings.OnlyCase is null)
        {
            fuzz.Count(FuzzOutcome.Refused).Should().BePositive();
            fuzz.Count(FuzzOutcome.Ran).Should().BePositive();
        }
    }

    private ModelCommitment Open(byte[] file)
    {
        File.WriteAllBytes(FilePath, file);
        using ModelContainer container = ModelContainer.Open(FilePath);
        return container.Commitment;
    }

    /// <summary>The name and the labels are not part of a program.</summary>
    private static bool IsSameProgram(byte[] left, byte[] right)
    {
        ProgramFile a = ProgramFile.Parse(left), b = ProgramFile.Parse(right);
        return a.Instructions.AsSpan().SequenceEqual(b.Instructions) && a.Constants.AsSpan().SequenceEqual(b.Constants);
    }
}
