using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Node.Execution;
using Assay.Protocol.Disputes;

namespace Assay.Cli.Demo;

/// <summary>What a cheating worker does: it flips one byte somewhere inside the network and goes on from there, so that everything else is computed honestly.</summary>
internal sealed class TamperingRunner : IInferenceRunner
{
    private readonly Dictionary<Digest, Trace> traces = [];

    /// <summary>Where the byte was flipped, for people; empty before a run.</summary>
    public string Place { get; private set; } = "";

    public ReadOnlyMemory<byte> Run(ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation)
    {
        var output = Record(model, inputs, cancellation).Output;
        var space = new byte[output.PageCount * Memory.PageSize];
        for (var page = 0; page < output.PageCount; page++)
            output.Page(page).CopyTo(space.AsSpan(page * Memory.PageSize));
        return space;
    }

    public Trace Record(ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation)
    {
        var key = new PagedTree(InputSpace.Create(model.Program, inputs)).Root;
        if (!traces.TryGetValue(key, out var trace))
            traces[key] = trace = Tamper(model.Program, inputs, cancellation);
        return trace;
    }

    // Networks forgive much: a byte is looked for whose change reaches the answer, from the middle of the network on.
    private Trace Tamper(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation)
    {
        using var fast = new CpuExecutor(program);
        using var reference = new ReferenceExecutor(program);
        var input = InputSpace.Create(program, inputs);
        var right = fast.Run(inputs, keepBody: true, cancellation);
        foreach (var index in Candidates(program))
        {
            var instruction = program.Instructions[index];
            var offset = instruction.OutputByteLength / 2;
            var body = right.BodySpace!.Value.ToArray();
            var output = right.OutputSpace.ToArray();
            body[instruction.OutputByteOffset + offset] ^= 0x80;
            reference.Continue(input, body, output, index + 1, cancellation);
            if (right.OutputSpace.Span.SequenceEqual(output))
                continue;
            Place = $"byte {offset} of {instruction.OutputByteLength} in the output of instruction {index} of {program.Instructions.Length} ({instruction.Opcode})";
            return Trace.FromSpaces(program, input, body, output, cancellation);
        }

        throw new InvalidOperationException("No flipped byte of the second half of the network changes the answer.");
    }

    // Values that scale whole channels first: they reach the answer most surely.
    private static IEnumerable<int> Candidates(InferenceProgram program)
    {
        var half = Enumerable.Range(program.Instructions.Length / 2, program.Instructions.Length - (program.Instructions.Length / 2))
            .Where(index => program.Instructions[index].OutputSpace == MemorySpace.Body)
            .ToList();
        return half.Where(index => program.Instructions[index] is { Opcode: Opcode.Conv2D, OutputShape: { Height: 1, Width: 1 } }).Concat(half);
    }
}
