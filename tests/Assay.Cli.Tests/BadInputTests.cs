namespace Assay.Cli.Tests;

/// <summary>Bad input gives one line that says what was expected and what came, and leaves nothing half-written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly AssayTool tool = new();

    public BadInputTests() => SmallModel.Write(tool.PathOf("small.assay"));

    [Fact]
    public async Task An_unknown_command_is_not_understood() =>
        (await tool.RunAsync("frobnicate")).ShouldFail(2, "frobnicate");

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
    public async Task A_malformed_onnx_model_is_refused_and_nothing_is_written(string content)
    {
        File.WriteAllText(tool.PathOf("bad.onnx"), content);
        File.WriteAllBytes(tool.PathOf("zero.npy"), Sample());
        (await tool.RunAsync("model", "import", "bad.onnx", "-o", "out.assay", "--shape", "1,2", "--samples", "zero.npy")).ShouldFail(1, "bad.onnx");
        File.Exists(tool.PathOf("out.assay")).Should().BeFalse();
        Directory.EnumerateFiles(tool.Folder, "*.tmp").Should().BeEmpty();
    }

    [Fact]
    public async Task An_import_without_samples_is_refused()
    {
        File.WriteAllText(tool.PathOf("some.onnx"), "x");
        (await tool.RunAsync("model", "import", "some.onnx", "-o", "out.assay", "--shape", "1,2")).ShouldFail(1, "--samples");
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

    private static byte[] Sample()
    {
        const string Header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)Header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(Header), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-1f)];
    }
}
