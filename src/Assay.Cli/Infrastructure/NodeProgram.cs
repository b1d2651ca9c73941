using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;
using Assay.Node.Development;

namespace Assay.Cli.Infrastructure;

/// <summary>Runs a Node.js program of the project and passes on what it says.</summary>
internal static class NodeProgram
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="projectFolder">The folder it runs in.</param>
    /// <param name="arguments">The script and its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="line">Told each line of its output and errors, in order.</param>
    /// <param name="cancellation">Kills it and its children.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CommandException">There is no Node.js.</exception>
    public static async Task<int> RunAsync(
        string projectFolder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Action<string> line, CancellationToken cancellation)
    {
        // Standard input stays the terminal's: the program may ask before it spends money.
        var start = new ProcessStartInfo(DevelopmentChain.FindNode(projectFolder), arguments)
        {
            WorkingDirectory = projectFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Start(start);
        var lines = Channel.CreateUnbounded<string>();
        var readers = Task.WhenAll(ForwardAsync(process.StandardOutput, lines.Writer), ForwardAsync(process.StandardError, lines.Writer));
        _ = readers.ContinueWith(_ => lines.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var text in lines.Reader.ReadAllAsync(cancellation))
            {
                line(text);
            }

            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new CommandException($"expected Node.js 22 or later as '{start.FileName}': {exception.Message}", exception);
        }
    }

    private static async Task ForwardAsync(StreamReader reader, ChannelWriter<string> lines)
    {
        while (await reader.ReadLineAsync() is { } text)
        {
            await lines.WriteAsync(text);
        }
    }
}
