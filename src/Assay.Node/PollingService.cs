using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Node;

/// <summary>
/// Looks at the chain again and again: at once while there was something to do, otherwise after a pause. An error is logged and tried again, with growing pauses; nothing is
/// lost by that, since every step starts from the chain.
/// </summary>
public sealed partial class PollingService : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Func<CancellationToken, Task<int>> step;
    private readonly TimeSpan interval;
    private readonly ILogger<PollingService> log;

    /// <param name="step">One look at the chain; gives the number of actions taken.</param>
    /// <param name="interval">The pause when there was nothing to do.</param>
    /// <param name="log">Errors.</param>
    public PollingService(Func<CancellationToken, Task<int>> step, TimeSpan interval, ILogger<PollingService> log)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        this.step = step;
        this.interval = interval;
        this.log = log;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var actions = await step(stoppingToken).ConfigureAwait(false);
                pause = interval;
                if (actions > 0)
                    continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailure(exception.Message, pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason} (trying again in {Pause})")]
    private partial void LogFailure(string reason, TimeSpan pause);
}
