using System.CommandLine;

namespace Assay.Cli.Infrastructure;

/// <summary>Attaches what a command does.</summary>
internal static class CommandAction
{
    /// <summary>Runs <paramref name="action"/> with a terminal; it returns the exit code and throws on failure.</summary>
    public static Command Does(this Command command, Func<ParseResult, Terminal, CancellationToken, Task<int>> action)
    {
        command.SetAction((parsed, cancellation) => action(parsed, Terminal.Open(parsed), cancellation));
        return command;
    }

    /// <summary>Runs <paramref name="action"/> with a terminal; it throws on failure.</summary>
    public static Command Does(this Command command, Func<ParseResult, Terminal, CancellationToken, Task> action) =>
        command.Does(async (parsed, terminal, cancellation) =>
        {
            await action(parsed, terminal, cancellation);
            return ExitCode.Success;
        });
}
