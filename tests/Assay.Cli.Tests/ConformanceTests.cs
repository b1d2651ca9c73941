using System.Text.Json.Nodes;

namespace Assay.Cli.Tests;

/// <summary><c>assay conformance</c>: counts what holds, names what fails, and refuses what is no vector.</summary>
public sealed class ConformanceTests : IDisposable
{
    private const string Right = """{"id":"abs_1","tag":"t","op":"ABS","attrs":{},"inputs":[{"name":"input1","type":"int32","shape":[2],"data":"+////wQAAAA="}],"output":{"name":"output","type":"int32","shape":[2],"data":"BQAAAAQAAAA="}}""";

    private readonly AssayTool tool = new();

    [Fact]
    public async Task Right_vectors_pass_and_unknown_operators_are_named()
    {
        Write("abs.jsonl", Right, Right.Replace("ABS", "SINE").Replace("abs_1", "sine_1"));
        var result = await tool.RunAsync("conformance", "vectors", "--executor", "cpu");
        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("SINE").And.Contain("sine_1");
        result.Output.TrimEnd().Split('\n')[^1].Trim().Should().Be("1 passed, 0 failed");
    }

    [Fact]
    public async Task Every_vector_of_the_repository_holds_on_every_executor()
    {
        var result = await tool.RunAsync("conformance", Vectors(), "--json");
        result.ExitCode.Should().Be(0, result.Error);
        var report = JsonNode.Parse(result.Output)!;
        var executors = report["executors"]!.AsArray().Count;
        executors.Should().BeGreaterThanOrEqualTo(2, "the reference and the CPU are everywhere");
        var vectors = report["vectors"]!.GetValue<int>();
        report["passed"]!.GetValue<int>().Should().Be(executors * (vectors - report["unsupportedVectors"]!.GetValue<int>()));
        report["unsupported"]!.AsArray().Select(gap => gap!["why"]!.GetValue<string>()).Should().NotContain("the operator");
        vectors.Should().BeGreaterThan(900);
    }

    [Fact]
    public async Task A_wrong_vector_fails_and_is_named()
    {
        Write("abs.jsonl", Right, Right.Replace("BQAAAAQAAAA=", "BgAAAAQAAAA=").Replace("abs_1", "abs_2"));
        var result = await tool.RunAsync("conformance", "vectors", "--executor", "reference", "--json");
        result.ExitCode.Should().Be(1);
        var report = JsonNode.Parse(result.Output)!;
        report["passed"]!.GetValue<int>().Should().Be(1);
        report["failed"]!.GetValue<int>().Should().Be(1);
        report["failures"]![0]!["id"]!.GetValue<string>().Should().Be("abs_2");
    }

    [Theory]
    [InlineData("not json", "JSON")]
    [InlineData("[]", "'id'")]
    [InlineData("""{"id":"x","op":"ABS","attrs":{},"inputs":[],"output":{"type":"int32","shape":[1],"data":"AAAAAA=="}}""", "input1")]
    [InlineData("""{"id":"x","op":"ABS","attrs":{},"inputs":[],"output":{"type":"int32","shape":[1],"data":"AAA="}}""", "4 bytes")]
    [InlineData("""{"id":"x","op":"ABS","attrs":{},"inputs":[],"output":{"type":"int7","shape":[1],"data":"AA=="}}""", "int7")]
    public async Task A_malformed_line_is_named(string line, string expected)
    {
        Write("bad.jsonl", Right, line);
        (await tool.RunAsync("conformance", "vectors")).ShouldFail(1, "bad.jsonl", "line 2", expected);
    }

    [Fact]
    public async Task A_folder_without_vectors_is_refused()
    {
        (await tool.RunAsync("conformance", "nowhere")).ShouldFail(1, "nowhere");
        Directory.CreateDirectory(tool.PathOf("empty"));
        (await tool.RunAsync("conformance", "empty")).ShouldFail(1, "empty", ".jsonl");
        Write("none.jsonl");
        (await tool.RunAsync("conformance", "vectors")).ShouldFail(1, "none.jsonl", "no line");
    }

    [Fact]
    public async Task Vectors_of_unknown_operators_alone_show_nothing()
    {
        Write("sine.jsonl", Right.Replace("ABS", "SINE"));
        var result = await tool.RunAsync("conformance", "vectors", "--executor", "cpu");
        result.ExitCode.Should().Be(1);
        result.Output.TrimEnd().Split('\n')[^1].Trim().Should().Be("0 passed, 0 failed");
    }

    public void Dispose() => tool.Dispose();

    private static string Vectors()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Assay.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "vectors", "tosa");
    }

    private void Write(string name, params string[] lines)
    {
        Directory.CreateDirectory(tool.PathOf("vectors"));
        File.WriteAllLines(Path.Combine(tool.PathOf("vectors"), name), lines);
    }
}
