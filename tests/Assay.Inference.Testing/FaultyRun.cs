namespace Assay.Inference.Testing;

/// <summary>The spaces that a run leaves behind.</summary>
/// <param name="Input">The input space.</param>
/// <param name="Body">The body space.</param>
/// <param name="Output">The output space.</param>
public sealed record RunSpaces(byte[] Input, byte[] Body, byte[] Output);

/// <summary>Runs that are right but for one place.</summary>
public static class FaultyRun
{
    /// <summary>The run without a fault.</summary>
    public static RunSpaces Honest(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs) => Run(program, inputs, null);

    /// <summary>The run in which one byte of an instruction's output is changed, with all that follows from it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">One per input.</param>
    /// <param name="instruction">The instruction.</param>
    /// <param name="offset">The byte within its output.</param>
    /// <param name="flipped">Bits to change; not 0.</param>
    public static RunSpaces WithByte(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs, int instruction, int offset, byte flipped) =>
        Run(program, inputs, (index, bytes) =>
        {
            if (index == instruction)
                bytes.Span[offset] ^= flipped;
        });

    /// <summary>The first place in an instruction's output (from the middle on) where a changed byte changes the program's output, and that run.</summary>
    /// <exception cref="InvalidOperationException">No change reaches the output.</exception>
    public static RunSpaces Reaching(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs, int instruction)
    {
        ArgumentNullException.ThrowIfNull(program);
        byte[] honest = Honest(program, inputs).Output;
        int length = (int)program.Instructions[instruction].OutputByteLength;
        for (int i = 0; i < length; i++)
        {
            RunSpaces run = WithByte(program, inputs, instruction, (i + (length / 2)) % length, 0xC5);
            if (!run.Output.AsSpan().SequenceEqual(honest))
                return run;
        }

        throw new InvalidOperationException($"No changed byte of instruction {instruction} of '{program.Name}' reaches the output.");
    }

    private static RunSpaces Run(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs, Action<int, System.Memory<byte>>? change)
    {
        using var executor = new ReferenceExecutor(program, change);
        ExecutionResult result = executor.Run(inputs, keepBody: true);
        return new RunSpaces(InputSpace.Create(program, inputs), result.BodySpace!.Value.ToArray(), result.OutputSpace.ToArray());
    }
}
