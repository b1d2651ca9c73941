using System.Text.Json;

namespace Assay.Cli.Tests;

/// <summary>What the measuring commands print, and what they refuse. The figures themselves are not held: they are the machine's.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly AssayTool tool = new();

    public BenchTests() => SmallModel.Write(tool.PathOf("small.assay"));

    [Fact]
    public async Task Hashing_is_measured_for_every_number_of_lanes_and_for_bouncy_castle()
    {
        var rows = (await tool.RunAsync("bench", "hash", "--turns", "1", "--json")).ShouldSucceed().Json.EnumerateArray().ToList();
        rows[^1].GetProperty("name").GetString().Should().Be("BouncyCastle");
        rows[^2].GetProperty("lanes").GetInt32().Should().Be(1);
        rows[^2].GetProperty("ratio").GetDouble().Should().Be(1);
        rows.Should().OnlyContain(row => row.GetProperty("megabytesPerSecond").GetDouble() > 0);
    }

    [Fact]
    public async Task Products_are_held_against_those_of_onnx_runtime()
    {
        var row = (await tool.RunAsync("bench", "gemm", "--size", "37", "--threads", "2", "--turns", "1", "--json")).ShouldSucceed().Json.EnumerateArray().Should().ContainSingle().Subject;
        row.GetProperty("threads").GetInt32().Should().Be(2);
        var operations = 2e-6 * 37 * 37 * 37;
        row.GetProperty("gigaOperationsPerSecond").GetDouble().Should().BeApproximately(operations / Milliseconds(row, "milliseconds"), 1e-6);
        row.GetProperty("ratio").GetDouble().Should().BeApproximately(Milliseconds(row, "onnxRuntimeMilliseconds") / Milliseconds(row, "milliseconds"), 1e-6);
    }

    [Fact]
    public async Task A_model_is_measured_plain_and_traced()
    {
        var result = (await tool.RunAsync("bench", "model", "small.assay", "--threads", "1,2", "--turns", "1", "--json")).ShouldSucceed().Json;
        var rows = result.GetProperty("times").EnumerateArray().ToList();
        rows.Select(row => row.GetProperty("threads").GetInt32()).Should().Equal(1, 2);
        rows.Should().OnlyContain(row => Milliseconds(row, "milliseconds") > 0 && row.GetProperty("ratio").ValueKind == JsonValueKind.Null);
        var memory = result.GetProperty("memory");
        memory.GetProperty("model").GetInt64().Should().Be(new FileInfo(tool.PathOf("small.assay")).Length);
        memory.GetProperty("peak").GetInt64().Should().BeGreaterThanOrEqualTo(memory.GetProperty("start").GetInt64());
        (await tool.RunAsync("bench", "model", "small.assay", "--threads", "1", "--turns", "1")).ShouldSucceed().Output.Should().Contain("peak memory");
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "1,two")]
    [InlineData("--threads", "")]
    [InlineData("--turns", "-1")]
    public async Task Counts_that_are_no_numbers_are_not_understood(string option, string value) =>
        (await tool.RunAsync("bench", "model", "small.assay", option, value)).ShouldFail(2, option, "from 1 to", $"'{value}'");

    [Fact]
    public async Task A_matrix_that_is_too_large_is_not_understood() =>
        (await tool.RunAsync("bench", "gemm", "--size", "5000")).ShouldFail(2, "--size", "4096", "'5000'");

    [Fact]
    public async Task Without_a_float_file_onnx_runtime_runs_the_exports_and_the_ratio_is_that_of_the_faster()
    {
        var result = (await tool.RunAsync("bench", "model", "small", "--against", "onnxruntime", "--threads", "1", "--turns", "1", "--json")).ShouldSucceed().Json;
        var row = result.GetProperty("times").EnumerateArray().Should().ContainSingle().Subject;
        var rivals = row.GetProperty("rivals").EnumerateArray().ToList();
        rivals.Select(rival => rival.GetProperty("name").GetString()).Should().Equal("float32 export", "QDQ export");
        var best = rivals.Min(rival => Milliseconds(rival, "milliseconds"));
        Milliseconds(row, "onnxRuntimeMilliseconds").Should().Be(best);
        row.GetProperty("ratio").GetDouble().Should().BeApproximately(best / Milliseconds(row, "milliseconds"), 1e-6);
    }

    [Fact]
    public async Task A_missing_model_or_onnx_file_is_named()
    {
        (await tool.RunAsync("bench", "model", "none.assay")).ShouldFail(1, "none.assay");
        (await tool.RunAsync("bench", "model", "small.assay", "--against", "none.onnx")).ShouldFail(1, "--against", "none.onnx");
        (await tool.RunAsync("bench", "model", "net_1.0", "--models", "models")).ShouldFail(1, Path.Combine("models", "net_1.0.assay"));
    }

    [Fact]
    public async Task A_profile_beside_a_comparison_is_refused() =>
        (await tool.RunAsync("bench", "model", "small.assay", "--profile", "--against", "onnxruntime")).ShouldFail(1, "--profile", "--against", "onnxruntime");

    [Fact]
    public async Task A_file_that_is_no_onnx_model_is_refused()
    {
        File.WriteAllText(tool.PathOf("bad.onnx"), "this is no model");
        (await tool.RunAsync("bench", "model", "small.assay", "--against", "bad.onnx", "--turns", "1")).ShouldFail(1, "bad.onnx");
    }

    public void Dispose() => tool.Dispose();

    private static double Milliseconds(JsonElement row, string name) => row.GetProperty(name).GetDouble();
}
