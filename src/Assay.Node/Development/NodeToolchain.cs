using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Assay.Node.Development;

/// <summary>Finds a Node.js that Hardhat runs on.</summary>
public static class NodeToolchain
{
    /// <summary>Hardhat 3 runs on this version and later ones.</summary>
    public const int OldestMajorVersion = 22;

    /// <summary>
    /// The binary to use: <c>ASSAY_NODE</c>, the one that the set-up script keeps where the machine's is too old, or the first on the PATH that is new enough.
    /// </summary>
    /// <param name="projectFolder">The folder with <c>hardhat.config.js</c>.</param>
    /// <exception cref="DevelopmentChainException">There is none; the message names those that were found.</exception>
    public static string FindNode(string projectFolder)
    {
        var unusable = new List<string>();
        foreach (var candidate in Candidates(projectFolder).Where(File.Exists))
        {
            var version = ReadMajorVersion(candidate);
            if (version >= OldestMajorVersion)
                return candidate;
            unusable.Add($"{candidate} ({(version > 0 ? $"version {version}" : "does not run")})");
        }

        var found = unusable.Count > 0 ? string.Join(", ", unusable) : "none";
        throw new DevelopmentChainException($"expected Node.js {OldestMajorVersion} or later in ASSAY_NODE, on the PATH or from './demo.sh', found {found}");
    }

    private static IEnumerable<string> Candidates(string projectFolder)
    {
        if (Environment.GetEnvironmentVariable("ASSAY_NODE") is { Length: > 0 } chosen)
            yield return chosen;
        var name = OperatingSystem.IsWindows() ? "node.exe" : "node";
        var cache = Path.Combine(projectFolder, ".cache");
        var searched = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4 };
        if (Directory.Exists(cache))
        {
            foreach (var home in Directory.EnumerateDirectories(cache, "node-*"))
                foreach (var file in Directory.EnumerateFiles(home, name, searched).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "bin"))
                    yield return file;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Combine(folder, name);
    }

    private static int ReadMajorVersion(string node)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true, RedirectStandardError = true });
            var text = process!.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return int.TryParse(text.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
        }
        catch (Win32Exception)
        {
            return 0;
        }
    }
}
