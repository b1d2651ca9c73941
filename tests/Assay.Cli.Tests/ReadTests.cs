using Assay.Import.Images;

namespace Assay.Cli.Tests;

/// <summary><c>assay read</c> with models whose answers can be told beforehand.</summary>
public sealed class ReadTests : IDisposable
{
    private const byte White = 255, Grey = 120;

    private readonly AssayTool tool = new();

    public ReadTests()
    {
        SmallTextModels.WriteDetector(tool.PathOf("det.assay"));
        SmallTextModels.WriteDirection(tool.PathOf("cls.assay"));
        SmallTextModels.WriteRecogniser(tool.PathOf("rec.assay"));
        File.WriteAllBytes(tool.PathOf("page.png"), Page().EncodePng());
    }

    [Fact]
    public async Task The_text_of_a_page_is_printed_line_by_line() =>
        (await Read("page.png", "--detector", "det.assay", "--recogniser", "rec.assay")).ShouldSucceed().Output.Trim().Should().Be("ba");

    [Theory]
    [InlineData("reference")]
    [InlineData("opencl")]
    public async Task A_line_that_is_upside_down_is_turned_before_it_is_read(string executor)
    {
        var line = (await Read("page.png", "--detector", "det.assay", "--direction", "cls.assay", "--recogniser", "rec.assay", "--executor", executor, "--json"))
            .ShouldSucceed().Json.EnumerateArray().Should().ContainSingle().Subject;

        line.GetProperty("text").GetString().Should().Be("ab");
        line.GetProperty("isTurned").GetBoolean().Should().BeTrue();
        line.GetProperty("confidence").GetDouble().Should().BeInRange(0.5, 1);
        double[] box = [.. line.GetProperty("box").EnumerateArray().Select(edge => edge.GetDouble())];
        box[0].Should().BeInRange(0, 12);
        box[1].Should().BeInRange(0, 8);
        box[2].Should().BeInRange(52, 64);
        box[3].Should().BeInRange(24, 32);
    }

    [Fact]
    public async Task An_empty_page_has_no_text()
    {
        var pixels = new byte[64 * 32 * 3];
        Array.Fill(pixels, White);
        File.WriteAllBytes(tool.PathOf("empty.png"), new RgbImage(64, 32, pixels).EncodePng());

        (await Read("empty.png", "--detector", "det.assay", "--recogniser", "rec.assay")).ShouldSucceed().Output.Trim().Should().BeEmpty();
    }

    [Theory]
    [InlineData("none.png", "det.assay", "rec.assay", new[] { "none.png" })]
    [InlineData("page.png", "none.assay", "rec.assay", new[] { "none.assay" })]
    [InlineData("page.png", "det.assay", "page.png", new[] { "page.png" })]
    [InlineData("det.assay", "det.assay", "rec.assay", new[] { "det.assay" })]
    [InlineData("page.png", "rec.assay", "rec.assay", new[] { "'recogniser'", "[1, 1, 2, 3]", "[1, 8, 16, 1]" })]
    [InlineData("page.png", "det.assay", "det.assay", new[] { "labels" })]
    public async Task Wrong_files_are_named(string image, string detector, string recogniser, string[] words) =>
        (await Read(image, "--detector", detector, "--recogniser", recogniser)).ShouldFail(1, words);

    [Fact]
    public async Task A_direction_classifier_has_two_classes() =>
        (await Read("page.png", "--detector", "det.assay", "--direction", "rec.assay", "--recogniser", "rec.assay")).ShouldFail(1, "'recogniser'", "two classes");

    [Fact]
    public async Task A_recogniser_is_needed() => (await Read("page.png", "--detector", "det.assay")).ShouldFail(2, "--recogniser");

    public void Dispose() => tool.Dispose();

    private Task<ToolResult> Read(params string[] arguments) => tool.RunAsync(["read", .. arguments]);

    /// <summary>A white page with a block that is black on the left and grey on the right.</summary>
    private static RgbImage Page()
    {
        var pixels = new byte[64 * 32 * 3];
        Array.Fill(pixels, White);
        for (var y = 8; y < 24; y++)
        {
            for (var x = 12; x < 52; x++)
                pixels.AsSpan(((y * 64) + x) * 3, 3).Fill(x < 32 ? (byte)0 : Grey);
        }

        return new RgbImage(64, 32, pixels);
    }
}
