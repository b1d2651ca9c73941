using System.Diagnostics;
using System.Text.Json;

namespace Assay.Cli.Tests;

/// <summary>Runs the tool as a user does: as a process of its own, in a new folder.</summary>
public sealed class AssayTool : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string Folder { get; } = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public string PathOf(string name) => Path.Combine(Folder, name);

    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>Runs the tool and sends it signals (<c>INT</c> is Ctrl+C), one after the other, as soon as it has said what it does.</summary>
    public async Task<ToolResult> RunAsync(string[] signals, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "assay.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "ASSAY_RPC_URL", "ASSAY_PRIVATE_KEY", "ASSAY_KEYSTORE_PASSWORD" })
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = ReadErrorAsync(process, signals, limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'assay {string.Join(' ', arguments)}' did not end within {Limit.TotalSeconds} s.");
        }

        return new ToolResult(process.ExitCode, await output, await error);
    }

    private static async Task<string> ReadErrorAsync(Process process, string[] signals, CancellationToken cancellation)
    {
        if (signals.Length == 0)
            return await process.StandardError.ReadToEndAsync(cancellation);
        var first = await process.StandardError.ReadLineAsync(cancellation);
        foreach (var signal in signals)
            await Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync(cancellation);
        return $"{first}\n{await process.StandardError.ReadToEndAsync(cancellation)}";
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What the tool said.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => [.. Error.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Asserts one clear line that holds the given words, and nothing on standard output.</summary>
    public void ShouldFail(int exitCode, params string[] words)
    {
        ExitCode.Should().Be(exitCode, "the tool said: {0}", Error);
        ErrorLines.Should().ContainSingle("the tool said: {0}", Error);
        Error.Should().NotContain("   at ", "a stack trace is shown only with --debug");
        Output.Should().BeEmpty();
        foreach (var word in words)
            ErrorLines[0].Should().Contain(word);
    }

    public ToolResult ShouldSucceed()
    {
        ExitCode.Should().Be(0, "the tool said: {0}", Error);
        return this;
    }
}
