using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>Collects the constants space page by page.</summary>
internal sealed class ConstantsBuilder
{
    private readonly MemoryStream _bytes = new();
    private readonly Dictionary<string, uint> _tables = [];

    internal byte[] ToArray() => _bytes.ToArray();

    internal uint PageCount => checked((uint)(_bytes.Length / Memory.PageSize));

    /// <summary>Appends bytes on a new page and pads the last page with zeros.</summary>
    internal uint Add(ReadOnlySpan<byte> bytes)
    {
        uint page = PageCount;
        _bytes.Write(bytes);
        int padding = checked((int)((Memory.PagesFor(bytes.Length) * Memory.PageSize) - bytes.Length));
        _bytes.Write(new byte[padding]);
        return page;
    }

    /// <summary>Adds a table, or finds the same table: many layers share one activation.</summary>
    internal uint AddTable(ReadOnlySpan<short> table)
    {
        byte[] bytes = new byte[2 * table.Length];
        for (int i = 0; i < table.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), table[i]);
        string key = Convert.ToBase64String(bytes);
        if (!_tables.TryGetValue(key, out uint page))
            _tables[key] = page = Add(bytes);
        return page;
    }

    internal ChannelBlocks AddChannelBlocks(
        ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, ReadOnlySpan<int> multipliers, ReadOnlySpan<byte> shifts, ReadOnlySpan<ChannelRescale> seconds = default)
    {
        int channels = bias.Length;
        int weightCount = weights.Length / channels;
        int stride = checked((int)ChannelBlock.Stride(weightCount));
        byte[] bytes = new byte[checked(stride * channels)];
        for (int channel = 0; channel < channels; channel++)
        {
            Span<byte> block = bytes.AsSpan(channel * stride, stride);
            new ChannelRecord(
                bias[channel],
                multipliers.IsEmpty ? 0 : multipliers[channel],
                shifts.IsEmpty ? (byte)0 : shifts[channel],
                seconds.IsEmpty ? null : seconds[channel]).Write(block);
            ReadOnlySpan<sbyte> row = weights.Slice(channel * weightCount, weightCount);
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(row).CopyTo(block[ChannelBlock.RecordSize..]);
        }

        return new ChannelBlocks(Add(bytes), (uint)stride, channels, weightCount);
    }
}
