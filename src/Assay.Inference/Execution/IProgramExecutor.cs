namespace Assay.Inference;

/// <summary>
/// Runs one program. Every executor gives the same bytes. An executor may keep buffers between runs and is not safe for concurrent runs.
/// </summary>
public interface IProgramExecutor : IDisposable
{
    /// <summary>What computes, for people: the instruction set or the device.</summary>
    public string Name { get; }

    /// <summary>Runs the program once.</summary>
    /// <param name="inputs">The bytes of each input tensor, in the order of the program's inputs, little-endian and without padding.</param>
    /// <param name="keepBody">Whether the result holds the whole body space, for the trace.</param>
    /// <param name="cancellationToken">Looked at between instructions at the latest.</param>
    /// <exception cref="ArgumentException">The number or the length of the inputs is not the program's.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ExecutionResult Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs, bool keepBody = false, CancellationToken cancellationToken = default);

    /// <summary>Runs the program once, keeps the whole body, and hashes body and output: what a trace commits to.</summary>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <param name="cancellationToken">Looked at between instructions at the latest, and while hashing.</param>
    /// <exception cref="ArgumentException">The number or the length of the inputs is not the program's.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public TracedRun RunTraced(IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellationToken = default)
    {
        ExecutionResult result = Run(inputs, keepBody: true, cancellationToken);
        return new TracedRun(result, new PagedTree(result.BodySpace!.Value, cancellationToken), new PagedTree(result.OutputSpace, cancellationToken));
    }
}
