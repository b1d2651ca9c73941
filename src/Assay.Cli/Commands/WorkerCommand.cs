using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Node.Workers;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Commands;

/// <summary><c>assay worker</c>: earns.</summary>
internal static class WorkerCommand
{
    private const string Description = "Accepts jobs for the models it has, runs them, submits, answers disputes and settles, until Ctrl+C. It keeps nothing but the models: stop and start it as you like, "
        + "but not for longer than a dispute's clock. The acting account needs stake ('assay stake deposit').\n\nExamples:\n  assay worker --models . --dev-account 2\n"
        + "  assay worker --models models --keystore operator.json --executor cpu --interval 12";

    public static Command Create() => new Command("worker", Description).AsNode().Does((parsed, _, cancellation) => NodeHost.RunAsync(
        parsed,
        parts => new Worker(parts.Client, parts.Data, parts.Outputs, parts.Runner, parts.Loggers.CreateLogger<Worker>()).StepAsync,
        cancellation));
}
