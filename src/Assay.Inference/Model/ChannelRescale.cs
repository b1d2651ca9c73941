using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>
/// The second rescale of one channel, in the last three bytes of its record: a factor of four significant bits, <c>(8 + code % 8) / 16 · 2^−(code / 8)</c>, and a zero
/// point. Who chooses the code chooses the step of the result; a step that is wanted exactly is none.
/// </summary>
/// <param name="ScaleCode">The factor's code.</param>
/// <param name="ZeroPoint">Added after scaling.</param>
public readonly record struct ChannelRescale(byte ScaleCode, short ZeroPoint)
{
    /// <summary>The greatest factor there is.</summary>
    public const double GreatestFactor = 15.0 / 16;

    /// <summary>The least factor there is: 2⁻³².</summary>
    public const double LeastFactor = 1.0 / (1L << 32);

    private const int ScaleCodeOffset = 9;
    private const int ZeroPointOffset = 10;
    private const int Fractions = 8;
    private const int FractionBits = 3;
    private const int MultiplierShift = 27;
    private const int LeastShift = 31;

    /// <summary>The multiplier that the code stands for: 2³⁰ … 15 · 2²⁷.</summary>
    public int Multiplier => (Fractions + (ScaleCode % Fractions)) << MultiplierShift;

    /// <summary>The shift that the code stands for: 31 … 62.</summary>
    public byte Shift => (byte)(LeastShift + (ScaleCode >> FractionBits));

    /// <summary>The factor that the code stands for.</summary>
    public double Factor => Math.ScaleB(Multiplier, -Shift);

    /// <summary>The code of the greatest factor that is not above the given one; of the least one if all are.</summary>
    /// <param name="factor">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not a number above 0.</exception>
    public static byte CodeAtMost(double factor)
    {
        if (!(factor > 0))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A factor must be above 0.");
        factor = Math.Clamp(factor, LeastFactor, GreatestFactor);
        int places = -1 - Math.ILogB(factor);
        int fraction = (int)Math.ScaleB(factor, places + 1 + FractionBits) - Fractions;
        return (byte)((places << FractionBits) | fraction);
    }

    /// <summary>Reads it from a channel record.</summary>
    public static ChannelRescale Read(ReadOnlySpan<byte> record) =>
        new(record[ScaleCodeOffset], BinaryPrimitives.ReadInt16LittleEndian(record[ZeroPointOffset..]));

    /// <summary>Writes it into a channel record.</summary>
    internal void Write(Span<byte> record)
    {
        record[ScaleCodeOffset] = ScaleCode;
        BinaryPrimitives.WriteInt16LittleEndian(record[ZeroPointOffset..], ZeroPoint);
    }
}
