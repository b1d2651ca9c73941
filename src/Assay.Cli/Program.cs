using System.CommandLine;
using Assay.Cli.Commands;
using Assay.Cli.Infrastructure;

namespace Assay.Cli;

/// <summary>The <c>assay</c> tool.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Assay: AI inference for money, with results that can be proven on chain.")
        {
            GlobalOptions.Json,
            GlobalOptions.Debug,
            DemoCommand.Create(),
            DevnetCommand.Create(),
            DeployCommand.Create(),
            ModelCommand.Create(),
            BenchCommand.Create(),
            ReadCommand.Create(),
            TokenCommand.Create(),
            StakeCommand.Create(),
            JobCommand.Create(),
            WorkerCommand.Create(),
            VerifierCommand.Create(),
            DisputeCommand.Create(),
            ConformanceCommand.Create(),
        };

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"error: {OneLine(UsageError.Describe(parsed))}");
            await Console.Error.WriteLineAsync($"Try 'assay {UsageError.CommandPath(parsed)}--help'.");
            return ExitCode.Usage;
        }

        using var interruption = new Interruption();
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (OperationCanceledException) when (!parsed.GetValue(GlobalOptions.Debug))
        {
            interruption.Announce();
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (!parsed.GetValue(GlobalOptions.Debug))
        {
            await Console.Error.WriteLineAsync($"error: {OneLine(exception)}");
            return ExitCode.Failure;
        }
    }

    private static string OneLine(Exception exception)
    {
        // A wrapper says where, its cause says what; both fit on the line.
        var message = exception is AggregateException { InnerExceptions.Count: > 0 } aggregate ? aggregate.Flatten().InnerExceptions[0].Message : exception.Message;
        return OneLine(message);
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
