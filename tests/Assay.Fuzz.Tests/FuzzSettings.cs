using System.Globalization;

namespace Assay.Fuzz.Tests;

/// <summary>
/// How long and from where to fuzz: ASSAY_FUZZ_CASES gives the number of cases of each kind of file, ASSAY_FUZZ_SEED another seed, ASSAY_FUZZ_CASE one single case
/// to run again.
/// </summary>
internal static class FuzzSettings
{
    private const ulong DefaultSeed = 20_260_101;

    internal static ulong Seed { get; } = Read("ASSAY_FUZZ_SEED") ?? DefaultSeed;

    internal static ulong? OnlyCase { get; } = Read("ASSAY_FUZZ_CASE");

    internal static ulong Cases(ulong usual) => Read("ASSAY_FUZZ_CASES") ?? usual;

    private static ulong? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;
}
