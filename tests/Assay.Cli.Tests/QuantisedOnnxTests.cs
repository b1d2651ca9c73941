using Assay.Node.Development;

namespace Assay.Cli.Tests;

/// <summary>An ONNX model that is quantised already, from its file to an answer.</summary>
public sealed class QuantisedOnnxTests : IDisposable
{
    private static readonly string Model = Path.Combine(DevelopmentChain.FindProjectFolder(), "tests", "vectors", "tflite", "hello_world_int8.tflite");

    private readonly AssayTool tool = new();

    [Fact]
    public async Task An_exported_program_is_imported_again_as_it_is()
    {
        await ExportAsync();

        var imported = (await tool.RunAsync("model", "import", "net.onnx", "-o", "again.assay", "--json")).ShouldSucceed().Json;

        imported.GetProperty("calibrationInputs").GetInt32().Should().Be(0);
        imported.GetProperty("instructions").GetInt32().Should().Be(3);
        File.WriteAllBytes(tool.PathOf("x.bin"), [40]);
        foreach (var executor in new[] { "reference", "cpu" })
            (await tool.RunAsync("model", "run", "again.assay", "--input", "x.bin", "-o", $"{executor}.bin", "--executor", executor)).ShouldSucceed();
        File.ReadAllBytes(tool.PathOf("cpu.bin")).Should().Equal(File.ReadAllBytes(tool.PathOf("reference.bin")));
    }

    [Fact]
    public async Task Calibration_is_refused()
    {
        await ExportAsync();
        (await tool.RunAsync("model", "import", "net.onnx", "-o", "out.assay", "--samples", "x")).ShouldFail(1, "--samples", "quantised already");
    }

    [Fact]
    public async Task What_is_spelt_out_in_integers_is_refused_with_file_and_operator()
    {
        (await tool.RunAsync("model", "import", Model, "-o", "net.assay")).ShouldSucceed();
        (await tool.RunAsync("model", "export", "net.assay", "-o", "integer.onnx", "--form", "integer")).ShouldSucceed();
        (await tool.RunAsync("model", "import", "integer.onnx", "-o", "out.assay")).ShouldFail(1, "integer.onnx", "Operator ");
        File.Exists(tool.PathOf("out.assay")).Should().BeFalse();
    }

    public void Dispose() => tool.Dispose();

    private async Task ExportAsync()
    {
        (await tool.RunAsync("model", "import", Model, "-o", "net.assay")).ShouldSucceed();
        (await tool.RunAsync("model", "export", "net.assay", "-o", "net.onnx", "--form", "qdq", "--channels-first")).ShouldSucceed();
    }
}
