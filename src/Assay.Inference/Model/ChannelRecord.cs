using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>
/// What the constants hold for one channel beside its weights, in 12 bytes, little-endian. With one rescale: bias (int32), multiplier (int32), shift (u8), three zero
/// bytes. With two: bias (int32), the upper halves of both multipliers (u16 each), both shifts (u8 each), the offset (int16).
/// </summary>
/// <param name="Bias">Added to the accumulator.</param>
/// <param name="Multiplier">The first rescale's multiplier; with a second rescale a multiple of <see cref="ShortMultiplierUnit"/>.</param>
/// <param name="Shift">The first rescale's shift.</param>
/// <param name="Second">The second rescale, where it is the channel's.</param>
public readonly record struct ChannelRecord(int Bias, int Multiplier, byte Shift, ChannelRescale? Second = null)
{
    /// <summary>The bytes of a record.</summary>
    public const int Size = 12;

    /// <summary>Multipliers of 16 bits count these.</summary>
    public const int ShortMultiplierUnit = 1 << ShortMultiplierShift;

    private const int ShortMultiplierShift = 15;

    /// <summary>Reads a record.</summary>
    /// <param name="record">At least its bytes.</param>
    /// <param name="hasSecond">Whether it holds two rescales: the epilogue says so.</param>
    public static ChannelRecord Read(ReadOnlySpan<byte> record, bool hasSecond)
    {
        int bias = BinaryPrimitives.ReadInt32LittleEndian(record);
        if (!hasSecond)
            return new ChannelRecord(bias, BinaryPrimitives.ReadInt32LittleEndian(record[4..]), record[8]);
        int multiplier = BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) << ShortMultiplierShift;
        int second = BinaryPrimitives.ReadUInt16LittleEndian(record[6..]) << ShortMultiplierShift;
        return new ChannelRecord(bias, multiplier, record[8], new ChannelRescale(second, record[9], BinaryPrimitives.ReadInt16LittleEndian(record[10..])));
    }

    /// <summary>Writes the record.</summary>
    /// <exception cref="ArgumentException">There is a second rescale, and a multiplier is none of 16 bits.</exception>
    internal void Write(Span<byte> record)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, Bias);
        record[8] = Shift;
        if (Second is not { } second)
        {
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], Multiplier);
            return;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(record[4..], Short(Multiplier));
        BinaryPrimitives.WriteUInt16LittleEndian(record[6..], Short(second.Multiplier));
        record[9] = second.Shift;
        BinaryPrimitives.WriteInt16LittleEndian(record[10..], second.Offset);
    }

    private static ushort Short(int multiplier) => multiplier >= 0 && multiplier % ShortMultiplierUnit == 0
        ? (ushort)(multiplier >> ShortMultiplierShift)
        : throw new ArgumentException($"Beside a second rescale a multiplier must be a multiple of {ShortMultiplierUnit} from 0 on, but is {multiplier}.", nameof(multiplier));
}
