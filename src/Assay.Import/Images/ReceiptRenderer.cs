using System.Globalization;
using SkiaSharp;

namespace Assay.Import.Images;

/// <summary>
/// Renders a shop's receipt as a camera may see it: paper in uneven light, slightly tilted, with noise, the right way up or upside down.
/// The same for the same arguments.
/// </summary>
public static class ReceiptRenderer
{
    private const int Width = 560, Height = 640;
    private const float Margin = 44, LineHeight = 40, TextSize = 24, TitleSize = 32, Tilt = 0.8f, Noise = 5;
    private const int ItemCount = 7;

    private static readonly string[] Shops = ["CORNER MARKET", "RIVER STREET CAFE", "NORTH STATION FOODS", "GREEN GARDEN SHOP"];

    private static readonly string[] Items =
    [
        "Coffee beans", "Brown sugar", "Orange juice", "Fresh bread", "Mountain cheese", "Green tea", "Tomatoes", "Olive oil", "Dark chocolate", "Sparkling water",
        "Paper towels", "Yellow apples",
    ];

    /// <summary>Renders a receipt.</summary>
    /// <param name="fontFile">A TrueType or OpenType font.</param>
    /// <param name="seed">Decides what was bought and how the light falls.</param>
    /// <param name="isTurned">Whether it is upside down.</param>
    /// <returns>The receipt; its texts are in the order in which a person reads them.</returns>
    /// <exception cref="ImportException">The font cannot be read.</exception>
    public static Receipt Render(string fontFile, ulong seed, bool isTurned)
    {
        ArgumentException.ThrowIfNullOrEmpty(fontFile);
        using SKTypeface typeface = (File.Exists(fontFile) ? SKTypeface.FromFile(fontFile) : null)
            ?? throw new ImportException($"Font file '{fontFile}' does not exist or cannot be read as a font.");
        var random = new SeededRandom(seed, 0);
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(new SKColor(236, 233, 226));
        Shade(canvas, ref random);
        canvas.RotateDegrees(Tilt, Width / 2f, Height / 2f);
        List<string> texts = Write(canvas, typeface, ref random);
        canvas.Flush();
        using SKImage image = surface.Snapshot();
        using SKPixmap map = image.PeekPixels();
        byte[] pixels = RgbImage.OnWhite(map.GetPixelSpan());
        TextLineRenderer.AddNoise(pixels, Noise, ref random);
        var picture = new RgbImage(Width, Height, pixels);
        return new Receipt(isTurned ? picture.TurnAround() : picture, texts);
    }

    private static List<string> Write(SKCanvas canvas, SKTypeface typeface, ref SeededRandom random)
    {
        var page = new Page(canvas, typeface);
        page.Title(Shops[random.Below(Shops.Length)]);
        page.Row($"{1 + random.Below(28):00}.{1 + random.Below(12):00}.2026", $"{8 + random.Below(12):00}:{random.Below(60):00}");
        page.Skip();
        int total = 0, first = random.Below(Items.Length);
        for (int i = 0; i < ItemCount; i++)
        {
            int price = 90 + random.Below(1800);
            total += price;
            page.Row(Items[(first + i) % Items.Length], Money(price));
        }

        page.Skip();
        page.Row("TOTAL", Money(total));
        page.Row("Paid by card", $"No. {1000 + random.Below(9000)}");
        return page.Texts;
    }

    private static string Money(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A shadow across the paper, as of the hand that holds the camera.</summary>
    private static void Shade(SKCanvas canvas, ref SeededRandom random)
    {
        var from = new SKPoint(random.Between(0, Width), 0);
        var to = new SKPoint(random.Between(0, Width), Height);
        using SKShader shader = SKShader.CreateLinearGradient(from, to, [new SKColor(0, 0, 0, 0), new SKColor(20, 16, 0, 56)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, Width, Height, paint);
    }

    /// <summary>Writes rows from the top down.</summary>
    private sealed class Page(SKCanvas canvas, SKTypeface typeface)
    {
        private float _baseline = Margin + TitleSize;

        public List<string> Texts { get; } = [];

        public void Title(string text)
        {
            using SKFont font = Font(TitleSize);
            Put(text, (Width - font.MeasureText(text)) / 2, font);
            _baseline += LineHeight * 1.2f;
        }

        public void Row(string left, string right)
        {
            using SKFont font = Font(TextSize);
            Put(left, Margin, font);
            Put(right, Width - Margin - font.MeasureText(right), font);
            _baseline += LineHeight;
        }

        public void Skip() => _baseline += LineHeight / 2;

        private SKFont Font(float size) =>
            new(typeface, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };

        private void Put(string text, float left, SKFont font)
        {
            using var paint = new SKPaint { Color = new SKColor(48, 46, 52), IsAntialias = true };
            canvas.DrawText(text, left, _baseline, SKTextAlign.Left, font, paint);
            Texts.Add(text);
        }
    }
}
