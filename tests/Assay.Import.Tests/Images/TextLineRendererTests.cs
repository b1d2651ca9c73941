using Assay.Import.Images;

namespace Assay.Import.Tests.Images;

public class TextLineRendererTests
{
    [Fact]
    public void The_same_seed_and_number_give_the_same_line_in_any_order_and_renderer()
    {
        using var first = TextLineRenderer.FromDirectory(Repository.Fonts);
        using var second = TextLineRenderer.FromDirectory(Repository.Fonts);
        TextLine[] forward = [.. Enumerable.Range(0, 20).Select(i => first.Render(7, i))];
        TextLine[] backward = [.. Enumerable.Range(0, 20).Reverse().Select(i => second.Render(7, i)).Reverse()];

        foreach ((TextLine a, TextLine b) in forward.Zip(backward))
        {
            (a.Text, a.IsRotated, a.Font, a.Image.Width).Should().Be((b.Text, b.IsRotated, b.Font, b.Image.Width));
            a.Image.Pixels.Should().Equal(b.Image.Pixels);
        }
    }

    [Fact]
    public void Lines_differ_in_text_font_size_and_direction()
    {
        using var renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        TextLine[] lines = [.. Enumerable.Range(0, 60).Select(i => renderer.Render(7, i))];

        lines.Select(line => line.Text).Distinct().Should().HaveCountGreaterThan(50);
        lines.Select(line => line.Font).Distinct().Should().HaveCountGreaterThan(8);
        lines.Count(line => line.IsRotated).Should().BeInRange(15, 45);
        lines.Should().OnlyContain(line => line.Image.Pixels.Max() - line.Image.Pixels.Min() > 80);
    }

    [Fact]
    public void Seeds_share_no_line()
    {
        using var renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        HashSet<string> Hashes(ulong seed) =>
            [.. Enumerable.Range(0, 50).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(renderer.Render(seed, i).Image.Pixels)))];

        Hashes(TextDirectionModel.CalibrationSeed).Overlaps(Hashes(TextDirectionModel.EvaluationSeed)).Should().BeFalse();
    }

    [Fact]
    public void A_directory_without_fonts_is_refused() =>
        FluentActions.Invoking(() => TextLineRenderer.FromDirectory(AppContext.BaseDirectory + "/none"))
            .Should().Throw<ImportException>().WithMessage("*does not exist*");

    [Fact]
    public void A_model_that_knows_no_character_of_the_lines_is_refused()
    {
        using var renderer = TextLineRenderer.FromDirectory(Repository.Fonts);

        FluentActions.Invoking(() => renderer.RenderShort(12, 0, new HashSet<char> { '#' }))
            .Should().Throw<ImportException>().WithMessage("Lines: none of * texts*1 characters*");
    }
}
