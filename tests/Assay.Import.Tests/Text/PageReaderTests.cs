using Assay.Import.Images;
using Assay.Import.Quantisation;
using Assay.Import.Text;
using Assay.Inference;
using Assay.Inference.Cpu;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Text;

/// <summary>The order of lines, and a receipt read by the real models as integers.</summary>
public sealed class PageReaderTests(ITestOutputHelper output)
{
    private const int DetectorSide = 320, Pages = 2, Lines = 8;

    [Fact]
    public void Lines_are_read_from_the_top_down_and_from_the_left()
    {
        ReadLine[] lines = [Line("d", 10, 52, false), Line("b", 80, 12, false), Line("c", 60, 51, false), Line("a", 10, 10, false)];

        string.Concat(PageReader.InReadingOrder([lines[2], lines[0], lines[1], lines[3]]).Select(line => line.Text.Value)).Should().Be("abdc");
    }

    [Fact]
    public void A_page_that_is_upside_down_is_read_from_the_bottom_up_and_from_the_right()
    {
        ReadLine[] lines = [Line("a", 80, 52, true), Line("b", 10, 51, true), Line("c", 60, 11, false), Line("d", 10, 10, true)];

        string.Concat(PageReader.InReadingOrder(lines).Select(line => line.Text.Value)).Should().Be("abcd");
    }

    [Fact]
    public void Programs_of_another_kind_are_refused()
    {
        InferenceProgram program = OnnxImporter.Import(
            OperatorAgreement.Branches().Node("Add", "y", ["a", "b"]).Output("y").Build(), OperatorAgreement.Options(OperatorAgreement.Shape)).Program;
        using var executor = new CpuExecutor(program);
        var runnable = new RunnableProgram(program, executor);

        FluentActions.Invoking(() => new PageReader(runnable, null, runnable)).Should().Throw<ImportException>().WithMessage("*takes no image*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_receipt_says_the_same_for_the_same_seed_and_adds_up(bool isTurned)
    {
        string font = Path.Combine(Repository.Fonts, "DejaVuSans.ttf");
        Receipt first = ReceiptRenderer.Render(font, 9, isTurned), second = ReceiptRenderer.Render(font, 9, isTurned);

        second.Image.Pixels.Should().Equal(first.Image.Pixels);
        first.Texts.Should().Equal(second.Texts).And.Contain("TOTAL");
        decimal[] amounts = [.. first.Texts.Where(text => text.Contains('.') && decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))
            .Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        amounts[^1].Should().Be(amounts[..^1].Sum());
        ReceiptRenderer.Render(font, 9, !isTurned).Image.TurnAround().Pixels.Should().Equal(first.Image.Pixels);
        ReceiptRenderer.Render(font, 10, isTurned).Texts.Should().NotEqual(first.Texts);
    }

    [Fact]
    public void A_receipt_upside_down_is_found_turned_and_read_with_integers()
    {
        using var renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        InferenceProgram detector = OnnxImporter.Import(Repository.DetectionModel, TextDetectionModel.CreateOptions(renderer, Pages, DetectorSide) with
        {
            RangeMethod = RangeMethod.Percentile,
            ChannelScaling = ChannelScalingMode.All,
            LearnedRounding = true,
        }).Program;
        InferenceProgram direction = OnnxImporter.Import(Repository.TextDirectionModel, TextDirectionModel.CreateOptions(renderer, 16)).Program;
        var characters = CharacterSet.Load(Repository.Characters);
        InferenceProgram recogniser = OnnxImporter.Import(Repository.RecognitionModel, TextRecognitionModel.CreateOptions(renderer, characters, Lines) with
        {
            RangeMethod = RangeMethod.MinimumMaximum,
            ChannelScaling = ChannelScalingMode.All,
            LearnedRounding = false,
        }).Program;
        Receipt receipt = ReceiptRenderer.Render(Path.Combine(Repository.Fonts, "DejaVuSans.ttf"), 3, isTurned: true);
        using var first = new CpuExecutor(detector);
        using var second = new CpuExecutor(direction);
        using var third = new CpuExecutor(recogniser);

        IReadOnlyList<ReadLine> read = new PageReader(
            new RunnableProgram(detector, first), new RunnableProgram(direction, second), new RunnableProgram(recogniser, third)).Read(receipt.Image);

        foreach (ReadLine line in read)
            output.WriteLine($"{line.Text.Value} ({line.Text.Confidence:F3}, {(line.IsTurned ? "turned" : "upright")})");
        List<string> left = [.. read.Select(line => line.Text.Value)];
        receipt.Texts.Count(left.Remove).Should().BeGreaterThanOrEqualTo(receipt.Texts.Count * 8 / 10);
        read.Count(line => line.IsTurned).Should().BeGreaterThan(receipt.Texts.Count / 2);
    }

    private static ReadLine Line(string text, double left, double top, bool isTurned) =>
        new(new TextBox(left, top, left + 40, top + 20, 1), new RecognisedText(text, 1), isTurned);
}
