namespace Assay.Inference.Testing;

/// <summary>The spaces of a program after a run.</summary>
public static class TestSpaces
{
    /// <summary>All four, from the inputs and what the run gave; it must have kept the body.</summary>
    public static SpaceMemory Memory(RandomCase random, ExecutionResult result) =>
        new(InputSpace.Create(random.Program, random.Inputs), random.Program.Constants, result.BodySpace!.Value, result.OutputSpace);

    /// <summary>The first, the last and a middle element.</summary>
    public static IEnumerable<long> SomeElements(Instruction instruction)
    {
        long count = instruction.OutputShape.Elements;
        return new[] { 0, count / 3, count - 1 }.Distinct();
    }
}
