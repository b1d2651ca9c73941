using System.Runtime.InteropServices;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>
/// An epilogue made ready for vectors. Everything after the first rescale depends on a 16-bit number only, so kinds 2 and 3 become
/// one lookup over <c>[low1, high1]</c>; where the second rescale differs from channel to channel, a lookup of what it takes, and parameters of their own for it.
/// </summary>
internal sealed unsafe class EpilogueParameters : IDisposable
{
    /// <summary>The period of the parameters is a multiple of this, so that vectors never straddle its end.</summary>
    public const int Alignment = 16;

    private const int LongestRepeatedPeriod = 512;

    // What the second rescale takes: an int16 with seven fractional bits at most, and an offset as large.
    private const long InterpolatedBound = 1L << 23;

    private readonly NativeBuffer _scales;
    private readonly NativeBuffer? _lookup;

    private EpilogueParameters(
        ElementType outputType,
        Epilogue epilogue,
        ReadOnlySpan<(int Multiplier, byte Shift)> scales,
        ReadOnlySpan<int> bias,
        ReadOnlySpan<int> addends,
        long accumulatorBound,
        ReadOnlySpan<short> table,
        bool unsigned)
    {
        int largest = (int)Math.Min(accumulatorBound, int.MaxValue);
        int least = (int)Math.Max(-accumulatorBound, int.MinValue);
        OutputType = outputType;
        HasRescale = epilogue.Kind != EpilogueKind.Narrow;
        _lookup = epilogue.HasSecond && !(epilogue.PerChannelSecond && table.IsEmpty) ? CreateLookup(outputType, epilogue, table) : null;
        Channels = Math.Max(scales.Length, bias.Length);
        int repeats = Channels <= LongestRepeatedPeriod ? Repeats(Channels) : 1;
        IsContiguous = Channels * repeats % Alignment == 0;
        Period = Channels * repeats;
        int padded = (Period + Alignment - 1) / Alignment * Alignment;
        _scales = new NativeBuffer(padded * 5L * sizeof(long));
        Multipliers = (long*)_scales.Pointer;
        Roundings = Multipliers + padded;
        Shifts = Roundings + padded;
        Nudges = Shifts + padded;
        Addends = addends.IsEmpty ? null : (int*)(Nudges + padded);
        RescaleStage stage = epilogue.First;
        for (int i = 0; i < Period; i++)
        {
            (int multiplier, byte shift) = scales[i % scales.Length];
            Multipliers[i] = multiplier;
            Roundings[i] = Scaling.Rounding(shift) + (bias.IsEmpty ? 0 : (long)bias[i % bias.Length] * multiplier);
            Shifts[i] = Scaling.EffectiveShift(shift);
            Nudges[i] = Scaling.Nudge(shift, stage.DoubleRounding);
            HasNudges |= Nudges[i] != 0;
            if (!addends.IsEmpty)
                Addends[i] = addends[i % addends.Length];

            // For multipliers from 0 on, scaling keeps the order, so that the extremes decide.
            FitsInt32 &= multiplier >= 0
                && FixedPoint.Scale(largest, multiplier, shift, stage.DoubleRounding) <= int.MaxValue
                && FixedPoint.Scale(least, multiplier, shift, stage.DoubleRounding) >= int.MinValue;
        }

        Low = HasRescale ? stage.Low : unsigned ? 0 : outputType.Minimum();
        High = HasRescale ? stage.High : unsigned ? (1 << (8 * outputType.Size())) - 1 : outputType.Maximum();
        ZeroPoint = stage.ZeroPoint;
        LowBeforeZeroPoint = unchecked(Low - ZeroPoint);
        HighBeforeZeroPoint = unchecked(High - ZeroPoint);

        Interpolation = epilogue.HasSecond ? TableInterpolation.Create(epilogue, table) : null;
        HighHalf = HasRescale ? HighHalfScales.Create(scales, addends.IsEmpty ? bias : addends, Period, stage.DoubleRounding, accumulatorBound) : null;

        // Vectors narrow by saturating, which would turn the upper half of an unsigned range into the greatest signed number.
        FitsVectors = !unsigned && LowBeforeZeroPoint == (long)Low - ZeroPoint && HighBeforeZeroPoint == (long)High - ZeroPoint;
    }

    public ElementType OutputType { get; }

    /// <summary>False for kind 0, which only saturates.</summary>
    public bool HasRescale { get; }

    /// <summary>Channels with a scale of their own; 1 when all share one.</summary>
    public int Channels { get; }

    /// <summary>Entries of the arrays before they repeat.</summary>
    public int Period { get; }

    /// <summary>Whether rows of channels may be processed as one stretch; otherwise each row starts anew.</summary>
    public bool IsContiguous { get; }

    public bool HasNudges { get; }

    public long* Multipliers { get; }

    public long* Roundings { get; }

    public long* Shifts { get; }

    public long* Nudges { get; }

    public int Low { get; }

    public int High { get; }

    public int ZeroPoint { get; }

    /// <summary>What is added to the numbers of each channel, which are small, before scaling; unlike a bias also where rounding depends on the sum's sign. Null for nothing.</summary>
    public int* Addends { get; }

    /// <summary>The second rescale where channels differ in it; these parameters then lead to what it takes, as int32.</summary>
    public EpilogueParameters? Second { get; private init; }

    /// <summary>
    /// The limits less the zero point. Where both lie within int32 (<see cref="FitsVectors"/>), clamping a value that has saturated
    /// to int32 and then adding the zero point gives the same as clamping the exact sum.
    /// </summary>
    public int LowBeforeZeroPoint { get; }

