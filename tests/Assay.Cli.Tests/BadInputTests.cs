using Assay.Node.Development;

namespace Assay.Cli.Tests;

/// <summary>Bad input gives one line that says what was expected and what came, and leaves nothing half-written.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly string FloatModel = Path.Combine(
        DevelopmentChain.FindProjectFolder(), "node_modules", "@gutenye", "ocr-models", "assets", "ch_ppocr_mobile_v2.0_cls_infer.onnx");

    private readonly AssayTool tool = new();

    public BadInputTests() => SmallModel.Write(tool.PathOf("small.assay"));

    [Fact]
    public async Task An_unknown_command_is_not_understood() =>
        (await tool.RunAsync("frobnicate")).ShouldFail(2, "frobnicate");

    [Theory]
    [InlineData("expected a command", "inspect", "got none", "model")]
    [InlineData("expected a command", "withdraw", "got 'frobnicate'", "job", "frobnicate", "1")]
    [InlineData("FILE.assay", "model file", "got none", "model", "inspect")]
    [InlineData("assay model inspect", "option or argument", "got '--frobnicate'", "model", "inspect", "small.assay", "--frobnicate")]
    public async Task What_is_missing_or_too_much_is_named(string first, string second, string third, params string[] arguments) =>
        (await tool.RunAsync(arguments)).ShouldFail(2, first, second, third);

    [Theory]
    [InlineData("--port", "0 to 65535", "devnet", "--port", "many")]
    [InlineData("--port", "0 to 65535", "devnet", "--port", "65536")]
    [InlineData("--dev-account", "0 to 19", "stake", "show", "--dev-account", "-1")]
    [InlineData("--dev-account", "0 to 19", "stake", "show", "--dev-account", "first")]
    [InlineData("--chain-id", "1 to 9223372036854775807", "stake", "show", "--chain-id", "0x1")]
    [InlineData("--interval", "0.1 to 3600", "worker", "--interval", "NaN")]
    [InlineData("--interval", "0.1 to 3600", "verifier", "--interval", "soon")]
    [InlineData("--evaluation-lines", "1 to 100000", "demo", "--evaluation-lines", "99999999999")]
    [InlineData("--turns", "1 to 10000", "bench", "hash", "--turns", "-1")]
    [InlineData("--lines", "1 to 100000", "model", "import", "x.onnx", "-o", "y.assay", "--lines", "1.5")]
    [InlineData("ID", "1 to 18446744073709551615", "job", "show", "0")]
    [InlineData("ID", "1 to 18446744073709551615", "dispute", "show", "18446744073709551616")]
    public async Task A_number_that_is_none_or_out_of_range_is_refused(string name, string range, params string[] arguments) =>
        (await tool.RunAsync(arguments)).ShouldFail(2, $"{name}: expected a number from {range}", $"got '{arguments[^1]}'");

    [Theory]
    [InlineData("--form: expected integer, qdq, qdq-fast or float", "model", "export", "small.assay", "-o", "x.onnx", "--form", "quick")]
    [InlineData("--network: expected local, sepolia or thetaTestnet", "deploy", "--network", "mainnet")]
    [InlineData("--accept-within: expected a time", "job", "post", "small.assay", "-i", "x.bin", "--payment", "1", "--accept-within", "5x")]
    public async Task A_word_that_is_none_of_the_choices_is_refused(string expected, params string[] arguments) =>
        (await tool.RunAsync(arguments)).ShouldFail(2, expected, $"got '{arguments[^1]}'");

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("INT", "INT", "TERM")]
    public async Task A_signal_stops_a_long_command_with_one_line(params string[] signals) =>
        (await tool.RunAsync(signals, ["bench", "hash", "--turns", "10000"])).ShouldFail(130, "cancelled");

    [Theory]
    [InlineData("model", "export", "small.assay", "-o", "./small.assay")]
    [InlineData("model", "run", "small.assay", "-i", "x.bin", "-o", "small.assay")]
    [InlineData("model", "import", "small.assay", "-o", "small.assay")]
    public async Task What_is_read_is_not_overwritten(params string[] arguments)
    {
        var before = File.ReadAllBytes(tool.PathOf("small.assay"));
        (await tool.RunAsync(arguments)).ShouldFail(1, "--output", "another file", arguments[^1]);
        File.ReadAllBytes(tool.PathOf("small.assay")).Should().Equal(before);
    }

    [Fact]
    public async Task An_array_whose_size_overflows_is_refused()
    {
        const string Shape = "(2147483647, 2147483647, 2147483647)";
        File.WriteAllBytes(tool.PathOf("large.npy"), Sample(Shape));
        (await tool.RunAsync("model", "run", "small.assay", "--input", "large.npy")).ShouldFail(1, "large.npy", "[2147483647, 2147483647, 2147483647]", "got 8");
    }

    [Fact]
    public async Task A_damaged_keystore_is_named()
    {
        File.WriteAllText(tool.PathOf("key.json"), """{ "version": 3 }""");
        tool.Environment["ASSAY_KEYSTORE_PASSWORD"] = "secret";
        var result = await tool.RunAsync("stake", "show", "--keystore", "key.json");
        result.ShouldFail(1, "--keystore", "key.json", "'crypto'");
        result.Error.Should().NotContain("secret");
    }

    [Fact]
    public async Task An_unknown_executor_is_not_understood() =>
        (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", "abacus")).ShouldFail(2, "reference", "abacus");

    [Theory]
    [InlineData("model", "inspect", "none.assay")]
    [InlineData("model", "run", "none.assay", "--input", "x.bin")]
    [InlineData("model", "import", "none.assay", "-o", "out.assay")]
    [InlineData("model", "run", "small.assay", "--input", "none.assay")]
    public async Task A_missing_file_is_named(params string[] arguments)
    {
        (await tool.RunAsync(arguments)).ShouldFail(1, "none.assay");
        OnlyTheModelIsThere();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task A_truncated_model_is_refused(int length)
    {
        File.WriteAllBytes(tool.PathOf("cut.assay"), File.ReadAllBytes(tool.PathOf("small.assay"))[..length]);
        (await tool.RunAsync("model", "run", "cut.assay", "--input", "x.bin")).ShouldFail(1, "cut.assay", $" {length}");
    }

    [Fact]
    public async Task A_changed_model_is_refused()
    {
        var bytes = File.ReadAllBytes(tool.PathOf("small.assay"));
        bytes[^500] ^= 1;
        File.WriteAllBytes(tool.PathOf("changed.assay"), bytes);
        (await tool.RunAsync("model", "inspect", "changed.assay")).ShouldFail(1, "changed.assay", "root should be");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no model")]
    public async Task A_malformed_onnx_model_is_refused_before_options_are_asked_for_and_nothing_is_written(string content)
    {
        File.WriteAllText(tool.PathOf("bad.onnx"), content);
        (await tool.RunAsync("model", "import", "bad.onnx", "-o", "out.assay")).ShouldFail(1, "bad.onnx");
        File.Exists(tool.PathOf("out.assay")).Should().BeFalse();
        Directory.EnumerateFiles(tool.Folder, "*.tmp").Should().BeEmpty();
    }

    [Theory]
    [InlineData("--shape: expected the shape")]
    [InlineData("--samples: expected sample inputs", "--shape", "1,3,48,192")]
    [InlineData("--fonts: expected a folder", "--preset", "text-direction")]
    [InlineData("--fonts: expected none", "--shape", "1,3,48,192", "--samples", ".", "--fonts", ".")]
    [InlineData("--shape: expected none for --preset text-direction", "--preset", "text-direction", "--fonts", ".", "--shape", "1,3,48,192")]
    [InlineData("--mean: expected none for --preset text-detection", "--preset", "text-detection", "--fonts", ".", "--mean", "0,0,0")]
    [InlineData("--characters: expected none for --preset text-detection", "--preset", "text-detection", "--fonts", ".", "--characters", "x.txt")]
    [InlineData("--name: expected a name", "--preset", "text-direction", "--fonts", ".", "--name", "")]
    public async Task Import_options_that_are_missing_or_would_change_nothing_are_refused(string expected, params string[] options)
    {
        (await tool.RunAsync(["model", "import", FloatModel, "-o", "out.assay", .. options])).ShouldFail(1, expected);
        OnlyTheModelIsThere();
    }

    [Fact]
    public async Task Raw_input_of_another_size_is_refused_and_no_output_is_written()
    {
        File.WriteAllBytes(tool.PathOf("x.bin"), new byte[89]);
        (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--output", "out.bin")).ShouldFail(1, "90 bytes", "89", "x.bin");
        Directory.EnumerateFiles(tool.Folder, "out*").Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_is_refused_by_a_model_that_takes_none()
    {
        File.WriteAllBytes(tool.PathOf("x.png"), [1, 2, 3]);
        (await tool.RunAsync("model", "run", "small.assay", "--input", "x.png")).ShouldFail(1, "x.png", "images");
    }

    [Fact]
    public async Task Too_many_inputs_are_refused() =>
        (await tool.RunAsync("model", "run", "small.assay", "--input", "a.bin", "--input", "b.bin")).ShouldFail(1, "takes 1 inputs", "2 were given");

    [Fact]
    public async Task An_output_in_a_missing_folder_is_refused_before_the_run() =>
        (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--output", "no/out.bin")).ShouldFail(1, "--output", "no");

    [Fact]
    public async Task A_stack_trace_is_shown_when_asked_for()
    {
        var result = await tool.RunAsync("model", "inspect", "none.assay", "--debug");
        result.ExitCode.Should().NotBe(0);
        result.Error.Should().Contain("   at ");
    }

    public void Dispose() => tool.Dispose();

    private void OnlyTheModelIsThere() => Directory.EnumerateFiles(tool.Folder).Select(Path.GetFileName).Should().Equal("small.assay");

    /// <summary>A NumPy array of the two numbers 1 and −1 that claims to have the given shape.</summary>
    private static byte[] Sample(string shape)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-1f)];
    }
}
