using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Ethereum.Generators;

/// <summary>C# literals and positions.</summary>
internal static class Literal
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The position <paramref name="offset"/> bytes behind <paramref name="at"/>.</summary>
    public static string Plus(string at, int offset) => offset == 0 ? at : $"{at} + {offset}";
}
