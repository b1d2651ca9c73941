namespace Assay.Inference.Tests.Building;

public class ProgramBuilderTests
{
    private static readonly TensorShape Shape = new(1, 2, 2, 300);

    [Fact]
    public void An_output_that_is_also_read_is_copied_at_the_end()
    {
        var builder = new ProgramBuilder("copy");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, Shape);
        TensorHandle shared = builder.Mul(input, input, ElementType.Int16, Epilogue.Narrow);
        TensorHandle sum = builder.ReduceSum(shared, 1, 2, ElementType.Int32, Epilogue.Narrow);
        builder.MarkOutput(sum, "sum");
        builder.MarkOutput(shared, "shared");

        InferenceProgram program = builder.Build();

        program.Instructions.Select(instruction => (instruction.Opcode, instruction.OutputSpace)).Should().Equal(
            (Opcode.Mul, MemorySpace.Body), (Opcode.ReduceSum, MemorySpace.Output), (Opcode.Rescale, MemorySpace.Output));
        program.Outputs.Select(output => output.Name).Should().Equal("sum", "shared");
        using var executor = new ReferenceExecutor(program);
        ExecutionResult result = executor.Run([Enumerable.Repeat((byte)0x80, 1200).ToArray()], keepBody: true);
        result.Outputs[1].ToArray().Should().Equal(result.BodySpace!.Value[..2400].ToArray()).And.OnlyContain(value => value == 0 || value == 0x40);
    }

    [Fact]
    public void Equal_tables_are_stored_once()
    {
        var builder = new ProgramBuilder("tables");

        uint first = builder.AddTable(new short[513]);
        uint again = builder.AddTable(new short[513]);
        uint other = builder.AddTable([.. Enumerable.Repeat((short)1, 513)]);

        again.Should().Be(first);
        other.Should().Be(first + 3, "1,026 bytes take three pages");
    }

    [Fact]
    public void Mistakes_are_refused_with_what_was_expected()
    {
        var builder = new ProgramBuilder("mistakes");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, Shape);
        TensorHandle foreign = new ProgramBuilder("other").AddInput("x", ElementType.Int8, Shape);
        var window = new WindowGeometry(1, 1);

        Message(() => builder.AddTable(new short[512])).Should().Contain("513 entries, but 512");
        Message(() => builder.Reshape(input, new TensorShape(1, 1, 1, 7))).Should().Contain("1200 elements against 7");
        Message(() => builder.Rescale(foreign, ElementType.Int8, Epilogue.Narrow)).Should().Contain("another builder");
        Message(() => builder.Conv2D(input, new sbyte[299], [0], window, ElementType.Int8, Epilogue.Narrow)).Should().Contain("needs 300 weights per channel, but the blocks have 299");
        Message(() => builder.MaxPool2D(input, new WindowGeometry(3, 3), ElementType.Int8, Epilogue.Narrow)).Should().Contain("does not fit");
        Message(() => builder.MarkOutput(input, "y")).Should().Contain("must be written by an instruction");
        Message(() => builder.AddInput("big", ElementType.Int8, new TensorShape(1, 1, 1, 70_000))).Should().Contain("'big'");
        Message(() => builder.Mul(input, builder.AddInput("z", ElementType.Int8, new TensorShape(1, 2, 3, 300)), ElementType.Int8, Epilogue.Narrow))
            .Should().Contain("dimension 2 is 2 against 3");
    }

    [Fact]
    public void A_program_that_breaks_a_rule_names_the_instruction_and_the_rule()
    {
        var builder = new ProgramBuilder("too long");
        TensorHandle input = builder.AddInput("x", ElementType.Int8, new TensorShape(1, 1, 2000, 300));
        builder.MarkOutput(builder.ReduceSum(input, 2, 2, ElementType.Int32, Epilogue.Narrow), "y");

        Action build = () => builder.Build();

        build.Should().Throw<ProgramValidationException>().WithMessage("The program 'too long' is not valid: instruction 0 (ReduceSum) breaks rule 14, StepTooLarge.")
            .Which.Fault.Reason.Should().Be(InvalidReason.StepTooLarge);
    }

    [Fact]
    public void A_program_without_outputs_is_refused()
    {
        var builder = new ProgramBuilder("silent");
        builder.Rescale(builder.AddInput("x", ElementType.Int8, Shape), ElementType.Int8, Epilogue.Narrow);

        Action build = () => builder.Build();

        build.Should().Throw<ProgramValidationException>().WithMessage("*no outputs*");
    }

    private static string Message(Action action) => action.Should().Throw<ArgumentException>().Which.Message;
}
