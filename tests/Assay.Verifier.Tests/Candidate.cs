using Assay.Inference;

namespace Assay.Verifier.Tests;

/// <summary>Bytes to be judged as an instruction.</summary>
/// <param name="Bytes">The bytes, of any length.</param>
/// <param name="Index">The position in the program.</param>
/// <param name="Pages">The page counts of the program's spaces.</param>
internal sealed record Candidate(byte[] Bytes, long Index, PageCounts Pages)
{
    public override string ToString() => $"index {Index}, {Pages}, {Convert.ToHexString(Bytes)}";
}
