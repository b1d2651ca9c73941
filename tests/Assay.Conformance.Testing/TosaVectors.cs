using Assay.Import.Conformance;

namespace Assay.Conformance.Testing;

/// <summary>The golden vectors of TOSA's integer profile that lie beside the tests, as programs.</summary>
public static class TosaVectors
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "vectors", "tosa");

    /// <summary>The names of the vector files, one operator each.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(s_folder, "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The number of vectors in all files.</summary>
    public static int Count => Names.Sum(name => File.ReadLines(PathOf(name)).Count());

    /// <summary>The vectors of a file. The profile has a program for each of them.</summary>
    /// <exception cref="InvalidOperationException">There is one without a program.</exception>
    public static IReadOnlyList<ConformanceCase> Load(string name)
    {
        ConformanceSet set = TosaVectorFile.Read(PathOf(name), CancellationToken.None);
        return set.Unsupported.Count == 0
            ? set.Cases
            : throw new InvalidOperationException($"The vector '{set.Unsupported[0].Id}' has no program: {set.Unsupported[0].Why}.");
    }

    private static string PathOf(string name) => Path.Combine(s_folder, name + ".jsonl");
}
