using Assay.Inference.OpenCL.Native;
using Assay.Inference.Testing;

namespace Assay.Inference.OpenCL.Tests;

/// <summary>Traces that are hashed on the device have the roots, nodes and pages of those that the processor hashes.</summary>
public class TraceTests
{
    [OpenClTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(130)]
    [InlineData(1025)]
    public void Any_number_of_pages_is_hashed_on_the_device(int pages)
    {
        byte[] space = new byte[pages * Memory.PageSize];
        new Random(pages).NextBytes(space);
        OpenClDevice device = OpenClDevice.Select();
        OpenClProgram program = OpenClProgram.For(device, DotProduct.Plain);
        using var queue = new DeviceQueue(device, program);
        using MemoryHandle buffer = queue.CreateBuffer(space, "a space");
        using var hashing = new TreeHashing(queue, buffer, (uint)pages, program.HashLanes, "a space");
        hashing.Enqueue(CancellationToken.None);

        RequireSame(new PagedTree(new DeviceTree(new Lock(), queue, buffer, hashing, (uint)pages)), new PagedTree(space));
    }

    [OpenClFact]
    public void Traced_runs_of_random_programs_have_the_trees_of_the_reference()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            RandomCase random = RandomPrograms.Create(seed);
            using IProgramExecutor reference = new ReferenceExecutor(random.Program);
            using var executor = new OpenClExecutor(random.Program);
            TracedRun expected = reference.RunTraced(random.Inputs);

            TracedRun actual = executor.RunTraced(random.Inputs);

            actual.Commitment.Should().Be(expected.Commitment, $"{random}");
            actual.Result.OutputSpace.Span.SequenceEqual(expected.Result.OutputSpace.Span).Should().BeTrue($"{random}");
            RequireSame(actual.Body, expected.Body);
            RequireSame(actual.Output, expected.Output);
        }
    }

    [OpenClTheory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1025)]
    [InlineData(16_000)]
    public void Tensors_that_do_not_fill_their_pages_are_hashed_with_zeros(int bytes)
    {
        var builder = new ProgramBuilder("copy");
        TensorHandle input = builder.AddInput("input", ElementType.Int8, new TensorShape(1, 1, 1, bytes));
        TensorHandle copy = builder.Rescale(builder.Rescale(input, ElementType.Int8, Epilogue.Narrow), ElementType.Int16, Epilogue.Narrow);
        builder.MarkOutput(copy, "output");
        InferenceProgram program = builder.Build();
        byte[] content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        using IProgramExecutor reference = new ReferenceExecutor(program);
        using var executor = new OpenClExecutor(program);

        executor.RunTraced([content]).Commitment.Should().Be(reference.RunTraced([content]).Commitment);
    }

    [OpenClFact]
    public void A_trace_stays_what_it_was_when_the_executor_runs_again_and_when_it_is_gone()
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = LargePrograms.Create("element-wise");
        ReadOnlyMemory<byte>[] others = [.. inputs.Select(input => (ReadOnlyMemory<byte>)new byte[input.Length])];
        using IProgramExecutor reference = new ReferenceExecutor(program);
        var executor = new OpenClExecutor(program);
        TracedRun first = executor.RunTraced(inputs);
        byte[] page = first.Body.Page(1).ToArray();
        TracedRun second = executor.RunTraced(others);
        executor.Dispose();

        first.Body.Page(1).ToArray().Should().Equal(page);
        RequireSame(first.Body, reference.RunTraced(inputs).Body);
        RequireSame(second.Body, reference.RunTraced(others).Body);
    }

    [OpenClFact]
    public void A_cancelled_traced_run_gives_no_trace_and_leaves_the_next_one_right()
    {
        RandomCase random = RandomPrograms.Create(3);
        using IProgramExecutor reference = new ReferenceExecutor(random.Program);
        using var executor = new OpenClExecutor(random.Program);

        Action run = () => executor.RunTraced(random.Inputs, new CancellationToken(true));

        run.Should().Throw<OperationCanceledException>();
        executor.RunTraced(random.Inputs).Commitment.Should().Be(reference.RunTraced(random.Inputs).Commitment);
    }

    private static void RequireSame(PagedTree actual, PagedTree expected)
    {
        actual.PageCount.Should().Be(expected.PageCount);
        actual.Depth.Should().Be(expected.Depth);
        actual.Root.Should().Be(expected.Root);
        for (int level = 0; level <= expected.Depth; level = PageLevels.Above(level))
        {
            for (long index = 0; index < 1L << (expected.Depth - level); index++)
            {
                if (actual.Node(level, index) != expected.Node(level, index))
                    actual.Node(level, index).Should().Be(expected.Node(level, index), $"node {index} of level {level}");
            }
        }

        for (long index = 0; index < expected.PageCount; index++)
            actual.Page(index).SequenceEqual(expected.Page(index)).Should().BeTrue($"page {index}");
    }
}
