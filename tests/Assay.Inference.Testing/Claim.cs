namespace Assay.Inference.Testing;

/// <summary>A random program, a run of it and everything that it commits to.</summary>
public sealed class Claim
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

    /// <summary>The program and its inputs.</summary>
    public RandomCase Random { get; }

    /// <summary>The four spaces after the run.</summary>
    public SpaceMemory Memory { get; }

    /// <summary>The tree over the instructions.</summary>
    public ProgramTree Instructions { get; }

    /// <summary>The trees over the spaces.</summary>
    public SpaceTrees Trees { get; }

    /// <summary>What the program is by content.</summary>
    public ModelCommitment Model { get; }

    /// <summary>The roots of the spaces.</summary>
    public SpaceRoots Roots { get; }

    /// <summary>Builds witnesses from the trees.</summary>
    public StepWitnessBuilder Builder { get; }

    /// <summary>Runs the program of a seed with the reference.</summary>
    public static Claim Run(int seed) => Run(RandomPrograms.Create(seed));

    /// <summary>Runs a program with the reference.</summary>
    public static Claim Run(RandomCase random)
    {
        ArgumentNullException.ThrowIfNull(random);
        using var executor = new ReferenceExecutor(random.Program);
        return new Claim(random, TestSpaces.Memory(random, executor.Run(random.Inputs, keepBody: true)));
    }

    /// <summary>What the run wrote as an element.</summary>
    public int Written(Instruction instruction, long element) => Memory.Read(
        instruction.OutputSpace, instruction.OutputByteOffset + (element * instruction.OutputType.Size()), instruction.OutputType);

    /// <summary>Witnesses of some elements of every instruction: the whole step, or the first, a middle and the last segment and the finish.</summary>
    public IEnumerable<StepWitness> SomeWitnesses()
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
