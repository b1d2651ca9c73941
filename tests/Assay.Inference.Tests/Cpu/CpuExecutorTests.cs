using Assay.Inference.Cpu;
using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Cpu;

public class CpuExecutorTests
{
    private const int Seeds = 900;

    public static TheoryData<CpuInstructionSet> InstructionSets => [.. CpuFeatures.Supported];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Every_instruction_set_gives_the_bytes_of_the_TOSA_vectors(CpuInstructionSet set)
    {
        foreach (GoldenCase golden in TosaVectors.Operators.SelectMany(name => TosaVectors.Load(name).Cases))
        {
            using var executor = new CpuExecutor(golden.Program, new CpuExecutorOptions { InstructionSet = set, Threads = 1 });
            ExecutionResult result = executor.Run(golden.Inputs);
            foreach ((ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected) in result.Outputs.Zip(golden.Expected))
                actual.Span.SequenceEqual(expected.Span).Should().BeTrue($"{golden.Id} on {executor.Name}");
        }
    }

    [Fact]
    public void Every_instruction_set_and_thread_count_gives_the_bytes_of_the_reference_on_random_programs()
    {
        Parallel.For(0, Seeds, seed =>
        {
            RandomCase random = RandomPrograms.Create(seed);
            using var reference = new ReferenceExecutor(random.Program);
            ExecutionResult expected = reference.Run(random.Inputs, keepBody: true);
            foreach (CpuInstructionSet set in CpuFeatures.Supported)
                RequireSame(random, new CpuExecutorOptions { InstructionSet = set, Threads = 1 + (seed % 3) }, expected);
        });
    }

    [Fact]
    public void An_unsupported_instruction_set_is_refused_by_name()
    {
        CpuInstructionSet missing = Enum.GetValues<CpuInstructionSet>().First(set => !CpuFeatures.IsSupported(set));

        Action create = () => _ = new CpuExecutor(RandomPrograms.Create(0).Program, new CpuExecutorOptions { InstructionSet = missing });

        create.Should().Throw<PlatformNotSupportedException>().WithMessage($"*{missing}*available*");
    }

    [Fact]
    public void A_cancelled_run_stops_and_the_executor_stays_usable()
    {
        RandomCase random = RandomPrograms.Create(1);
        using var executor = new CpuExecutor(random.Program);

        Action run = () => executor.Run(random.Inputs, cancellationToken: new CancellationToken(true));

        run.Should().Throw<OperationCanceledException>();
        executor.Run(random.Inputs).Outputs.Should().NotBeEmpty();
    }

    [Fact]
    public void Shared_results_are_views_that_the_next_run_rewrites_and_disposal_closes()
    {
        RandomCase random = RandomPrograms.Create(7);
        using var copying = new CpuExecutor(random.Program);
        ExecutionResult expected = copying.Run(random.Inputs, keepBody: true);
        var sharing = new CpuExecutor(random.Program, new CpuExecutorOptions { ShareResultMemory = true });

        ExecutionResult actual = sharing.Run(random.Inputs, keepBody: true);

        actual.OutputSpace.ToArray().Should().Equal(expected.OutputSpace.ToArray());
        actual.BodySpace!.Value.ToArray().Should().Equal(expected.BodySpace!.Value.ToArray());
        sharing.Dispose();
        Action read = () => _ = actual.OutputSpace.Span.Length;
        read.Should().Throw<ObjectDisposedException>();
    }

    private static void RequireSame(RandomCase random, CpuExecutorOptions options, ExecutionResult expected)
    {
        using var executor = new CpuExecutor(random.Program, options);

        // Compact memory, paged memory, and compact again over what the first run left behind.
        foreach (bool keepBody in (ReadOnlySpan<bool>)[false, true, false])
        {
            ExecutionResult actual = executor.Run(random.Inputs, keepBody);
            actual.OutputSpace.Span.SequenceEqual(expected.OutputSpace.Span).Should().BeTrue($"{random} on {executor.Name}: output space");
            if (keepBody)
                actual.BodySpace!.Value.Span.SequenceEqual(expected.BodySpace!.Value.Span).Should().BeTrue($"{random} on {executor.Name}: body space");
            else
                actual.BodySpace.Should().BeNull();
        }
    }
}
