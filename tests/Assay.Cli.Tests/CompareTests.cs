using Assay.Node.Development;

namespace Assay.Cli.Tests;

/// <summary>What <c>assay model compare</c> refuses; that it compares is shown with the imported classifier.</summary>
public sealed class CompareTests : IDisposable
{
    private static readonly string Fonts = Path.Combine(DevelopmentChain.FindProjectFolder(), "node_modules", "dejavu-fonts-ttf", "ttf");

    private readonly AssayTool tool = new();

    public CompareTests()
    {
        SmallTextModels.WriteDirection(tool.PathOf("cls.assay"));
        SmallTextModels.WriteRecogniser(tool.PathOf("rec.assay"));
        File.WriteAllText(tool.PathOf("bad.onnx"), "this is no model");
    }

    [Theory]
    [InlineData("rec.assay", "none.onnx", "text-recognition", 1, new[] { "--onnx", "none.onnx" })]
    [InlineData("none.assay", "bad.onnx", "text-recognition", 1, new[] { "none.assay" })]
    [InlineData("rec.assay", "bad.onnx", "text-recognition", 1, new[] { "ONNX Runtime refuses the model" })]
    [InlineData("rec.assay", "bad.onnx", "text-direction", 1, new[] { "text-direction", "'recogniser'", "[1, 1, 2, 3]", "two classes" })]
    [InlineData("rec.assay", "bad.onnx", "text-detection", 1, new[] { "text-detection", "square" })]
    [InlineData("cls.assay", "bad.onnx", "text-speech", 2, new[] { "text-speech", "text-recognition" })]
    public async Task Wrong_models_are_refused(string program, string onnx, string preset, int exitCode, string[] words) =>
        (await tool.RunAsync("model", "compare", program, "--onnx", onnx, "--preset", preset, "--fonts", Fonts, "--count", "4")).ShouldFail(exitCode, words);

    [Fact]
    public async Task At_least_one_sample_is_needed() =>
        (await tool.RunAsync("model", "compare", "rec.assay", "--onnx", "bad.onnx", "--preset", "text-recognition", "--fonts", Fonts, "--count", "0"))
            .ShouldFail(2, "--count", "got '0'");

    [Theory]
    [InlineData("text-recognition", "cls.assay", Import.TextRecognitionModel.CalibrationSeed)]
    [InlineData("text-direction", "cls.assay", Import.TextDirectionModel.CalibrationSeed)]
    [InlineData("text-detection", "cls.assay", Import.TextDetectionModel.CalibrationSeed)]
    public async Task What_calibration_saw_is_no_evaluation(string preset, string program, ulong seed) =>
        (await tool.RunAsync("model", "compare", program, "--onnx", "bad.onnx", "--preset", preset, "--fonts", Fonts, "--seed", $"{seed}"))
            .ShouldFail(1, "--seed", $"other than {seed}");

    [Fact]
    public async Task A_missing_folder_of_fonts_is_named() =>
        (await tool.RunAsync("model", "compare", "rec.assay", "--onnx", "bad.onnx", "--preset", "text-recognition", "--fonts", "no-fonts"))
            .ShouldFail(1, "no-fonts");

    [Theory]
    [InlineData("text-recognition", new[] { "--hard" }, new[] { "--hard", "--chinese-fonts" })]
    [InlineData("text-recognition", new[] { "--chinese-fonts", "fonts" }, new[] { "--hard", "--chinese-fonts" })]
    [InlineData("text-recognition", new[] { "--hard", "--chinese-fonts", "no-fonts" }, new[] { "Chinese fonts", "no-fonts" })]
    [InlineData("text-direction", new[] { "--hard", "--chinese-fonts", "fonts" }, new[] { "--hard", "text-recognition", "text-direction" })]
    public async Task Hard_lines_need_a_recogniser_and_Chinese_fonts(string preset, string[] options, string[] words)
    {
        var program = preset == "text-direction" ? "cls.assay" : "rec.assay";
        (await tool.RunAsync(["model", "compare", program, "--onnx", "bad.onnx", "--preset", preset, "--fonts", Fonts, .. options])).ShouldFail(1, words);
    }

    public void Dispose() => tool.Dispose();
}
