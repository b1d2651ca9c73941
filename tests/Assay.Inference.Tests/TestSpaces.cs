using Assay.Inference.Testing;

namespace Assay.Inference.Tests;

/// <summary>The spaces of a program after a run.</summary>
internal static class TestSpaces
{
    internal static SpaceMemory Memory(RandomCase random, ExecutionResult result) =>
        new(InputSpace.Create(random.Program, random.Inputs), random.Program.Constants, result.BodySpace!.Value, result.OutputSpace);

    /// <summary>The first, the last and a middle element.</summary>
    internal static IEnumerable<long> SomeElements(Instruction instruction)
    {
        long count = instruction.OutputShape.Elements;
        return new[] { 0, count / 3, count - 1 }.Distinct();
    }
}
