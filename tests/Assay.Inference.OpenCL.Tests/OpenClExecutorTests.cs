using Assay.Conformance.Testing;
using Assay.Import.Conformance;
using Assay.Inference.Testing;

namespace Assay.Inference.OpenCL.Tests;

public class OpenClExecutorTests
{
    private static readonly int Seeds = 10 * OpcodeExtensions.All.Count;

    public static TheoryData<string> Operators => [.. TosaVectors.Names];

    public static TheoryData<string> Networks => [.. LargePrograms.Names];

    [OpenClTheory]
    [MemberData(nameof(Operators))]
    public void The_device_gives_the_bytes_of_the_TOSA_vectors(string name)
    {
        foreach (ConformanceCase golden in TosaVectors.Load(name))
        {
            foreach (OpenClTiling tiling in Enum.GetValues<OpenClTiling>())
            {
                using var executor = new OpenClExecutor(golden.Program, new OpenClExecutorOptions { Tiling = tiling });
                golden.Holds(executor, CancellationToken.None).Should().BeTrue($"{golden.Id} on {executor.Name}, {tiling}");
            }
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

    [OpenClFact]
    public void A_run_that_is_cancelled_on_its_way_stops_and_the_executor_stays_usable()
    {
        InferenceProgram program = ManyCopies(400);
        ReadOnlyMemory<byte>[] inputs = [Enumerable.Range(0, (int)program.Inputs[0].ByteLength).Select(i => (byte)i).ToArray()];
        using var executor = new OpenClExecutor(program);
        executor.Run(inputs);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));

        Action run = () => executor.Run(inputs, cancellationToken: source.Token);

        run.Should().Throw<OperationCanceledException>();
        executor.Run(inputs).Outputs[0].ToArray().Should().Equal(inputs[0].ToArray());
    }

    [OpenClFact]
    public void The_name_says_how_products_are_computed()
    {
        using var executor = new OpenClExecutor(RandomPrograms.Create(1).Program, new OpenClExecutorOptions { DotProduct = DotProduct.Plain });

        executor.DotProduct.Should().Be(DotProduct.Plain);
        executor.Name.Should().EndWith("plain products").And.Contain(executor.Device.Name);
    }

    // Several batches of work, far more than a millisecond of it.
    private static InferenceProgram ManyCopies(int count)
    {
        var builder = new ProgramBuilder("many copies");
        TensorHandle tensor = builder.AddInput("input", ElementType.Int8, new TensorShape(1, 400, 500, 1));
        for (int i = 0; i < count; i++)
            tensor = builder.Rescale(tensor, ElementType.Int8, Epilogue.Narrow);
        builder.MarkOutput(tensor, "output");
        return builder.Build();
    }

    private static void RequireSame(string name, InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        using var reference = new ReferenceExecutor(program);
        ExecutionResult expected = reference.Run(inputs, keepBody: true);
        foreach (OpenClTiling tiling in Enum.GetValues<OpenClTiling>())
        {
            using var executor = new OpenClExecutor(program, new OpenClExecutorOptions { Tiling = tiling });
            string where = $"{name} on {executor.Name}, {tiling}";

            // The second run finds what the first left in the buffers.
            foreach (bool keepBody in (ReadOnlySpan<bool>)[true, false])
            {
                ExecutionResult actual = executor.Run(inputs, keepBody);
                actual.OutputSpace.Span.SequenceEqual(expected.OutputSpace.Span).Should().BeTrue($"{where}: output space");
                if (keepBody)
                    actual.BodySpace!.Value.Span.SequenceEqual(expected.BodySpace!.Value.Span).Should().BeTrue($"{where}: body space");
                else
                    actual.BodySpace.Should().BeNull();
            }
        }
    }
}
