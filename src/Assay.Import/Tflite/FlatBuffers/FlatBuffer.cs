using System.Buffers.Binary;

namespace Assay.Import.Tflite.FlatBuffers;

/// <summary>
/// The bytes of a FlatBuffers file, none of which is trusted. Every read is checked against the end of the file, and all that is copied out of it is
/// counted: many references to one long vector cannot make a small file large.
/// </summary>
/// <param name="bytes">The whole file.</param>
internal sealed class FlatBuffer(ReadOnlyMemory<byte> bytes)
{
    /// <summary>How many times its own size a file may be copied out; files that no reference shares stay below 3.</summary>
    private const int CopiesOfFile = 8;

    private const int SmallestBudget = 4096;
    private const int IdentifierOffset = 4, IdentifierLength = 4;

    private long _budget = Math.Max(SmallestBudget, (long)bytes.Length * CopiesOfFile);

    /// <summary>Bytes of the file.</summary>
    public int Length => bytes.Length;

    /// <summary>The table at the root of the file.</summary>
    /// <param name="name">Its name in errors.</param>
    /// <param name="identifier">The four characters that say what kind of file this is.</param>
    /// <exception cref="ImportException">The file is too short, of another kind, or its root lies outside.</exception>
    public FlatTable Root(string name, string identifier)
    {
        Require(0, IdentifierOffset + IdentifierLength, name, "header");
        string actual = System.Text.Encoding.Latin1.GetString(Slice(IdentifierOffset, IdentifierLength));
        if (actual != identifier)
        {
            string shown = string.Concat(actual.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '?'));
            throw new ImportException($"{name}: the file identifier is '{shown}'; expected '{identifier}'.");
        }

        return FlatTable.At(this, UInt32(0), name);
    }

    /// <summary>Checks that a range lies within the file.</summary>
    /// <exception cref="ImportException">It does not.</exception>
    public void Require(long position, long length, string table, string field)
    {
        if (position < 0 || length < 0 || position + length > bytes.Length)
            throw new ImportException($"{table}: {field} needs bytes {position} to {position + length}; expected them within the {bytes.Length} of the file.");
    }

    /// <summary>Counts bytes that are copied out of the file.</summary>
    /// <exception cref="ImportException">More was copied than an honest file asks for.</exception>
    public void Spend(long count, string table, string field)
    {
        _budget -= count;
        if (_budget < 0)
            throw new ImportException($"{table}: with {field} the file's references add up to more than {CopiesOfFile} times its {bytes.Length} bytes.");
    }

    /// <summary>A range that was checked.</summary>
    public ReadOnlySpan<byte> Slice(int position, int length) => bytes.Span.Slice(position, length);

    /// <summary>A range that was checked, not copied.</summary>
    public ReadOnlyMemory<byte> Window(int position, int length) => bytes.Slice(position, length);

    /// <summary>An unsigned 16-bit number in a range that was checked.</summary>
    public ushort UInt16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(position, 2));

    /// <summary>An unsigned 32-bit number in a range that was checked.</summary>
    public uint UInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(position, 4));

    /// <summary>A signed 32-bit number in a range that was checked.</summary>
    public int Int32(int position) => BinaryPrimitives.ReadInt32LittleEndian(Slice(position, 4));
}
