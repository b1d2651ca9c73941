using Assay.Import.Tflite.FlatBuffers;

namespace Assay.Import.Tflite;

/// <summary>The buffers of a model file: the elements of its constants, inside the FlatBuffers structure or behind it.</summary>
internal sealed class TfliteBuffers(ReadOnlyMemory<byte> file, IReadOnlyList<FlatTable> tables)
{
    /// <summary>Offsets 0 and 1 say that the bytes are in the buffer's own table.</summary>
    private const int SmallestOffset = 2;

    /// <summary>The bytes of a buffer, not copied.</summary>
    /// <exception cref="ImportException">There is no such buffer, or it lies outside the file.</exception>
    public ReadOnlyMemory<byte> Get(uint index, FlatTable tensor)
    {
        if (index >= tables.Count)
            throw tensor.Error("buffer", $"{index}; expected a number below {tables.Count}");
        FlatTable buffer = tables[(int)index];
        ulong offset = buffer.UInt64(1, "offset"), size = buffer.UInt64(2, "size");
        if (offset < SmallestOffset)
            return buffer.Bytes(0, "data");
        if (offset > (ulong)file.Length || size > (ulong)file.Length - offset)
            throw buffer.Error("offset", $"{offset} for {size} bytes; expected them within the {file.Length} of the file");
        return file.Slice((int)offset, (int)size);
    }
}
