using System.Text.Json;
using Assay.Node.Development;

namespace Assay.Cli.Tests;

/// <summary>An int8 TFLite model, from its file to an answer.</summary>
public sealed class TfliteModelTests : IDisposable
{
    private static readonly string Models = Path.Combine(DevelopmentChain.FindProjectFolder(), "tests", "vectors", "tflite");
    private static readonly string Speech = Path.Combine(Models, "micro_speech.tflite");

    private readonly AssayTool tool = new();

    [Fact]
    public async Task A_model_is_imported_as_it_is_and_every_executor_gives_the_bytes_of_tensorflow_lite()
    {
        var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Models, "golden.json"))).RootElement.GetProperty("models").EnumerateArray()
            .Single(model => model.GetProperty("model").GetString() == "micro_speech").GetProperty("cases")[0];
        File.WriteAllBytes(tool.PathOf("yes.bin"), golden.GetProperty("input").GetBytesFromBase64());
        File.WriteAllLines(tool.PathOf("labels.txt"), ["silence", "unknown", "yes", "no"]);

        var imported = (await tool.RunAsync("model", "import", Speech, "-o", "speech.assay", "--labels", "labels.txt", "--json")).ShouldSucceed().Json;

        imported.GetProperty("calibrationInputs").GetInt32().Should().Be(0);
        foreach (var executor in new[] { "reference", "cpu", "opencl" })
        {
            var run = (await tool.RunAsync("model", "run", "speech.assay", "--input", "yes.bin", "-o", "out.bin", "--executor", executor, "--json")).ShouldSucceed().Json;
            run.GetProperty("outputs")[0].GetProperty("labels")[0].GetProperty("label").GetString().Should().Be("yes");
            File.ReadAllBytes(tool.PathOf("out.bin")).Should().Equal(golden.GetProperty("output").GetBytesFromBase64());
        }
    }

    [Fact]
    public async Task Calibration_is_refused() =>
        (await tool.RunAsync("model", "import", Speech, "-o", "out.assay", "--samples", "x")).ShouldFail(1, "--samples", "int8 TFLite");

    [Fact]
    public async Task A_damaged_model_is_refused_and_nothing_is_written()
    {
        File.WriteAllBytes(tool.PathOf("cut.tflite"), File.ReadAllBytes(Speech)[..10_000]);
        (await tool.RunAsync("model", "import", "cut.tflite", "-o", "out.assay")).ShouldFail(1, "cut.tflite", "10000 of the file");
        Directory.EnumerateFiles(tool.Folder).Should().ContainSingle();
    }

    [Fact]
    public async Task Images_must_fit_the_input() =>
        (await tool.RunAsync("model", "import", Speech, "-o", "out.assay", "--channels", "gray")).ShouldFail(1, "[1, 1, 1, 1960]", "image of 1 channels");

    public void Dispose() => tool.Dispose();
}
