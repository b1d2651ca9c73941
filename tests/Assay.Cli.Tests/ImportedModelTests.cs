using Assay.Import;
using Assay.Import.Images;
using Assay.Node.Development;

namespace Assay.Cli.Tests;

/// <summary>The text-direction classifier, from its ONNX file to an answer about a picture.</summary>
public sealed class ImportedModelTests : IDisposable
{
    private static readonly string Modules = Path.Combine(DevelopmentChain.FindProjectFolder(), "node_modules");
    private static readonly string Fonts = Path.Combine(Modules, "dejavu-fonts-ttf", "ttf");

    private readonly AssayTool tool = new();

    [Fact]
    public async Task An_imported_model_reads_a_picture_and_every_executor_gives_the_same_roots()
    {
        var onnx = Path.Combine(Modules, "@gutenye", "ocr-models", "assets", "ch_ppocr_mobile_v2.0_cls_infer.onnx");
        var imported = (await tool.RunAsync("model", "import", onnx, "-o", "cls.assay", "--preset", "text-direction", "--fonts", Fonts, "--lines", "24", "--json")).ShouldSucceed().Json;
        var line = Render();
        File.WriteAllBytes(tool.PathOf("line.png"), line.Image.EncodePng());

        var roots = new List<(string?, string?)>();
        foreach (var executor in new[] { "reference", "cpu", "opencl" })
        {
            var run = (await tool.RunAsync("model", "run", "cls.assay", "--input", "line.png", "--executor", executor, "--trace", "--json")).ShouldSucceed().Json;
            run.GetProperty("modelId").GetString().Should().Be(imported.GetProperty("modelId").GetString());
            roots.Add((run.GetProperty("outputRoot").GetString(), run.GetProperty("traceRoot").GetString()));
            var answer = run.GetProperty("outputs")[0].GetProperty("labels")[0];
            answer.GetProperty("label").GetString().Should().Be(line.IsRotated ? "180" : "0");
            answer.GetProperty("probability").GetDouble().Should().BeInRange(0.5, 1);
        }

        roots.Distinct().Should().ContainSingle();
        var compared = (await tool.RunAsync("model", "compare", "cls.assay", "--onnx", onnx, "--preset", "text-direction", "--fonts", Fonts, "--count", "16", "--json"))
            .ShouldSucceed().Json;
        compared.GetProperty("lines").GetInt32().Should().Be(16);
        compared.GetProperty("sameClass").GetDouble().Should().BeInRange(0.9, 1);
        var times = (await tool.RunAsync("bench", "model", "cls.assay", "--against", onnx, "--threads", "1", "--turns", "1", "--json")).ShouldSucceed().Json.GetProperty("times")[0];
        times.GetProperty("ratio").GetDouble().Should().BeApproximately(
            times.GetProperty("onnxRuntimeMilliseconds").GetDouble() / times.GetProperty("milliseconds").GetDouble(), 1e-6);
        SmallModel.WriteImageModel(tool.PathOf("image.assay"));
        (await tool.RunAsync("bench", "model", "image.assay", "--against", onnx)).ShouldFail(1, Path.GetFileName(onnx), "'image'");
    }

    [Fact]
    public async Task A_damaged_picture_is_refused()
    {
        SmallModel.WriteImageModel(tool.PathOf("image.assay"));
        var png = Render().Image.EncodePng();
        File.WriteAllBytes(tool.PathOf("line.png"), png[..(png.Length / 2)]);
        (await tool.RunAsync("model", "run", "image.assay", "--input", "line.png")).ShouldFail(1, "line.png");
    }

    public void Dispose() => tool.Dispose();

    private static TextLine Render()
    {
        using var renderer = TextLineRenderer.FromDirectory(Fonts);
        return renderer.Render(TextDirectionModel.EvaluationSeed, 3);
    }
}
