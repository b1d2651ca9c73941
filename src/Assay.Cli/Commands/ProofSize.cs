using System.Collections.Concurrent;
using Assay.Inference;

namespace Assay.Cli.Commands;

/// <summary>The largest proof of one step.</summary>
/// <param name="Instruction">The instruction it proves.</param>
/// <param name="Kind">Which part of an element's fold.</param>
/// <param name="Bytes">The witness: chunks, siblings, and the instruction with its siblings.</param>
internal readonly record struct ProofStep(int Instruction, StepKind Kind, long Bytes);

/// <summary>
/// How large the witnesses of a program's steps are. A step's witness depends on where its bytes lie, so every element is looked at; for
/// convolutions, whose reads of the input depend on the position alone and of the weights on the channel alone, the two are looked at by themselves.
/// </summary>
internal sealed class ProofSize
{
    private readonly InferenceProgram program;
    private readonly int instructionBytes;
    // By the page of the table and the run of the step that is the first in the space of constants.
    private readonly ConcurrentDictionary<(uint Page, ByteRun? First), long> worstTableRuns = new();

    private ProofSize(InferenceProgram program)
    {
        this.program = program;
        instructionBytes = InstructionCodec.Size + (TreeHash.Depth(program.Instructions.Length) * Digest.Size);
    }

    /// <summary>Finds the largest witness of the program.</summary>
    /// <param name="program">A valid program.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ProofStep Worst(InferenceProgram program, Action<double> progress, CancellationToken cancellation)
    {
        var size = new ProofSize(program);
        var worst = default(ProofStep);
        for (var index = 0; index < program.Instructions.Length; index++)
        {
            var step = size.WorstOf(index, cancellation);
            if (step.Bytes > worst.Bytes)
                worst = step;
            progress((index + 1.0) / program.Instructions.Length);
        }

        return worst;
    }

    private ProofStep WorstOf(int index, CancellationToken cancellation)
    {
        var instruction = program.Instructions[index];
        uint? table = instruction.Epilogue.Kind == EpilogueKind.Table ? instruction.Epilogue.TablePage : null;
        var segments = (int)StepPlan.SegmentCount(instruction);
        // Without the table, no run but a gathered value's depends on values.
        var plain = instruction with { Epilogue = Epilogue.Narrow };
        if (segments == 1)
            return new ProofStep(index, StepKind.Whole, WorstRuns(plain, element => StepPlan.WholeRuns(plain, NoMemory.Instance, element), table, cancellation) + instructionBytes);
        long segment = 0;
        for (var i = 0; i < segments; i++)
        {
            var at = i;
            segment = Math.Max(segment, WorstRuns(plain, element => StepPlan.SegmentRuns(plain, element, at), null, cancellation));
        }

        var channels = instruction.Opcode.IsConvolution() ? instruction.OutputShape.Channels : 1;
        var finish = Largest(channels, element => Bytes(StepPlan.FinishRuns(plain, NoMemory.Instance, element, 0), table), cancellation);
        return finish > segment
            ? new ProofStep(index, StepKind.Finish, finish + instructionBytes)
            : new ProofStep(index, StepKind.Segment, segment + instructionBytes);
    }

    private long WorstRuns(Instruction instruction, Func<long, IEnumerable<ByteRun>> runs, uint? table, CancellationToken cancellation)
    {
        if (instruction.Opcode == Opcode.Gather)
        {
            // Behind the index, any value may be the one that it names; where both lie in one space, this is an upper bound.
            var values = instruction.A;
            var size = values.Type.Size();
            return Largest(instruction.OutputShape.Elements, element => Bytes(runs(element).Take(1), table), cancellation)
                + Largest(values.Shape.Elements, value => Bytes([new ByteRun(values.Space, values.ByteOffset + (value * size), size)], null), cancellation);
        }
        if (instruction.Opcode is not (Opcode.Conv2D or Opcode.TransposeConv2D))
            return Largest(instruction.OutputShape.Elements, element => Bytes(runs(element), table), cancellation);
        // The last run of a convolution is the channel's weights.
        var channels = instruction.OutputShape.Channels;
        return Largest(instruction.OutputShape.Elements / channels, position => Bytes(runs(position * channels).SkipLast(1), null), cancellation)
            + Largest(channels, channel => Bytes(runs(channel).TakeLast(1), table), cancellation);
    }

    private static long Largest(long count, Func<long, long> bytes, CancellationToken cancellation)
    {
        var worst = 0L;
        var gate = new Lock();
        Parallel.For(0L, count, new ParallelOptions { CancellationToken = cancellation }, () => 0L, (element, _, local) => Math.Max(local, bytes(element)), local =>
        {
            lock (gate)
            {
                worst = Math.Max(worst, local);
            }
        });
        return worst;
    }

    /// <summary>The runs of a step, and behind them the largest one of a table.</summary>
    private long Bytes(IEnumerable<ByteRun> runs, uint? table)
    {
        var siblings = new RunSiblings();
        var bytes = 0L;
        ByteRun? firstConstants = null;
        foreach (var run in runs)
        {
            bytes += Bytes(siblings, run);
            if (run.Space == MemorySpace.Constants)
                firstConstants ??= run;
        }

        return table is { } page ? bytes + worstTableRuns.GetOrAdd((page, firstConstants), WorstTableRun) : bytes;
    }

    private long WorstTableRun((uint Page, ByteRun? First) table)
    {
        const int EntryBytes = sizeof(short);
        return Enumerable.Range(0, ProgramBuilder.TableLength - 1).Max(entry =>
        {
            var siblings = new RunSiblings();
            if (table.First is { } first)
                Bytes(siblings, first);
            return Bytes(siblings, new ByteRun(MemorySpace.Constants, ((long)table.Page * Memory.PageSize) + (entry * EntryBytes), 2 * EntryBytes));
        });
    }

    private long Bytes(RunSiblings siblings, ByteRun run) =>
        ((long)run.ChunkCount * Memory.ChunkSize) + (siblings.Count(program.Pages[run.Space], run) * Digest.Size);

    /// <summary>Runs without a table never ask for a value.</summary>
    private sealed class NoMemory : ProgramMemory
    {
        public static readonly NoMemory Instance = new();

        public override int Read(MemorySpace space, long offset, ElementType type) =>
            throw new InvalidOperationException($"Only the run of a table depends on a value, but offset {offset} of the {space} space was asked for.");
    }
}
