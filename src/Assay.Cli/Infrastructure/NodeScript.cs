using System.Diagnostics;
using Assay.Node.Development;

namespace Assay.Cli.Infrastructure;

/// <summary>Runs one of the project's Node.js scripts.</summary>
internal static class NodeScript
{
    private const int KeptLines = 12;

    /// <summary>Runs a script in the project folder; each line that it prints goes to <paramref name="line"/>.</summary>
    /// <exception cref="CommandException">The script failed; the message has its last lines.</exception>
    public static async Task RunAsync(string projectFolder, string[] arguments, IReadOnlyDictionary<string, string> environment, Action<string> line, CancellationToken cancellation, bool interactive = false)
    {
        // A script that may ask before it spends money gets the terminal's input; any other must never wait for an answer.
        var start = new ProcessStartInfo(NodeToolchain.FindNode(projectFolder)) { WorkingDirectory = projectFolder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = !interactive };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new CommandException($"'{start.FileName}' did not start");
        if (!interactive)
            process.StandardInput.Close();
        var lines = new List<string>();
        void Keep(string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
                return;
            lock (lines)
                lines.Add(text.Trim());
            line(text);
        }

        process.OutputDataReceived += (_, received) => Keep(received.Data);
        process.ErrorDataReceived += (_, received) => Keep(received.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw new CommandException($"'{string.Join(' ', arguments)}' failed with exit code {process.ExitCode}: {string.Join(" | ", lines.TakeLast(KeptLines))}");
    }
}
