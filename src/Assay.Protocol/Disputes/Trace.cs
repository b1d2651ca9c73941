using Assay.Inference;

namespace Assay.Protocol.Disputes;

/// <summary>One run of a program with everything that a dispute about it needs: the four spaces and their trees.</summary>
public sealed class Trace
{
    private Trace(InferenceProgram program, ReadOnlyMemory<byte> input, PagedTree body, PagedTree output, CancellationToken cancellation)
    {
        Program = program;
        Instructions = new ProgramTree(program);
        Input = new PagedTree(input, cancellation);
        Constants = new PagedTree(program.Constants, cancellation);
        Body = body;
        Output = output;
        Memory = new TreeMemory(new SpaceTrees(Input, Constants, Body, Output));
        Model = ModelCommitment.Of(program, Instructions, Constants);
    }

    /// <summary>The program.</summary>
    public InferenceProgram Program { get; }

    /// <summary>The tree over its instructions.</summary>
    public ProgramTree Instructions { get; }

    /// <summary>The model that the program is.</summary>
    public ModelCommitment Model { get; }

    /// <summary>The input space.</summary>
    public PagedTree Input { get; }

    /// <summary>The constants space.</summary>
    public PagedTree Constants { get; }

    /// <summary>The body space.</summary>
    public PagedTree Body { get; }

    /// <summary>The output space.</summary>
    public PagedTree Output { get; }

    /// <summary>The bytes of all spaces.</summary>
    public ProgramMemory Memory { get; }

    /// <summary>Runs the program, keeping the whole trace.</summary>
    public static Trace Record(InferenceProgram program, IProgramExecutor executor, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(executor);
        var run = executor.RunTraced(inputs, cancellation);
        return new Trace(program, InputSpace.Create(program, inputs), run.Body, run.Output, cancellation);
    }

    /// <summary>Takes the spaces of a run, which must not change afterwards.</summary>
    public static Trace FromSpaces(
        InferenceProgram program, ReadOnlyMemory<byte> input, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> output, CancellationToken cancellation) =>
        new(program, input, new PagedTree(body, cancellation), new PagedTree(output, cancellation), cancellation);

    /// <summary>The tree of one of the two spaces that a run writes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The space is not body or output.</exception>
    public PagedTree Written(MemorySpace space) => space switch
    {
        MemorySpace.Body => Body,
        MemorySpace.Output => Output,
        _ => throw new ArgumentOutOfRangeException(nameof(space), space, "A dispute is about the body or the output."),
    };
}
