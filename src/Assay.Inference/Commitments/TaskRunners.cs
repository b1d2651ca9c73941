namespace Assay.Inference;

/// <summary>Runs tasks 0 … <paramref name="tasks"/> − 1, in any order and possibly at the same time.</summary>
internal delegate void TaskRunner(int tasks, Action<int> task);

/// <summary>Where the tasks of hashing a tree run.</summary>
internal static class TaskRunners
{
    /// <summary>One after the other.</summary>
    public static TaskRunner InOrder { get; } = (tasks, task) =>
    {
        for (int i = 0; i < tasks; i++)
            task(i);
    };

    /// <summary>On at most <paramref name="threads"/> processors.</summary>
    public static TaskRunner OnProcessors(int threads, CancellationToken cancellationToken)
    {
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = threads };
        return (tasks, task) =>
        {
            // One task is not worth waking anybody.
            if (tasks == 1 || threads == 1)
                InOrder(tasks, Cancellable);
            else
                Parallel.For(0, tasks, options, task);

            void Cancellable(int i)
            {
                cancellationToken.ThrowIfCancellationRequested();
                task(i);
            }
        };
    }
}
