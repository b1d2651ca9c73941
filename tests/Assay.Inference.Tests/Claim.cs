using Assay.Inference.Testing;

namespace Assay.Inference.Tests;

/// <summary>A random program, a run of it and everything that it commits to.</summary>
internal sealed class Claim
{
    private Claim(RandomCase random, SpaceMemory memory)
    {
        Random = random;
        Memory = memory;
        Instructions = new ProgramTree(random.Program);
        Trees = new SpaceTrees(
            new PagedTree(memory[MemorySpace.Input]),
            new PagedTree(memory[MemorySpace.Constants]),
            new PagedTree(memory[MemorySpace.Body]),
            new PagedTree(memory[MemorySpace.Output]));
        Model = ModelCommitment.Of(random.Program, Instructions, Trees.Constants);
        Roots = Trees.Roots();
        Builder = new StepWitnessBuilder(random.Program, Instructions, Trees);
    }

    internal RandomCase Random { get; }

    internal SpaceMemory Memory { get; }

    internal ProgramTree Instructions { get; }

    internal SpaceTrees Trees { get; }

    internal ModelCommitment Model { get; }

    internal SpaceRoots Roots { get; }

    internal StepWitnessBuilder Builder { get; }

    internal static Claim Run(int seed)
    {
        RandomCase random = RandomPrograms.Create(seed);
        using var executor = new ReferenceExecutor(random.Program);
        return new Claim(random, TestSpaces.Memory(random, executor.Run(random.Inputs, keepBody: true)));
    }

    /// <summary>What the run wrote as an element.</summary>
    internal int Written(Instruction instruction, long element) => Memory.Read(
        instruction.OutputSpace, instruction.OutputByteOffset + (element * instruction.OutputType.Size()), instruction.OutputType);

    /// <summary>Witnesses of some elements of every instruction: the whole step, or the first, a middle and the last segment and the finish.</summary>
    internal IEnumerable<StepWitness> SomeWitnesses()
    {
        for (int i = 0; i < Random.Program.Instructions.Length; i++)
        {
            foreach (long element in TestSpaces.SomeElements(Random.Program.Instructions[i]))
            {
                foreach (StepWitness witness in Witnesses(i, element))
                    yield return witness;
            }
        }
    }

    private IEnumerable<StepWitness> Witnesses(int index, long element)
    {
        Instruction instruction = Random.Program.Instructions[index];
        int[] accumulators = Builder.Accumulators(index, element);
        if (accumulators.Length == 1)
        {
            yield return Builder.Whole(index, element);
            yield break;
        }

        foreach (int segment in new[] { 0, accumulators.Length / 2, accumulators.Length - 1 }.Distinct())
            yield return Builder.Segment(index, element, segment, segment == 0 ? StepEvaluator.InitialAccumulator(instruction) : accumulators[segment - 1]);

        yield return Builder.Finish(index, element, accumulators[^1]);
    }
}
