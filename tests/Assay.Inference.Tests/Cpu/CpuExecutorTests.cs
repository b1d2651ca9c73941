using Assay.Conformance.Testing;
using Assay.Import.Conformance;
using Assay.Inference.Cpu;
using Assay.Inference.Testing;
using Assay.Inference.Tests.Commitments;

namespace Assay.Inference.Tests.Cpu;

public class CpuExecutorTests
{
    private const int Seeds = 900;

    public static TheoryData<CpuInstructionSet> InstructionSets => [.. CpuFeatures.Supported];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Every_instruction_set_gives_the_bytes_of_the_TOSA_vectors(CpuInstructionSet set)
    {
        foreach (ConformanceCase golden in TosaVectors.Names.SelectMany(TosaVectors.Load))
        {
            using var executor = new CpuExecutor(golden.Program, new CpuExecutorOptions { InstructionSet = set, Threads = 1 });
            golden.Holds(executor, CancellationToken.None).Should().BeTrue($"{golden.Id} on {executor.Name}");
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
    public void A_traced_run_gives_the_same_bytes_and_the_roots_over_them_with_any_number_of_threads()
    {
        Parallel.For(0, Seeds / 3, seed =>
        {
            RandomCase random = RandomPrograms.Create(seed);
            using IProgramExecutor reference = new ReferenceExecutor(random.Program);
            TracedRun expected = reference.RunTraced(random.Inputs);
            using var executor = new CpuExecutor(random.Program, new CpuExecutorOptions { Threads = 1 + (seed % 3), ShareResultMemory = seed % 2 == 0 });
            for (int run = 0; run < 3; run++)
            {
                TracedRun actual = executor.RunTraced(random.Inputs);
                actual.Commitment.Should().Be(expected.Commitment, $"seed {seed}, run {run}");
                actual.Result.BodySpace!.Value.Span.SequenceEqual(expected.Result.BodySpace!.Value.Span).Should().BeTrue($"seed {seed}, run {run}");
                actual.Body.PageCount.Should().Be(expected.Body.PageCount);
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_long_trace_is_hashed_while_it_is_computed(int threads)
    {
        // 1,250 pages from eight instructions, the last piece ragged.
        var builder = new ProgramBuilder("long trace");
        TensorHandle x = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 200, 100, 4));
        for (int i = 0; i < 8; i++)
            x = builder.Rescale(x, ElementType.Int8, Epilogue.Rescale(new RescaleStage(1 << 30, 30, i - 3, sbyte.MinValue, sbyte.MaxValue)));
        builder.MarkOutput(builder.ReduceSum(x, 1, 2, ElementType.Int32, Epilogue.Narrow), "y");
        InferenceProgram program = builder.Build();
        ReadOnlyMemory<byte>[][] inputs = [.. Enumerable.Range(0, 20).Select(seed => new ReadOnlyMemory<byte>[] { PagedTreeTests.Space(200, seed).AsMemory(0, 80_000) })];
        using var executor = new CpuExecutor(program, new CpuExecutorOptions { Threads = threads });

        foreach (ReadOnlyMemory<byte>[] input in inputs)
        {
            TracedRun run = executor.RunTraced(input);

            run.Body.Root.Should().Be(new PagedTree(executor.Run(input, keepBody: true).BodySpace!.Value).Root);
            run.Output.Root.Should().Be(new PagedTree(run.Result.OutputSpace).Root);
        }
    }

    [Fact]
    public void A_cancelled_traced_run_stops_and_the_executor_stays_usable()
    {
        RandomCase random = RandomPrograms.Create(1);
        using var executor = new CpuExecutor(random.Program, new CpuExecutorOptions { Threads = 2 });

        Action run = () => executor.RunTraced(random.Inputs, new CancellationToken(true));

        run.Should().Throw<OperationCanceledException>();
        executor.RunTraced(random.Inputs).Body.Root.Should().Be(new PagedTree(executor.Run(random.Inputs, keepBody: true).BodySpace!.Value).Root);
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
