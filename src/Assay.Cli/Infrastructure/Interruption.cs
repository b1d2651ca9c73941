using System.Runtime.InteropServices;

namespace Assay.Cli.Infrastructure;

/// <summary>
/// Turns Ctrl+C and the signal to terminate into a cancellation. Who asks twice, or waits for longer than <see cref="Patience"/>, is not kept waiting: the tool ends at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long a command may take to stop and to clean up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Timer impatience = new(_ => End());
    private int requests;

    /// <summary>Starts to listen.</summary>
    public Interruption() => registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        impatience.Dispose();
        source.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref requests) > 1)
            End();
        impatience.Change(Patience, Timeout.InfiniteTimeSpan);
        // The work may end, and this be disposed, while its callbacks run: nobody waits for them.
        _ = source.CancelAsync();
    }

    private static void End()
    {
        Console.Error.WriteLine("error: cancelled");
        Environment.Exit(ExitCode.Cancelled);
    }
}
