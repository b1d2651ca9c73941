using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Reference;

public class RandomProgramTests
{
    private const int Seeds = 600;

    [Fact]
    public void Random_programs_are_valid_and_cover_every_operator_type_and_epilogue()
    {
        Instruction[] instructions = [.. Enumerable.Range(0, Seeds).SelectMany(seed => RandomPrograms.Create(seed).Program.Instructions)];

        instructions.Select(instruction => (instruction.Opcode, instruction.Epilogue.Kind)).Distinct().Should().HaveCount(OpcodeExtensions.All.Count * 4);
        instructions.Select(instruction => (instruction.Opcode, instruction.OutputType)).Distinct().Should().HaveCount((OpcodeExtensions.All.Count * 3) - 2, "ARGMAX gives int32 only");
        instructions.Where(instruction => instruction.Epilogue.PerChannel).Select(instruction => instruction.Epilogue.Kind).Distinct().Should().HaveCount(3);
        instructions.Where(instruction => instruction.Epilogue.PerChannelSecond).Select(instruction => (instruction.Opcode, instruction.Epilogue.Kind)).Distinct()
            .Should().HaveCount(4 * 2, "three convolutions and RESCALE have records, tables and limits second stages");
        instructions.Where(instruction => StepPlan.SegmentCount(instruction) > 1).Select(instruction => instruction.Opcode).Distinct()
            .Should().HaveCount(OpcodeExtensions.All.Count(opcode => opcode.Folds()), "every operator that folds has instructions of several segments");
    }

    [Fact]
    public void Folding_by_segments_gives_the_bytes_of_the_whole_fold()
    {
        int segmented = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            RandomCase random = RandomPrograms.Create(seed);
            using var executor = new ReferenceExecutor(random.Program);
            ExecutionResult result = executor.Run(random.Inputs, keepBody: true);
            SpaceMemory memory = TestSpaces.Memory(random, result);
            foreach (Instruction instruction in random.Program.Instructions)
            {
                foreach (long element in TestSpaces.SomeElements(instruction))
                {
                    int[] accumulators = StepEvaluator.Accumulators(instruction, memory, element);
                    int written = memory.Read(instruction.OutputSpace, instruction.OutputByteOffset + (element * instruction.OutputType.Size()), instruction.OutputType);
                    StepEvaluator.Finish(instruction, memory, element, accumulators[^1]).Should().Be(written, random.ToString());
                    segmented += accumulators.Length > 1 ? 1 : 0;
                }
            }
        }

        segmented.Should().BeGreaterThan(100);
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        RandomCase random = RandomPrograms.Create(1);
        using var executor = new ReferenceExecutor(random.Program);

        Action run = () => executor.Run(random.Inputs, cancellationToken: new CancellationToken(true));

        run.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Inputs_of_another_number_or_length_are_refused_by_name()
    {
        RandomCase random = RandomPrograms.Create(1);
        using var executor = new ReferenceExecutor(random.Program);

        Action none = () => executor.Run([]);
        Action shorter = () => executor.Run([.. random.Inputs.Select(input => input[..^1])]);

        none.Should().Throw<ArgumentException>().WithMessage("*takes*inputs, but 0 were given*");
        shorter.Should().Throw<ArgumentException>().WithMessage("Input 'input 0' of 'random 1' has*bytes*");
    }
}
