using Assay.Inference;
using Assay.Inference.Testing;

namespace Assay.Import.Tests.Tflite;

/// <summary>Every instruction of an imported model can be proven from chunks, as a dispute does it.</summary>
public class ProvableModelTests
{
    [Fact]
    public void Steps_of_every_instruction_verify_from_their_runs_alone()
    {
        GoldenModel model = GoldenModel.Get("micro_speech");
        InferenceProgram program = TfliteImporter.Import(model.FilePath, new TfliteImportOptions { Name = model.Name }).Program;
        ReadOnlyMemory<byte>[] inputs = [model.Cases[0].Input];
        using var executor = new ReferenceExecutor(program);
        ExecutionResult run = executor.Run(inputs, keepBody: true);
        var memory = new SpaceMemory(InputSpace.Create(program, inputs), program.Constants, run.BodySpace!.Value, run.OutputSpace);
        var tree = new ProgramTree(program);
        var trees = new SpaceTrees(
            new PagedTree(memory[MemorySpace.Input]), new PagedTree(memory[MemorySpace.Constants]),
            new PagedTree(memory[MemorySpace.Body]), new PagedTree(memory[MemorySpace.Output]));
        var commitment = ModelCommitment.Of(program, tree, trees.Constants);
        var builder = new StepWitnessBuilder(program, tree, trees);

        for (int i = 0; i < program.Instructions.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            long elements = instruction.OutputShape.Elements;
            foreach (long element in new[] { 0, elements / 2, elements - 1 }.Distinct())
            {
                StepWitness last = Last(builder, i, element);
                StepVerifier.Verify(last, commitment, trees.Roots());
                last.Result.Should().Be(memory.Read(
                    instruction.OutputSpace, instruction.OutputByteOffset + (element * instruction.OutputType.Size()), instruction.OutputType));
            }
        }
    }

    private static StepWitness Last(StepWitnessBuilder builder, int index, long element)
    {
        int[] accumulators = builder.Accumulators(index, element);
        return accumulators.Length == 1 ? builder.Whole(index, element) : builder.Finish(index, element, accumulators[^1]);
    }
}
