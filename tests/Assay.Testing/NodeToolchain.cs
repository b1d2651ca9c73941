using System.Diagnostics;
using System.Globalization;

namespace Assay.Testing;

/// <summary>Finds the repository and a Node.js that Hardhat runs on.</summary>
internal static class NodeToolchain
{
    private const int OldestMajorVersion = 22;

    /// <summary>The folder that holds <c>hardhat.config.js</c>.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>A Node.js of version 22 or later: <c>$ASSAY_NODE</c>, then the PATH, then <c>node_modules/.bin</c>.</summary>
    public static string NodePath { get; } = FindNode();

    private static string FindRepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "hardhat.config.js"))) return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds hardhat.config.js.");
    }

    private static string FindNode()
    {
        var seen = new List<string>();
        foreach (var candidate in Candidates())
        {
            if (!File.Exists(candidate)) continue;
            var version = ReadVersion(candidate);
            if (version >= OldestMajorVersion) return candidate;
            seen.Add($"{candidate} ({(version > 0 ? $"version {version}" : "does not run")})");
        }
        throw new InvalidOperationException(
            $"Hardhat needs Node.js {OldestMajorVersion} or later: set ASSAY_NODE or put it on the PATH. Found: {(seen.Count > 0 ? string.Join(", ", seen) : "none")}.");
    }

    private static IEnumerable<string> Candidates()
    {
        var name = OperatingSystem.IsWindows() ? "node.exe" : "node";
        if (Environment.GetEnvironmentVariable("ASSAY_NODE") is { Length: > 0 } chosen) yield return chosen;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Combine(folder, name);
        yield return Path.Combine(RepositoryRoot, "node_modules", ".bin", name);
    }

    private static int ReadVersion(string node)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true, RedirectStandardError = true });
            var text = process!.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return int.TryParse(text.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 0;
        }
    }
}
