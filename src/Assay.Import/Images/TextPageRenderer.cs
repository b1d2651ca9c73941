using SkiaSharp;

namespace Assay.Import.Images;

/// <summary>
/// Renders square pages of text as sample inputs of a detector: lines of several fonts and sizes in columns, dark on light or light
/// on dark, with a slight tilt, blur, noise and a gradient. Page <c>i</c> of a seed depends on nothing else.
/// </summary>
public sealed class TextPageRenderer
{
    /// <summary>Smallest width and height of a page in pixels.</summary>
    public const int SmallestSide = 64;

    private const float MaximumTilt = 1.5f;
    private readonly TextLineRenderer _lines;
    private readonly int _side;

    /// <summary>Prepares the renderer.</summary>
    /// <param name="lines">Supplies the fonts; stays the caller's.</param>
    /// <param name="side">Width and height of a page in pixels.</param>
    public TextPageRenderer(TextLineRenderer lines, int side)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, SmallestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, RgbImage.MaximumSide);
        _lines = lines;
        _side = side;
    }

    /// <summary>Renders one page.</summary>
    /// <param name="seed">Seed of the set; calibration and evaluation use different ones.</param>
    /// <param name="index">Number of the page in the set.</param>
    /// <returns>The page, the same for the same arguments.</returns>
    public TextPage Render(ulong seed, int index)
    {
        var random = new SeededRandom(seed, (ulong)index);
        using var surface = SKSurface.Create(new SKImageInfo(_side, _side, SKColorType.Rgba8888, SKAlphaType.Premul));
        SKCanvas canvas = surface.Canvas;
        bool dark = random.Chance(0.2);
        canvas.Clear(Grey(dark ? random.Below(70) : 185 + random.Below(71)));
        if (random.Chance(0.5))
            Shade(canvas, ref random);
        if (random.Chance(0.5))
            canvas.RotateDegrees(random.Between(-MaximumTilt, MaximumTilt), _side / 2f, _side / 2f);
        List<PlacedLine> placed = Write(canvas, dark, ref random);
        canvas.Flush();
        using SKImage image = surface.Snapshot();
        using SKPixmap map = image.PeekPixels();
        byte[] pixels = RgbImage.OnWhite(map.GetPixelSpan());
        if (random.Chance(0.6))
            TextLineRenderer.AddNoise(pixels, random.Between(1, 12), ref random);
        return new TextPage(new RgbImage(_side, _side, pixels), placed);
    }

    private List<PlacedLine> Write(SKCanvas canvas, bool dark, ref SeededRandom random)
    {
        var placed = new List<PlacedLine>();
        float margin = _side * 0.04f;
        for (float top = margin; top < _side * 0.9f;)
        {
            float size = random.Between(12, 44);
            float baseline = top + size, bottom = baseline + (size * random.Between(0.45f, 1.2f));
            if (bottom > _side - margin)
                break;
            for (float left = margin + (random.Between(0, 0.15f) * _side); left < _side * 0.8f;)
            {
                (string _, SKTypeface typeface) = _lines.PickFont(ref random);
                using var font = new SKFont(typeface, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };
                string text = TextLineContent.Create(ref random);
                float length = font.MeasureText(text);
                if (left + length > _side - margin)
                    break;
                using var paint = new SKPaint { Color = Grey(dark ? 185 + random.Below(71) : random.Below(80)), IsAntialias = true };
                using SKMaskFilter? blur = random.Chance(0.3) ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, size * random.Between(0.005f, 0.025f)) : null;
                paint.MaskFilter = blur;
                canvas.DrawText(text, left, baseline, SKTextAlign.Left, font, paint);
                placed.Add(new PlacedLine(text, left, baseline, length, size));
                left += length + (size * random.Between(2, 6));
            }

            top = bottom;
        }

        return placed;
    }

    /// <summary>Light that falls off towards a corner.</summary>
    private void Shade(SKCanvas canvas, ref SeededRandom random)
    {
        var from = new SKPoint(random.Between(0, _side), 0);
        var to = new SKPoint(random.Between(0, _side), _side);
        using SKShader shader = SKShader.CreateLinearGradient(
            from, to, [new SKColor(0, 0, 0, 0), new SKColor(0, 0, 0, (byte)(10 + random.Below(50)))], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, _side, _side, paint);
    }

    private static SKColor Grey(int value) => new((byte)value, (byte)value, (byte)value);
}
