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
            // One slip can give several errors; the last one is about the word that was not understood.
            await Console.Error.WriteLineAsync($"error: {OneLine(parsed.Errors[^1].Message)}");
            await Console.Error.WriteLineAsync($"Try 'assay {string.Join(' ', CommandPath(parsed.CommandResult.Command))}--help'.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException) when (!parsed.GetValue(GlobalOptions.Debug))
        {
            await Console.Error.WriteLineAsync("error: cancelled");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (!parsed.GetValue(GlobalOptions.Debug))
        {
            await Console.Error.WriteLineAsync($"error: {OneLine(exception)}");
            return ExitCode.Failure;
        }
    }

    private static IEnumerable<string> CommandPath(Command command)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Push(symbol.Name + " ");
        }

        return [string.Concat(names)];
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
