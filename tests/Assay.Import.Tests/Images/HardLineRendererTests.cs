using Assay.Import.Images;
using Assay.Import.Text;
using SkiaSharp;

namespace Assay.Import.Tests.Images;

public sealed class HardLineRendererTests : IDisposable
{
    private readonly TextLineRenderer _latin = TextLineRenderer.FromDirectory(Repository.Fonts);
    private readonly CharacterSet _characters = CharacterSet.Load(Repository.Characters);

    [Fact]
    public void The_same_seed_and_number_give_the_same_line_in_any_order_and_renderer()
    {
        using var first = new HardLineRenderer(_latin, Repository.ChineseFonts);
        using var second = new HardLineRenderer(_latin, Repository.ChineseFonts);
        TextLine[] forward = [.. Enumerable.Range(0, 40).Select(i => first.Render(12, i, _characters.Letters))];
        TextLine[] backward = [.. Enumerable.Range(0, 40).Reverse().Select(i => second.Render(12, i, _characters.Letters)).Reverse()];

        forward.Should().Contain(line => IsChinese(line.Text));
        foreach ((TextLine a, TextLine b) in forward.Zip(backward))
        {
            (a.Text, a.IsRotated, a.Font, a.Image.Width).Should().Be((b.Text, false, b.Font, b.Image.Width));
            a.Image.Pixels.Should().Equal(b.Image.Pixels);
        }
    }

    [Fact]
    public void A_quarter_of_the_lines_is_Chinese_in_every_Chinese_font_and_every_character_can_be_read_and_written()
    {
        using var renderer = new HardLineRenderer(_latin, Repository.ChineseFonts);
        TextLine[] lines = [.. Enumerable.Range(0, 400).Select(i => renderer.Render(12, i, _characters.Letters))];

        lines.Count(line => IsChinese(line.Text)).Should().BeInRange(75, 125);
        foreach (IGrouping<string, TextLine> set in lines.GroupBy(line => line.Font))
        {
            string file = Directory.EnumerateFiles(Repository.ChineseFonts, set.Key, SearchOption.AllDirectories).SingleOrDefault() ?? Path.Combine(Repository.Fonts, set.Key);
            using var typeface = SKTypeface.FromFile(file);
            using var font = new SKFont(typeface);
            set.Should().OnlyContain(line => font.ContainsGlyphs(line.Text) && line.Text.All(_characters.Letters.Contains));
            set.Where(line => IsChinese(line.Text)).Should().HaveCount(file.StartsWith(Repository.ChineseFonts, StringComparison.Ordinal) ? set.Count() : 0);
        }

        lines.Where(line => IsChinese(line.Text)).Select(line => line.Font).Distinct().Should().HaveCount(2);
        lines.Select(line => line.FontSize).Should().OnlyContain(size => size >= 14 && size <= 56);
    }

    [Fact]
    public void Calibration_and_evaluation_have_no_text_in_common()
    {
        using var renderer = new HardLineRenderer(_latin, Repository.ChineseFonts);
        HashSet<string> Texts(ulong seed) => [.. Enumerable.Range(0, 300).Select(i => renderer.Render(seed, i, _characters.Letters).Text)];

        Texts(TextRecognitionModel.CalibrationSeed).Overlaps(Texts(TextRecognitionModel.EvaluationSeed)).Should().BeFalse();
    }

    [Fact]
    public void Folders_without_Chinese_fonts_are_refused()
    {
        FluentActions.Invoking(() => new HardLineRenderer(_latin, AppContext.BaseDirectory + "/none"))
            .Should().Throw<ImportException>().WithMessage("*Chinese fonts*/none' does not exist*");
        FluentActions.Invoking(() => new HardLineRenderer(_latin, Directory.CreateDirectory(AppContext.BaseDirectory + "/no-fonts").FullName))
            .Should().Throw<ImportException>().WithMessage("*no-fonts*no .ttf or .otf file*");
        FluentActions.Invoking(() => new HardLineRenderer(_latin, Repository.Fonts))
            .Should().Throw<ImportException>().WithMessage("Font 'DejaVu*expected Chinese characters*");
    }

    [Fact]
    public void A_model_that_knows_no_character_of_the_lines_is_refused()
    {
        using var renderer = new HardLineRenderer(_latin, Repository.ChineseFonts);

        FluentActions.Invoking(() => renderer.Render(12, 0, new HashSet<char> { 'a', '中' }))
            .Should().Throw<ImportException>().WithMessage("Hard lines: none of * texts*2 characters*");
    }

    public void Dispose() => _latin.Dispose();

    private static bool IsChinese(string text) => text.Any(character => character is >= '\u4E00' and <= '\u9FFF');
}
