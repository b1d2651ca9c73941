namespace Assay.Inference;

/// <summary>What a byte of the body or output space is.</summary>
/// <param name="InstructionIndex">The instruction whose output the page belongs to.</param>
/// <param name="Element">The row-major index of the element that holds the byte, or −1 when it is padding.</param>
public readonly record struct TraceLocation(int InstructionIndex, long Element)
{
    /// <summary>Whether the byte lies after the end of the tensor, where it must be zero.</summary>
    public bool IsPadding => Element < 0;

    /// <summary>Finds what a byte is.</summary>
    /// <param name="program">A valid program.</param>
    /// <param name="space">Body or output.</param>
    /// <param name="page">A page of the space.</param>
    /// <param name="byteOffset">0 … 511 within the page.</param>
    /// <exception cref="ArgumentException">The space is not written by the program, or has no such page.</exception>
    public static TraceLocation Of(InferenceProgram program, MemorySpace space, long page, int byteOffset)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (space is not (MemorySpace.Body or MemorySpace.Output) || page < 0 || page >= program.Pages[space] || byteOffset is < 0 or >= Memory.PageSize)
            throw new ArgumentException($"The {space} space of '{program.Name}' has no byte {byteOffset} on a page {page}.", nameof(page));
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            long offset = ((page - instruction.OutputPage) * Memory.PageSize) + byteOffset;
            if (instruction.OutputSpace == space && offset >= 0 && offset < instruction.OutputShape.Pages(instruction.OutputType) * Memory.PageSize)
                return new TraceLocation(i, offset < instruction.OutputByteLength ? offset / instruction.OutputType.Size() : -1);
        }

        throw new ArgumentException($"No instruction of '{program.Name}' writes page {page} of the {space} space.", nameof(page));
    }
}
