using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>What the largest step of an instruction reads, for the element in the middle of its output.</summary>
/// <param name="Instruction">Index of the instruction.</param>
/// <param name="Name">Node that it comes from.</param>
/// <param name="Opcode">Its operator.</param>
/// <param name="Segments">How many pieces its reduction is proven in; 1 is a whole step.</param>
/// <param name="Runs">Runs that the step proves.</param>
/// <param name="Bytes">Bytes of the chunks of these runs.</param>
public sealed record StepCost(int Instruction, string Name, Opcode Opcode, long Segments, int Runs, int Bytes);

/// <summary>
/// Says what proving a program costs. That every step is within the limits is a rule of valid programs, which
/// <see cref="ProgramBuilder.Build"/> checks; this measures how close each instruction comes.
/// </summary>
public static class ProvabilityAnalysis
{
    /// <summary>Measures the largest step of every instruction.</summary>
    /// <param name="program">A valid program.</param>
    /// <param name="names">For every instruction the node it comes from, or nothing.</param>
    /// <returns>One entry an instruction, in program order.</returns>
    public static IReadOnlyList<StepCost> Measure(InferenceProgram program, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        return
        [
            .. program.Instructions.Select((instruction, i) =>
                Measure(instruction, i, names is null ? instruction.Opcode.ToString() : names[i])),
        ];
    }

    private static StepCost Measure(Instruction instruction, int index, string name)
    {
        TensorShape shape = instruction.OutputShape;
        long element = ((((long)shape.Height / 2 * shape.Width) + (shape.Width / 2)) * shape.Channels) + (shape.Channels / 2);
        long segments = StepPlan.SegmentCount(instruction);
        int runs = 0, bytes = 0;
        for (int segment = 0; segment < segments; segment++)
        {
            IReadOnlyList<ByteRun> step = StepPlan.SegmentRuns(instruction, element, segment);
            runs = Math.Max(runs, step.Count);
            bytes = Math.Max(bytes, step.Sum(run => run.ChunkCount) * Memory.ChunkSize);
        }

        // A whole step also reads the two entries of the table; otherwise the finishing step does. GATHER reads a value behind its index.
        int more = segments == 1 && instruction.Epilogue.Kind == EpilogueKind.Table ? 1 : 0;
        if (instruction.Opcode == Opcode.Gather)
            more++;
        return new StepCost(index, name, instruction.Opcode, segments, runs + more, bytes + (more * Memory.ChunkSize));
    }
}
