using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Ethereum.Generators;

/// <summary>What became of one class: source text, or a problem. Compared by value, so that unchanged classes cost nothing downstream.</summary>
/// <param name="Type">The class, fully qualified.</param>
/// <param name="CodecName">Name of the codec class.</param>
/// <param name="Source">The codec's source; empty where there is a problem.</param>
/// <param name="Problem">The problem, or null.</param>
/// <param name="FilePath">Where the problem is.</param>
/// <param name="Span">Where the problem is.</param>
/// <param name="Lines">Where the problem is.</param>
internal sealed record CodecResult(
    string Type, string CodecName, string Source, string? Problem, string FilePath, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => FilePath.Length == 0 ? Location.None : Location.Create(FilePath, Span, Lines);
}
