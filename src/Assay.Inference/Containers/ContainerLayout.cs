using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>
/// Where the parts of a model file lie. A fixed prefix of 128 bytes (little-endian), the header (JSON), the instructions of 224 bytes each on a multiple of 16, and
/// the constants on a multiple of 4,096 to the end of the file. Bytes between the parts are zero.
/// </summary>
internal readonly record struct ContainerLayout(int HeaderLength, long ProgramOffset, long ProgramLength, long ConstantsOffset, long ConstantsLength)
{
    internal const int PrefixSize = 128;
    internal const uint Version = 1;
    internal const int HeaderHashOffset = 64;
    internal const int MaximumHeaderLength = 1 << 24;

    private const int UsedPrefix = HeaderHashOffset + Digest.Size;
    private const int ProgramAlignment = 16;
    private const int ConstantsAlignment = 4096;

    // As PNG's: a byte above 127, the name, and both line endings, so that a transfer as text is noticed.
    internal static ReadOnlySpan<byte> Magic => [0x89, (byte)'A', (byte)'S', (byte)'Y', 0x0D, 0x0A, 0x1A, 0x0A];

    internal long FileLength => ConstantsOffset + ConstantsLength;

    internal static ContainerLayout For(int headerLength, long programLength, long constantsLength)
    {
        long program = Align(PrefixSize + headerLength, ProgramAlignment);
        long constants = Align(program + programLength, ConstantsAlignment);
        return new ContainerLayout(headerLength, program, programLength, constants, constantsLength);
    }

    internal byte[] EncodePrefix(Digest headerHash)
    {
        byte[] prefix = new byte[PrefixSize];
        Magic.CopyTo(prefix);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(12), HeaderLength);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(16), ProgramOffset);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(24), ProgramLength);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(32), ConstantsOffset);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(40), ConstantsLength);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(48), FileLength);
        headerHash.CopyTo(prefix.AsSpan(HeaderHashOffset));
        return prefix;
    }

    /// <summary>Reads the prefix of a file of the given length, and checks that every part lies where the lengths say.</summary>
    internal static ContainerLayout DecodePrefix(string path, ReadOnlySpan<byte> prefix, long fileLength)
    {
        if (prefix.Length < PrefixSize)
            throw new ModelFormatException(path, $"it has {fileLength} bytes, but the prefix alone has {PrefixSize}.");
        if (!prefix[..8].SequenceEqual(Magic))
            throw new ModelFormatException(path, $"it starts with {Convert.ToHexString(prefix[..8])}, but should start with {Convert.ToHexString(Magic)}.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (version != Version)
            throw new ModelFormatException(path, $"it has version {version}, but only version {Version} is known.");
        int headerLength = BinaryPrimitives.ReadInt32LittleEndian(prefix[12..]);
        if (headerLength is < 0 or > MaximumHeaderLength)
            throw new ModelFormatException(path, $"its header has {headerLength} bytes; 0 to {MaximumHeaderLength} are allowed.");
        var actual = new ContainerLayout(
            headerLength,
            BinaryPrimitives.ReadInt64LittleEndian(prefix[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(prefix[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(prefix[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(prefix[40..]));
        actual.Check(path, BinaryPrimitives.ReadInt64LittleEndian(prefix[48..]), fileLength);
        if (prefix[56..HeaderHashOffset].ContainsAnyExcept((byte)0) || prefix[UsedPrefix..PrefixSize].ContainsAnyExcept((byte)0))
            throw new ModelFormatException(path, "unused bytes of its prefix are not zero.");
        return actual;
    }

    private void Check(string path, long declaredLength, long fileLength)
    {
        if (declaredLength != fileLength)
            throw new ModelFormatException(path, $"it should have {declaredLength} bytes, but has {fileLength}.");
        if (ProgramLength < 0 || ProgramLength > fileLength || ConstantsLength < 0 || ConstantsLength > fileLength)
            throw new ModelFormatException(path, $"its parts of {ProgramLength} and {ConstantsLength} bytes do not fit into {fileLength}.");
        ContainerLayout expected = For(HeaderLength, ProgramLength, ConstantsLength);
        if (this != expected)
        {
            throw new ModelFormatException(
                path, $"its parts should start at {expected.ProgramOffset} and {expected.ConstantsOffset}, but start at {ProgramOffset} and {ConstantsOffset}.");
        }

        if (FileLength != fileLength)
            throw new ModelFormatException(path, $"its parts end at {FileLength}, but it has {fileLength} bytes.");
        if (ProgramLength % InstructionCodec.Size != 0 || ConstantsLength % Memory.PageSize != 0)
        {
            throw new ModelFormatException(
                path,
                $"its program of {ProgramLength} bytes is not a number of instructions of {InstructionCodec.Size}, or its constants of "
                + $"{ConstantsLength} bytes not a number of pages of {Memory.PageSize}.");
        }

        if (fileLength > Array.MaxLength)
            throw new ModelFormatException(path, $"it has {fileLength} bytes; at most {Array.MaxLength} can be mapped.");
    }

    private static long Align(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
