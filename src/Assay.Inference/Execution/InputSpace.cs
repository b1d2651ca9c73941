namespace Assay.Inference;

/// <summary>Lays the input tensors of a program out as its input space.</summary>
public static class InputSpace
{
    /// <summary>The input space: every tensor on its page, padding zero.</summary>
    /// <exception cref="ArgumentException">The number or the length of the inputs is not the program's.</exception>
    public static byte[] Create(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        ArgumentNullException.ThrowIfNull(program);
        byte[] space = new byte[Memory.ArrayLength(program.Pages.Input)];
        Fill(program, inputs, space);
        return space;
    }

    /// <summary>Writes the input tensors into an input space whose padding is already zero.</summary>
    /// <exception cref="ArgumentException">The number or the length of the inputs is not the program's.</exception>
    public static void Fill(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs, Span<byte> space)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != program.Inputs.Length)
            throw new ArgumentException($"'{program.Name}' takes {program.Inputs.Length} inputs, but {inputs.Count} were given.", nameof(inputs));
        for (int i = 0; i < inputs.Count; i++)
        {
            TensorDescriptor tensor = program.Inputs[i];
            if (inputs[i].Length != tensor.ByteLength)
            {
                throw new ArgumentException(
                    $"Input '{tensor.Name}' of '{program.Name}' has {tensor.ByteLength} bytes ({tensor.Type} {tensor.Shape}), but {inputs[i].Length} were given.",
                    nameof(inputs));
            }

            inputs[i].Span.CopyTo(space[checked((int)((long)tensor.Page * Memory.PageSize))..]);
        }
    }
}
