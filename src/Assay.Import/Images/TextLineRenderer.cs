using SkiaSharp;

namespace Assay.Import.Images;

/// <summary>
/// Renders lines of text as sample inputs: several fonts, sizes and colours, slight rotation, blur and noise, upright or
/// turned by 180 degrees. Line <c>i</c> of a seed depends on nothing else, so lines can be rendered in parallel.
/// </summary>
public sealed class TextLineRenderer : IDisposable
{
    /// <summary>An alphabet that lacks most of the characters would have to be asked for ever.</summary>
    internal const int MostTries = 10_000;

    private readonly (string Name, SKTypeface Typeface)[] _fonts;

    /// <summary>Opens fonts.</summary>
    /// <param name="fontFiles">TrueType or OpenType files; at least one.</param>
    /// <exception cref="ImportException">No file is given, or one cannot be read as a font.</exception>
    public TextLineRenderer(IReadOnlyList<string> fontFiles)
    {
        ArgumentNullException.ThrowIfNull(fontFiles);
        if (fontFiles.Count == 0)
            throw new ImportException("Text lines: no font file; expected at least one.");
        _fonts = [.. fontFiles.Select(file => (Path.GetFileName(file), Open(file)))];
    }

    /// <summary>Opens the text fonts of a directory, in the order of their names.</summary>
    /// <param name="directory">Directory with <c>.ttf</c> or <c>.otf</c> files.</param>
    /// <returns>The renderer.</returns>
    /// <exception cref="ImportException">The directory is missing or holds no font.</exception>
    public static TextLineRenderer FromDirectory(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory))
            throw new ImportException($"Font directory '{directory}' does not exist.");
        string[] files =
        [
            .. Directory.EnumerateFiles(directory)
                .Where(file => Path.GetExtension(file) is ".ttf" or ".otf" && !Path.GetFileName(file).Contains("Math", StringComparison.Ordinal))
                .OrderBy(Path.GetFileName, StringComparer.Ordinal),
        ];
        return files.Length > 0 ? new TextLineRenderer(files)
            : throw new ImportException($"Font directory '{directory}': no .ttf or .otf file.");
    }

    /// <summary>Renders one line.</summary>
    /// <param name="seed">Seed of the set; calibration and evaluation use different ones.</param>
    /// <param name="index">Number of the line in the set.</param>
    /// <returns>The line, the same for the same arguments.</returns>
    public TextLine Render(ulong seed, int index)
    {
        var random = new SeededRandom(seed, (ulong)index);
        string text = TextLineContent.Create(ref random);
        (string name, SKTypeface typeface) = PickFont(ref random);
        float size = random.Between(14, 52);
        return Render(text, name, typeface, size, random.Chance(0.5), LineDegradation.Usual, ref random);
    }

    /// <summary>Renders one upright line that is short enough to be read at a width of about seven times its height.</summary>
    /// <param name="seed">Seed of the set; calibration and evaluation use different ones.</param>
    /// <param name="index">Number of the line in the set.</param>
    /// <param name="alphabet">The characters that may occur.</param>
    /// <returns>The line, the same for the same arguments.</returns>
    /// <exception cref="ImportException">The alphabet has next to no text of the renderer's.</exception>
    public TextLine RenderShort(ulong seed, int index, IReadOnlySet<char> alphabet)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        const float LongestRatio = 6.2f;
        var random = new SeededRandom(seed, (ulong)index);
        for (int i = 0; i < MostTries; i++)
        {
            string text = TextLineContent.Create(ref random);
            (string name, SKTypeface typeface) = PickFont(ref random);
            float size = random.Between(14, 56);
            using var font = new SKFont(typeface, size);
            if (text.All(alphabet.Contains) && font.MeasureText(text) <= LongestRatio * size)
                return Render(text, name, typeface, size, false, LineDegradation.Usual, ref random);
        }

        throw new ImportException($"Lines: none of {MostTries} texts can be written with the model's {alphabet.Count} characters.");
    }

    internal static TextLine Render(
        string text, string name, SKTypeface typeface, float size, bool rotated, LineDegradation degradation, ref SeededRandom random)
    {
        byte[] pixels = Draw(text, typeface, size, degradation, ref random, out int width, out int height);
        if (random.Chance(degradation.NoiseShare))
            AddNoise(pixels, random.Between(degradation.LeastNoise, degradation.MostNoise), ref random);
        if (rotated)
            RgbImage.TurnAround(pixels);
        return new TextLine(new RgbImage(width, height, pixels), text, rotated, name, size);
    }

    internal (string Name, SKTypeface Typeface) PickFont(ref SeededRandom random) => _fonts[random.Below(_fonts.Length)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, SKTypeface typeface) in _fonts)
            typeface.Dispose();
    }

    internal static SKTypeface Open(string file) => File.Exists(file)
        ? SKTypeface.FromFile(file) ?? throw new ImportException($"Font file '{file}' cannot be read as a font.")
        : throw new ImportException($"Font file '{file}' does not exist.");

    private static byte[] Draw(
        string text, SKTypeface typeface, float size, LineDegradation degradation, ref SeededRandom random, out int width, out int height)
    {
        using var font = new SKFont(typeface, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };
        float length = font.MeasureText(text);
        float margin = size * random.Between(0.05f, 0.4f);
        float tilt = random.Chance(degradation.TiltShare) ? random.Between(-degradation.MostTilt, degradation.MostTilt) : 0;
        float rise = MathF.Abs(MathF.Sin(tilt * MathF.PI / 180)) * length;
        width = Math.Clamp((int)MathF.Ceiling(length + (2 * margin)), 8, RgbImage.MaximumSide);
        height = (int)MathF.Ceiling((size * 1.25f) + (2 * margin * 0.5f) + rise);
        (SKColor paper, SKColor ink) = degradation.LeastContrast is { } contrast ? FaintColours(contrast, ref random) : Colours(ref random);

        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(paper);
        using var paint = new SKPaint { Color = ink, IsAntialias = true };
        using SKMaskFilter? blur = random.Chance(degradation.BlurShare)
            ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, size * random.Between(degradation.LeastBlur, degradation.MostBlur)) : null;
        paint.MaskFilter = blur;
        canvas.RotateDegrees(tilt, width / 2f, height / 2f);
        canvas.DrawText(text, (width - length) / 2, (height / 2f) + (size * 0.36f), SKTextAlign.Left, font, paint);
        canvas.Flush();
        using SKImage image = surface.Snapshot();
        using SKPixmap map = image.PeekPixels();
        return RgbImage.OnWhite(map.GetPixelSpan());
    }

    /// <summary>Paper and ink at least 90 grey levels apart.</summary>
    private static (SKColor Paper, SKColor Ink) Colours(ref SeededRandom random)
    {
        bool dark = random.Chance(0.2);
        int paper = dark ? random.Below(80) : 170 + random.Below(86);
        int ink = dark ? 170 + random.Below(86) : random.Below(80);
        return (Tint(paper, ref random), Tint(ink, ref random));
    }

    /// <summary>Paper and ink of any brightness, at least so many grey levels apart (before their tints).</summary>
    private static (SKColor Paper, SKColor Ink) FaintColours(int leastContrast, ref SeededRandom random)
    {
        int contrast = leastContrast + random.Below(256 - leastContrast);
        int light = contrast + random.Below(256 - contrast);
        (int paper, int ink) = random.Chance(0.2) ? (light - contrast, light) : (light, light - contrast);
        return (Tint(paper, ref random), Tint(ink, ref random));
    }

    private static SKColor Tint(int grey, ref SeededRandom random)
    {
        byte red = (byte)Math.Clamp(grey + random.Below(31) - 15, 0, 255);
        byte green = (byte)Math.Clamp(grey + random.Below(31) - 15, 0, 255);
        byte blue = (byte)Math.Clamp(grey + random.Below(31) - 15, 0, 255);
        return new SKColor(red, green, blue);
    }

    internal static void AddNoise(byte[] pixels, float deviation, ref SeededRandom random)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp((int)MathF.Round(pixels[i] + (deviation * random.Normal())), 0, 255);
    }
}
