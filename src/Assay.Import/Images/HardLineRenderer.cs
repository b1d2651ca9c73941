using SkiaSharp;

namespace Assay.Import.Images;

/// <summary>
/// Renders lines that are hard to read: 14 to 56 pixels, tilted, blurred, noisy, faint, a quarter of them Chinese. Sets of an even and of an odd
/// seed have no text in common. Line <c>i</c> of a seed depends on nothing else, so lines can be rendered in parallel.
/// </summary>
public sealed class HardLineRenderer : IDisposable
{
    private const double ChineseShare = 0.25;
    private const float SmallestSize = 14, LargestSize = 56, LongestRatio = 6.2f;

    private readonly TextLineRenderer _latin;
    private readonly (string Name, SKTypeface Typeface)[] _chinese;

    /// <summary>Opens the Chinese fonts.</summary>
    /// <param name="latin">Supplies the fonts of all other lines; stays the caller's.</param>
    /// <param name="chineseFonts">A folder with <c>.ttf</c> or <c>.otf</c> files in it or in the folders below.</param>
    /// <exception cref="ImportException">The folder is missing, holds no font, or one without Chinese characters.</exception>
    public HardLineRenderer(TextLineRenderer latin, string chineseFonts)
    {
        ArgumentNullException.ThrowIfNull(latin);
        ArgumentException.ThrowIfNullOrEmpty(chineseFonts);
        if (!Directory.Exists(chineseFonts))
            throw new ImportException($"Folder of Chinese fonts '{chineseFonts}' does not exist.");
        string[] files =
        [
            .. Directory.EnumerateFiles(chineseFonts, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".ttf" or ".otf")
                .OrderBy(Path.GetFileName, StringComparer.Ordinal),
        ];
        if (files.Length == 0)
            throw new ImportException($"Folder of Chinese fonts '{chineseFonts}': no .ttf or .otf file in it or below.");
        _latin = latin;
        _chinese = [.. files.Select(file => (Path.GetFileName(file), TextLineRenderer.Open(file)))];
        if (_chinese.FirstOrDefault(font => !HasChinese(font.Typeface)) is { Typeface: not null } other)
        {
            Dispose();
            throw new ImportException($"Font '{other.Name}' in '{chineseFonts}': expected Chinese characters, but it has none.");
        }
    }

    /// <summary>Renders one upright line that is short enough to be read at a width of about seven times its height.</summary>
    /// <param name="seed">Seed of the set; calibration and evaluation use different ones, one of them odd.</param>
    /// <param name="index">Number of the line in the set.</param>
    /// <param name="alphabet">The characters that may occur.</param>
    /// <returns>The line, the same for the same arguments.</returns>
    /// <exception cref="ImportException">The alphabet and the fonts have next to no text in common.</exception>
    public TextLine Render(ulong seed, int index, IReadOnlySet<char> alphabet)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        var random = new SeededRandom(seed, (ulong)index);
        bool isChinese = random.Chance(ChineseShare);
        for (int i = 0; i < TextLineRenderer.MostTries; i++)
        {
            string text = isChinese ? ChineseLineContent.Create(ref random) : TextLineContent.Create(ref random);
            (string name, SKTypeface typeface) = isChinese ? _chinese[random.Below(_chinese.Length)] : _latin.PickFont(ref random);
            float size = random.Between(SmallestSize, LargestSize);
            using var font = new SKFont(typeface, size);
            if (Parity(text) == seed % 2 && text.All(alphabet.Contains) && font.ContainsGlyphs(text) && font.MeasureText(text) <= LongestRatio * size)
                return TextLineRenderer.Render(text, name, typeface, size, false, LineDegradation.Hard, ref random);
        }

        throw new ImportException($"Hard lines: none of {TextLineRenderer.MostTries} texts can be written with the fonts and the model's {alphabet.Count} characters.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, SKTypeface typeface) in _chinese)
            typeface.Dispose();
    }

    private static bool HasChinese(SKTypeface typeface)
    {
        using var font = new SKFont(typeface);
        return font.ContainsGlyphs("中文");
    }

    private static ulong Parity(string text) => text.Aggregate(0UL, (sum, character) => sum + character) % 2;
}
