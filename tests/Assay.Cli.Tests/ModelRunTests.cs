using System.Buffers.Binary;
using System.Text;
using Assay.Inference.OpenCL;

namespace Assay.Cli.Tests;

public sealed class ModelRunTests : IDisposable
{
    private readonly AssayTool tool = new();

    public ModelRunTests()
    {
        SmallModel.Write(tool.PathOf("small.assay"));
        File.WriteAllBytes(tool.PathOf("x.bin"), SmallModel.Input());
    }

    [Fact]
    public async Task Every_executor_gives_the_same_roots()
    {
        var reference = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", "reference", "--trace", "--json")).ShouldSucceed().Json;
        foreach (var executor in new[] { "cpu", "opencl" })
        {
            var result = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", executor, "--trace", "--json")).ShouldSucceed().Json;
            foreach (var root in new[] { "modelId", "inputRoot", "outputRoot", "traceRoot" })
                result.GetProperty(root).GetString().Should().Be(reference.GetProperty(root).GetString()).And.MatchRegex("^0x[0-9a-f]{64}$");
            result.GetProperty("executor").GetString().Should().NotBe(reference.GetProperty("executor").GetString());
        }
    }

    [Fact]
    public async Task Left_to_itself_it_takes_OpenCL_on_a_graphics_processor_or_on_the_device_that_is_named()
    {
        bool isNone = OpenClDevice.List().Count == 0;
        bool isProcessor = isNone || (OpenClDevice.Select().Kind & OpenClDeviceKind.Cpu) != 0;
        tool.Environment[OpenClDevice.DefaultVariable] = "";
        (await RunningOn("auto")).Should().Be(await RunningOn(isProcessor ? "cpu" : "opencl"));
        tool.Environment[OpenClDevice.DefaultVariable] = "0";
        (await RunningOn("auto")).Should().Be(await RunningOn(isNone ? "cpu" : "opencl"));
    }

    [Fact]
    public async Task Another_input_gives_other_roots()
    {
        File.WriteAllBytes(tool.PathOf("y.bin"), SmallModel.Input(seed: 2));
        var x = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", "cpu", "--trace", "--json")).ShouldSucceed().Json;
        var y = (await tool.RunAsync("model", "run", "small.assay", "--input", "y.bin", "--executor", "cpu", "--trace", "--json")).ShouldSucceed().Json;
        foreach (var root in new[] { "inputRoot", "outputRoot", "traceRoot" })
            y.GetProperty(root).GetString().Should().NotBe(x.GetProperty(root).GetString());
    }

    [Fact]
    public async Task Outputs_are_written_raw_and_printed_as_real_numbers_with_their_labels()
    {
        var result = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", "cpu", "--output", "out.bin", "--json")).ShouldSucceed().Json;
        var bytes = File.ReadAllBytes(tool.PathOf("out.bin"));
        bytes.Should().HaveCount(8);
        var output = result.GetProperty("outputs")[0];
        var values = output.GetProperty("values").EnumerateArray().Select(value => value.GetDouble());
        values.Should().Equal(BinaryPrimitives.ReadInt32LittleEndian(bytes) * 0.25, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)) * 0.25);
        output.GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("label").GetString()).Should().BeEquivalentTo("left", "right");
        result.TryGetProperty("traceRoot", out _).Should().BeFalse("it was not asked for");
        Directory.EnumerateFiles(tool.Folder).Should().HaveCount(3);
    }

    [Theory]
    [InlineData("|i1", "(1, 5, 6, 3)")]
    [InlineData("<f4", "(5, 6, 3)")]
    public async Task Numpy_arrays_are_inputs_as_integers_and_as_real_numbers(string type, string shape)
    {
        var integers = SmallModel.Input().Select(value => (sbyte)value).ToArray();
        var data = type == "|i1" ? SmallModel.Input() : [.. integers.SelectMany(value => BitConverter.GetBytes(value * 0.5f))];
        File.WriteAllBytes(tool.PathOf("x.npy"), Numpy(type, shape, data));
        var raw = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", "cpu", "--json")).ShouldSucceed().Json;
        var array = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.npy", "--executor", "cpu", "--json")).ShouldSucceed().Json;
        array.GetProperty("inputRoot").GetString().Should().Be(raw.GetProperty("inputRoot").GetString());
    }

    [Fact]
    public async Task A_numpy_array_of_another_shape_is_refused()
    {
        File.WriteAllBytes(tool.PathOf("x.npy"), Numpy("|i1", "(1, 3, 5, 6)", SmallModel.Input()));
        (await tool.RunAsync("model", "run", "small.assay", "--input", "x.npy")).ShouldFail(1, "[1, 5, 6, 3]", "[1, 3, 5, 6]", "x.npy");
    }

    [Fact]
    public async Task Inspect_shows_the_same_model_and_its_worst_proof()
    {
        var run = (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", "cpu", "--json")).ShouldSucceed().Json;
        var inspected = (await tool.RunAsync("model", "inspect", "small.assay", "--json")).ShouldSucceed().Json;
        inspected.GetProperty("modelId").GetString().Should().Be(run.GetProperty("modelId").GetString());
        inspected.GetProperty("instructions").EnumerateArray().Select(line => line.GetProperty("operator").GetString()).Should().Equal("Conv2D", "ReduceSum");
        inspected.GetProperty("worstProof").GetProperty("bytes").GetInt64().Should().Be(WorstWitness());
        (await tool.RunAsync("model", "inspect", "small.assay")).ShouldSucceed().Output.Should().Contain("ReduceSum").And.Contain("model id");
    }

    public void Dispose() => tool.Dispose();

    // The largest of all witnesses that there are: built, not computed from a plan.
    private long WorstWitness()
    {
        using var model = Inference.ModelContainer.Open(tool.PathOf("small.assay"));
        var program = model.Program;
        ReadOnlyMemory<byte>[] inputs = [SmallModel.Input()];
        using var executor = new Inference.ReferenceExecutor(program);
        var trace = Protocol.Disputes.Trace.Record(program, executor, inputs, default);
        var builder = new Inference.StepWitnessBuilder(program, trace.Instructions, new Inference.SpaceTrees(trace.Input, trace.Constants, trace.Body, trace.Output));
        return program.Instructions.SelectMany((instruction, index) =>
            Enumerable.Range(0, (int)instruction.OutputShape.Elements).Select(element => builder.Whole(index, element)))
            .Max(witness => witness.Chunks.Length + (32L * witness.Siblings.Count) + witness.Instruction.Length + (32L * witness.InstructionSiblings.Count));
    }

    private static byte[] Numpy(string type, string shape, byte[] data)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight(64 * ((header.Length + 11 + 63) / 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];
    }

    private async Task<string?> RunningOn(string executor) =>
        (await tool.RunAsync("model", "run", "small.assay", "--input", "x.bin", "--executor", executor, "--json")).ShouldSucceed().Json.GetProperty("executor").GetString();
}
