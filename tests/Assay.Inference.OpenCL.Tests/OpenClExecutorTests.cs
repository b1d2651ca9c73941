using Assay.Inference.Testing;

namespace Assay.Inference.OpenCL.Tests;

public class OpenClExecutorTests
{
    private static readonly int Seeds = 10 * OpcodeExtensions.All.Count;

    public static TheoryData<string> Operators => [.. TosaVectors.Operators];

    public static TheoryData<string> Networks => [.. LargePrograms.Names];

    [OpenClTheory]
    [MemberData(nameof(Operators))]
    public void The_device_gives_the_bytes_of_the_TOSA_vectors(string name)
    {
        foreach (GoldenCase golden in TosaVectors.Load(name).Cases)
        {
            using var executor = new OpenClExecutor(golden.Program);
            ExecutionResult result = executor.Run(golden.Inputs);
            foreach ((ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected) in result.Outputs.Zip(golden.Expected))
                actual.Span.SequenceEqual(expected.Span).Should().BeTrue($"{golden.Id} on {executor.Name}");
        }
    }

    [OpenClFact]
    public void The_device_gives_the_bytes_of_the_reference_on_random_programs()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            RandomCase random = RandomPrograms.Create(seed);
            RequireSame(random.ToString(), random.Program, random.Inputs);
        }
    }

    [OpenClTheory]
    [MemberData(nameof(Networks))]
    public void The_device_gives_the_bytes_of_the_reference_on_large_programs(string network)
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = LargePrograms.Create(network);
        RequireSame(network, program, inputs);
    }

    [OpenClFact]
    public void A_cancelled_run_stops_and_the_executor_stays_usable()
    {
        RandomCase random = RandomPrograms.Create(1);
        using var executor = new OpenClExecutor(random.Program);

        Action run = () => executor.Run(random.Inputs, cancellationToken: new CancellationToken(true));

        run.Should().Throw<OperationCanceledException>();
        executor.Run(random.Inputs).Outputs.Should().NotBeEmpty();
    }

    [OpenClFact]
    public void A_disposed_executor_refuses_to_run()
    {
        RandomCase random = RandomPrograms.Create(1);
        var executor = new OpenClExecutor(random.Program);
        executor.Dispose();

        Action run = () => executor.Run(random.Inputs);

        run.Should().Throw<ObjectDisposedException>();
    }

    private static void RequireSame(string name, InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        using var reference = new ReferenceExecutor(program);
        using var executor = new OpenClExecutor(program);
        ExecutionResult expected = reference.Run(inputs, keepBody: true);

        // The second run finds what the first left in the buffers.
        foreach (bool keepBody in (ReadOnlySpan<bool>)[true, false])
        {
            ExecutionResult actual = executor.Run(inputs, keepBody);
            actual.OutputSpace.Span.SequenceEqual(expected.OutputSpace.Span).Should().BeTrue($"{name} on {executor.Name}: output space");
            if (keepBody)
                actual.BodySpace!.Value.Span.SequenceEqual(expected.BodySpace!.Value.Span).Should().BeTrue($"{name} on {executor.Name}: body space");
            else
                actual.BodySpace.Should().BeNull();
        }
    }
}
