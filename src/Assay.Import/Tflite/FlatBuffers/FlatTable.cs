using System.Buffers.Binary;
using System.Text;

namespace Assay.Import.Tflite.FlatBuffers;

/// <summary>One table of a FlatBuffers file: fields by number, each absent or within the table. Errors name table and field.</summary>
internal readonly struct FlatTable
{
    private const int VtableHeader = 4, LengthPrefix = 4;

    private readonly FlatBuffer _buffer;
    private readonly int _position;
    private readonly int _size;
    private readonly int _vtable;
    private readonly int _vtableSize;

    private FlatTable(FlatBuffer buffer, int position, int size, int vtable, int vtableSize, string name)
    {
        (_buffer, _position, _size, _vtable, _vtableSize, Name) = (buffer, position, size, vtable, vtableSize, name);
    }

    /// <summary>What errors call the table.</summary>
    public string Name { get; }

    /// <summary>The table at a position.</summary>
    /// <exception cref="ImportException">It or its list of fields does not lie within the file.</exception>
    public static FlatTable At(FlatBuffer buffer, long position, string name)
    {
        buffer.Require(position, LengthPrefix, name, "the table");
        int start = (int)position;
        long vtable = (long)start - buffer.Int32(start);
        buffer.Require(vtable, VtableHeader, name, "the list of fields");
        int vtableSize = buffer.UInt16((int)vtable), size = buffer.UInt16((int)vtable + 2);
        if (vtableSize < VtableHeader || vtableSize % 2 != 0)
            throw new ImportException($"{name}: its list of fields has {vtableSize} bytes; expected an even number of at least {VtableHeader}.");
        if (size < LengthPrefix)
            throw new ImportException($"{name}: the table has {size} bytes; expected at least {LengthPrefix}.");
        buffer.Require(vtable, vtableSize, name, "the list of fields");
        buffer.Require(start, size, name, "the table");
        return new FlatTable(buffer, start, size, (int)vtable, vtableSize, name);
    }

    /// <summary>Whether the field is there.</summary>
    public bool Has(int field, string label) => Field(field, 1, label) >= 0;

    public byte Byte(int field, string label, byte absent = 0) =>
        Field(field, 1, label) is >= 0 and var at ? _buffer.Slice(at, 1)[0] : absent;

    public bool Boolean(int field, string label) => Byte(field, label) switch
    {
        0 => false,
        1 => true,
        var other => throw Error(label, $"{other}; expected 0 or 1"),
    };

    public int Int32(int field, string label, int absent = 0) =>
        Field(field, 4, label) is >= 0 and var at ? _buffer.Int32(at) : absent;

    public uint UInt32(int field, string label, uint absent = 0) =>
        Field(field, 4, label) is >= 0 and var at ? _buffer.UInt32(at) : absent;

    public ulong UInt64(int field, string label) =>
        Field(field, 8, label) is >= 0 and var at ? BinaryPrimitives.ReadUInt64LittleEndian(_buffer.Slice(at, 8)) : 0;

    public float Single(int field, string label, float absent = 0) =>
        Field(field, 4, label) is >= 0 and var at ? BinaryPrimitives.ReadSingleLittleEndian(_buffer.Slice(at, 4)) : absent;

    /// <summary>The text of a field, empty where it is absent.</summary>
    public string Text(int field, string label)
    {
        (int start, int length) = Vector(field, 1, label);
        _buffer.Spend(length, Name, label);
        return Encoding.UTF8.GetString(_buffer.Slice(start, length));
    }

    /// <summary>The bytes of a field, not copied; empty where it is absent.</summary>
    public ReadOnlyMemory<byte> Bytes(int field, string label)
    {
        (int start, int length) = Vector(field, 1, label);
        return _buffer.Window(start, length);
    }

    public int[] Int32s(int field, string label, int maximum)
    {
        (int start, int length) = Limited(field, 4, label, maximum);
        int[] values = new int[length];
        for (int i = 0; i < length; i++)
            values[i] = _buffer.Int32(start + (4 * i));
        return values;
    }

    public long[] Int64s(int field, string label, int maximum)
    {
        (int start, int length) = Limited(field, 8, label, maximum);
        long[] values = new long[length];
        for (int i = 0; i < length; i++)
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(_buffer.Slice(start + (8 * i), 8));
        return values;
    }

    public float[] Singles(int field, string label, int maximum)
    {
        (int start, int length) = Limited(field, 4, label, maximum);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(_buffer.Slice(start + (4 * i), 4));
        return values;
    }

    /// <summary>The table that a field refers to, or null.</summary>
    public FlatTable? Table(int field, string label)
    {
        int at = Field(field, 4, label);
        return at < 0 ? null : At(_buffer, at + (long)_buffer.UInt32(at), $"{Name}, {label}");
    }

    /// <summary>The tables of a vector, in order.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="label">Its name in the schema.</param>
    /// <param name="item">What errors call one of them; its index is added.</param>
    /// <param name="maximum">The most that are accepted.</param>
    public IReadOnlyList<FlatTable> Tables(int field, string label, string item, int maximum)
    {
        (int start, int length) = Limited(field, 4, label, maximum);
        var tables = new FlatTable[length];
        for (int i = 0; i < length; i++)
        {
            int at = start + (4 * i);
            tables[i] = At(_buffer, at + (long)_buffer.UInt32(at), $"{item} {i}");
        }

        return tables;
    }

    /// <summary>An error that names the table and the field.</summary>
    public ImportException Error(string label, string problem) => new($"{Name}: {label} is {problem}.");

    private (int Start, int Length) Limited(int field, int elementSize, string label, int maximum)
    {
        (int start, int length) = Vector(field, elementSize, label);
        if (length > maximum)
            throw new ImportException($"{Name}: {label} has {length} elements; expected at most {maximum}.");
        _buffer.Spend((long)length * elementSize, Name, label);
        return (start, length);
    }

    private (int Start, int Length) Vector(int field, int elementSize, string label)
    {
        int at = Field(field, 4, label);
        if (at < 0)
            return (0, 0);
        long target = at + (long)_buffer.UInt32(at);
        _buffer.Require(target, LengthPrefix, Name, label);
        long length = _buffer.UInt32((int)target);
        _buffer.Require(target + LengthPrefix, length * elementSize, Name, label);
        return ((int)target + LengthPrefix, (int)length);
    }

    /// <summary>Position of a field in the file, or −1 where the table lacks it.</summary>
    private int Field(int field, int size, string label)
    {
        int entry = VtableHeader + (2 * field);
        if (entry + 2 > _vtableSize)
            return -1;
        int offset = _buffer.UInt16(_vtable + entry);
        if (offset == 0)
            return -1;
        return offset >= LengthPrefix && offset + size <= _size
            ? _position + offset
            : throw new ImportException($"{Name}: {label} lies at byte {offset} of the table; expected {LengthPrefix} to {_size - size}.");
    }
}
