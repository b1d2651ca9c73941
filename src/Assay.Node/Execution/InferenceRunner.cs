using Assay.Inference;
using Assay.Protocol.Disputes;

namespace Assay.Node.Execution;

/// <summary>Runs models for a worker or a verifier.</summary>
public interface IInferenceRunner
{
    /// <summary>The output space of a run: the fast path, without a trace.</summary>
    public ReadOnlyMemory<byte> Run(ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation);

    /// <summary>The same run with its whole trace, for a dispute.</summary>
    public Trace Record(ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation);
}

/// <summary>Runs models honestly, with one executor for each model, made on first use.</summary>
public sealed class InferenceRunner : IInferenceRunner, IDisposable
{
    private readonly Dictionary<Digest, IProgramExecutor> executors = [];
    private readonly ExecutorKind kind;
    private readonly Action<string>? note;

    /// <param name="kind">Which implementation.</param>
    /// <param name="note">Told when there is a fallback.</param>
    public InferenceRunner(ExecutorKind kind, Action<string>? note = null)
    {
        this.kind = kind;
        this.note = note;
    }

    /// <summary>What computes, once something ran.</summary>
    public string? ExecutorName { get; private set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Run(ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation) =>
        Executor(model).Run(inputs, keepBody: false, cancellation).OutputSpace;

    /// <inheritdoc/>
    public Trace Record(ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Trace.Record(model.Program, Executor(model), inputs, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var executor in executors.Values)
            executor.Dispose();
        executors.Clear();
    }

    private IProgramExecutor Executor(ModelContainer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!executors.TryGetValue(model.Commitment.ModelId, out var executor))
        {
            executor = ExecutorChoice.Create(kind, model.Program, note);
            executors.Add(model.Commitment.ModelId, executor);
        }

        ExecutorName = executor.Name;
        return executor;
    }
}
