using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>The four spaces of a program, read one element at a time.</summary>
public abstract class ProgramMemory
{
    /// <summary>The element which starts at a byte of a space, sign-extended.</summary>
    public abstract int Read(MemorySpace space, long offset, ElementType type);

    /// <summary>Decodes one little-endian element.</summary>
    protected static int Decode(ReadOnlySpan<byte> bytes, ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte)bytes[0],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes),
    };
}
