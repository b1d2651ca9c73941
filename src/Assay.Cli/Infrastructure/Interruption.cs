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
    private readonly Timer impatience;
    private int requests;
    private int announcements;

    /// <summary>Starts to listen.</summary>
    public Interruption()
    {
        impatience = new Timer(_ => End());
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Says that the command was cancelled; once, although the end of the work and a second signal may come together.</summary>
    public void Announce()
    {
        if (Interlocked.Increment(ref announcements) == 1)
            Console.Error.WriteLine("error: cancelled");
    }

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
        try
        {
            impatience.Change(Patience, Timeout.InfiniteTimeSpan);
            // Nobody waits for the callbacks: the work may end while they run.
            _ = source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The command ended by itself at the same moment.
        }
    }

    private void End()
    {
        Announce();
        Environment.Exit(ExitCode.Cancelled);
    }
}
