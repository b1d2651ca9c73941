using Assay.Inference.Cpu;
using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Cpu;

/// <summary>Programs large enough that the work of each operator is shared by threads and cut into chunks and strips.</summary>
public class LargeProgramTests
{
    private const int HighestThreadCount = 3;

    // Bytes: the result, its array of outputs and the view of the executor's memory, for a program with one output.
    private const int LargestResult = 300;

    public static TheoryData<string> Networks => [.. LargePrograms.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Shared_work_gives_the_bytes_of_the_reference(string network)
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = LargePrograms.Create(network);
        using var reference = new ReferenceExecutor(program);
        ExecutionResult expected = reference.Run(inputs, keepBody: true);
        foreach (CpuInstructionSet set in CpuFeatures.Supported)
        {
            for (int threads = 1; threads <= HighestThreadCount; threads++)
            {
                using var executor = new CpuExecutor(program, new CpuExecutorOptions { InstructionSet = set, Threads = threads });
                for (int run = 0; run < 3; run++)
                {
                    ExecutionResult actual = executor.Run(inputs, keepBody: true);
                    actual.OutputSpace.Span.SequenceEqual(expected.OutputSpace.Span).Should().BeTrue($"{network} on {executor.Name}: output space");
                    actual.BodySpace!.Value.Span.SequenceEqual(expected.BodySpace!.Value.Span).Should().BeTrue($"{network} on {executor.Name}: body space");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_run_allocates_nothing_but_the_object_it_returns(string network)
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = LargePrograms.Create(network);
        foreach (CpuInstructionSet set in CpuFeatures.Supported)
        {
            // One thread: everything is done, and counted, on this one.
            using var executor = new CpuExecutor(program, new CpuExecutorOptions { InstructionSet = set, Threads = 1, ShareResultMemory = true });
            long least = long.MaxValue;
            for (int run = 0; run < 5; run++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                executor.Run(inputs);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            least.Should().BeLessThanOrEqualTo(LargestResult, $"{network} on {executor.Name}");
        }
    }
}
