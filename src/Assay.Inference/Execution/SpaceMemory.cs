namespace Assay.Inference;

/// <summary>The spaces of a program as whole arrays.</summary>
/// <param name="input">The input space.</param>
/// <param name="constants">The constants space.</param>
/// <param name="body">The body space.</param>
/// <param name="output">The output space.</param>
public sealed class SpaceMemory(
    ReadOnlyMemory<byte> input, ReadOnlyMemory<byte> constants, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> output) : ProgramMemory
{
    /// <summary>The whole bytes of a space.</summary>
    public ReadOnlyMemory<byte> this[MemorySpace space] => space switch
    {
        MemorySpace.Input => input,
        MemorySpace.Constants => constants,
        MemorySpace.Body => body,
        _ => output,
    };

    /// <inheritdoc/>
    public override int Read(MemorySpace space, long offset, ElementType type) => Decode(this[space].Span[checked((int)offset)..], type);
}
