using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>What a run of a program gives.</summary>
/// <param name="Outputs">The bytes of each output tensor, in the order of the program's outputs, without padding; slices of <paramref name="OutputSpace"/>.</param>
/// <param name="OutputSpace">The whole output space: whole pages, padding zero.</param>
/// <param name="BodySpace">The whole body space, if it was asked for: whole pages, padding zero.</param>
public sealed record ExecutionResult(
    ImmutableArray<ReadOnlyMemory<byte>> Outputs, ReadOnlyMemory<byte> OutputSpace, ReadOnlyMemory<byte>? BodySpace)
{
    /// <summary>A result over the given spaces, with the outputs cut out of the output space.</summary>
    public static ExecutionResult FromSpaces(InferenceProgram program, ReadOnlyMemory<byte> outputSpace, ReadOnlyMemory<byte>? bodySpace)
    {
        ArgumentNullException.ThrowIfNull(program);
        ImmutableArray<ReadOnlyMemory<byte>> outputs =
        [
            .. program.Outputs.Select(output => outputSpace.Slice(checked((int)((long)output.Page * Memory.PageSize)), checked((int)output.ByteLength))),
        ];
        return new ExecutionResult(outputs, outputSpace, bodySpace);
    }
}