    public int HighBeforeZeroPoint { get; }

    /// <summary>Whether the limits may be applied before the zero point is added.</summary>
    public bool FitsVectors { get; }

    /// <summary>Whether every accumulator that can occur scales to a number within int32, so that its low half is the result.</summary>
    public bool FitsInt32 { get; private set; } = true;

    /// <summary>The same scales for vectors that keep only the upper half of a product; null where they do not fit.</summary>
    public HighHalfScales? HighHalf { get; }

    /// <summary>What comes after the first rescale, for vectors that interpolate; null for kinds 0 and 1 and where it does not fit.</summary>
    public TableInterpolation? Interpolation { get; }

    /// <summary>The result for each <c>t</c> from <see cref="Low"/> on, in the output type; null for kinds 0 and 1, and for kind 3 before a <see cref="Second"/>.</summary>
    public byte* Lookup => _lookup is null ? null : _lookup.Pointer;

    /// <param name="outputType">Type of the result.</param>
    /// <param name="epilogue">The epilogue of a valid instruction.</param>
    /// <param name="channelScales">Multiplier and shift of every channel; empty where the instruction's own serve for all.</param>
    /// <param name="accumulatorBound">No accumulator's magnitude is above this; 2³¹ where nothing is known.</param>
    /// <param name="constants">The constants space, which holds the table.</param>
    /// <param name="unsigned">Whether the result is unsigned: int8 or int16 only.</param>
    /// <param name="bias">
    /// What is added to the accumulators of each channel: only where <see cref="CanAddBias"/>; <paramref name="accumulatorBound"/> includes it.
    /// </param>
    /// <param name="seconds">The second rescale of every channel; empty where the instruction's own serves for all.</param>
    public static EpilogueParameters Create(
        ElementType outputType,
        Epilogue epilogue,
        ReadOnlySpan<(int Multiplier, byte Shift)> channelScales,
        long accumulatorBound,
        ReadOnlySpan<byte> constants,
        bool unsigned = false,
        ReadOnlySpan<int> bias = default,
        ReadOnlySpan<ChannelRescale> seconds = default)
    {
        ReadOnlySpan<(int, byte)> scales = epilogue.PerChannel ? channelScales : [(epilogue.First.Multiplier, epilogue.First.Shift)];
        ReadOnlySpan<short> table = ReadTable(epilogue, constants);
        if (!epilogue.PerChannelSecond)
            return new EpilogueParameters(outputType, epilogue, scales, bias, [], accumulatorBound, table, unsigned);
        return new EpilogueParameters(ElementType.Int32, epilogue, scales, bias, [], accumulatorBound, table, unsigned: false)
        {
            Second = CreateSecond(outputType, epilogue, seconds, unsigned),
        };
    }

    /// <summary>Whether a bias may become part of the rounding: it is added without wrapping, and rounding does not depend on the sum's sign.</summary>
    public static bool CanAddBias(Epilogue epilogue, long accumulatorBound) =>
        epilogue.Kind != EpilogueKind.Narrow && !epilogue.First.DoubleRounding && accumulatorBound <= int.MaxValue;

    public void Dispose()
    {
        _scales.Dispose();
        HighHalf?.Dispose();
        Interpolation?.Dispose();
        _lookup?.Dispose();
        Second?.Dispose();
    }

    private static EpilogueParameters CreateSecond(ElementType outputType, Epilogue epilogue, ReadOnlySpan<ChannelRescale> seconds, bool unsigned)
    {
        var scales = new (int, byte)[seconds.Length];
        int[] addends = new int[seconds.Length];
        for (int channel = 0; channel < seconds.Length; channel++)
        {
            scales[channel] = (seconds[channel].Multiplier, seconds[channel].Shift);
            addends[channel] = seconds[channel].Addend(epilogue.Kind);
        }

        return new EpilogueParameters(outputType, Epilogue.Rescale(epilogue.Second, perChannel: true), scales, [], addends, InterpolatedBound, [], unsigned);
    }

    private static int Repeats(int channels)
    {
        int repeats = 1;
        while (channels * repeats % Alignment != 0)
            repeats *= 2;
        return repeats;
    }

    private static ReadOnlySpan<short> ReadTable(Epilogue epilogue, ReadOnlySpan<byte> constants)
    {
        if (epilogue.Kind != EpilogueKind.Table)
            return [];
        const int entries = 513;
        ReadOnlySpan<byte> bytes = constants.Slice(checked((int)((long)epilogue.TablePage * Memory.PageSize)), entries * sizeof(short));
        return MemoryMarshal.Cast<byte, short>(bytes);
    }

    private static NativeBuffer CreateLookup(ElementType outputType, Epilogue epilogue, ReadOnlySpan<short> table)
    {
        int count = epilogue.First.High - epilogue.First.Low + 1;
        NativeBuffer lookup = new((long)count * outputType.Size());
        for (int i = 0; i < count; i++)
        {
            int t = epilogue.First.Low + i;
            int value = epilogue.Kind == EpilogueKind.Table ? Interpolate(table, t) : t;
            Elements.Write(lookup.Pointer, outputType, i, epilogue.PerChannelSecond ? value : FixedPoint.Apply(epilogue.Second, value));
        }

        return lookup;
    }

    private static int Interpolate(ReadOnlySpan<short> table, int value)
    {
        int index = FixedPoint.TableIndex(value);
        return FixedPoint.Interpolate(value, table[index], table[index + 1]);
    }
}
