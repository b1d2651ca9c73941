using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>
/// Rescale, table, rescale to int16 for 64 accumulators at a time. The table lies in the first-level cache and is read by permutations: a lookup of all 65,536
/// results, 128 KiB, would not stay there. One of int8 results does well enough.
/// </summary>
internal static unsafe class Avx512Interpolation
{
    private const int Lanes = 16;
    private const int StepLanes = 4 * Lanes;

    // Entries in one vector of a table of bytes.
    private const int VectorEntries = 64;

    private const short FractionMask = 127;
    private const short One = 128;

    /// <summary>Whether the processor permutes bytes across two vectors.</summary>
    public static bool IsSupported => Avx512Vbmi.IsSupported;

    /// <summary>Rescale, table, rescale.</summary>
    public static void Apply(HighHalfScales scales, EpilogueParameters parameters, TableInterpolation interpolation, int* accumulators, int count, short* target)
    {
        Last<Int16Writer> last = new((byte*)target);
        if (scales.Nudge == 0)
            Run<PlainProduct, Last<Int16Writer>>(new Stages(scales, parameters, interpolation), accumulators, count, ref last);
        else
            Run<NudgedProduct, Last<Int16Writer>>(new Stages(scales, parameters, interpolation), accumulators, count, ref last);
    }

    /// <summary>Rescale, table, and a rescale to int8 that differs from channel to channel.</summary>
    public static void ApplyBoth(EpilogueParameters first, EpilogueParameters second, int* accumulators, int count, byte* target)
    {
        Rescaled last = new(second, target);
        Stages stages = new(first.HighHalf!, first, first.Interpolation!);
        if (first.HighHalf!.Nudge == 0)
            Run<PlainProduct, Rescaled>(stages, accumulators, count, ref last);
        else
            Run<NudgedProduct, Rescaled>(stages, accumulators, count, ref last);
    }

    private static void Run<TRounding, TLast>(in Stages stages, int* accumulators, int count, ref TLast last)
        where TRounding : struct, IProductRounding
        where TLast : struct, ILast
    {
        int whole = count / StepLanes * StepLanes;
        int index = 0;
        for (int i = 0; i < whole; i += StepLanes)
        {
            Four values = Compute<TRounding, TLast>(stages, accumulators + i, ref index);
            last.Write(values.First, i);
            last.Write(values.Second, i + Lanes);
            last.Write(values.Third, i + (2 * Lanes));
            last.Write(values.Fourth, i + (3 * Lanes));
        }

        if (whole == count)
            return;

        // The last ones by way of memory that may be written beyond their end.
        int* rest = stackalloc int[StepLanes];
        last.WriteRest(Compute<TRounding, TLast>(stages, accumulators + whole, ref index), whole, count - whole, (byte*)rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four Compute<TRounding, TLast>(in Stages stages, int* accumulators, ref int index)
        where TRounding : struct, IProductRounding
        where TLast : struct, ILast
    {
        Four values = new(
            Scale<TRounding>(stages, accumulators, ref index),
            Scale<TRounding>(stages, accumulators + Lanes, ref index),
            Scale<TRounding>(stages, accumulators + (2 * Lanes), ref index),
            Scale<TRounding>(stages, accumulators + (3 * Lanes), ref index));
        if (stages.Entries != null)
            values = Interpolate(stages, values);
        if (TLast.TakesInterpolated)
            return values;
        return new Four(Finish(stages, values.First), Finish(stages, values.Second), Finish(stages, values.Third), Finish(stages, values.Fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Scale<TRounding>(in Stages stages, int* accumulators, ref int index)
        where TRounding : struct, IProductRounding
    {
        Vector512<int> value = stages.First.Apply(Avx512Scaling.Value<TRounding>(stages.Scales, Vector512.Load(accumulators), index));
        index = index + Lanes >= stages.Period ? 0 : index + Lanes;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Finish(in Stages stages, Vector512<int> value)
    {
        Vector512<int> high = Avx512Scaling.High<PlainProduct>(value << stages.PreShift, stages.Multiplier, stages.Multiplier, 0);
        return stages.Second.Apply((high + stages.Rounding) >> stages.Shift);
    }

    /// <summary><c>entry · 128 + (next − entry) · (t &amp; 127)</c>. Packing and unpacking within 128-bit quarters undo each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four Interpolate(in Stages stages, Four values)
    {
        Vector512<short> t0 = Avx512BW.PackSignedSaturate(values.First, values.Second);
        Vector512<short> t1 = Avx512BW.PackSignedSaturate(values.Third, values.Fourth);
        Vector512<short> index0 = ((t0 ^ Vector512.Create(short.MinValue)).AsUInt16() >> 7).AsInt16();
        Vector512<short> index1 = ((t1 ^ Vector512.Create(short.MinValue)).AsUInt16() >> 7).AsInt16();

        // A permutation looks at the lower seven bits of an index only; bits 7 and 8 become masks.
        Vector512<short> lowBits = Vector512.Create((short)127);
        Vector512<byte> index = Avx512BW.PackUnsignedSaturate(index0 & lowBits, index1 & lowBits);
        Vector512<byte> bit7 = Avx512BW.PackSignedSaturate((index0 << 8) >> 15, (index1 << 8) >> 15).AsByte();
        Vector512<byte> bit8 = Avx512BW.PackSignedSaturate((index0 << 7) >> 15, (index1 << 7) >> 15).AsByte();
        Vector512<byte> low = Pick(stages.Entries, index, bit7, bit8);
        Vector512<byte> high = Pick(stages.Entries + TableInterpolation.Stretches, index, bit7, bit8);
        Vector512<byte> slope = Pick(stages.Entries + (2 * TableInterpolation.Stretches), index, bit7, bit8);
        Vector512<short> entry0 = Avx512BW.UnpackLow(low, high).AsInt16();
        Vector512<short> entry1 = Avx512BW.UnpackHigh(low, high).AsInt16();
        Vector512<short> slope0 = Avx512BW.UnpackLow(slope, Vector512<byte>.Zero).AsInt16() + stages.LeastSlope;
        Vector512<short> slope1 = Avx512BW.UnpackHigh(slope, Vector512<byte>.Zero).AsInt16() + stages.LeastSlope;
        Vector512<short> one = Vector512.Create(One);
        Vector512<short> fraction0 = t0 & Vector512.Create(FractionMask);
        Vector512<short> fraction1 = t1 & Vector512.Create(FractionMask);
        return new Four(
            Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(entry0, slope0), Avx512BW.UnpackLow(one, fraction0)),
            Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(entry0, slope0), Avx512BW.UnpackHigh(one, fraction0)),
            Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(entry1, slope1), Avx512BW.UnpackLow(one, fraction1)),
            Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(entry1, slope1), Avx512BW.UnpackHigh(one, fraction1)));
    }

    /// <summary>One of 512 bytes for each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Pick(byte* entries, Vector512<byte> index, Vector512<byte> bit7, Vector512<byte> bit8) => Vector512.ConditionalSelect(
        bit8,
        Vector512.ConditionalSelect(bit7, Pair(entries, 3, index), Pair(entries, 2, index)),
        Vector512.ConditionalSelect(bit7, Pair(entries, 1, index), Pair(entries, 0, index)));

    /// <summary>One of 128 bytes, by the lower seven bits of each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Pair(byte* entries, int pair, Vector512<byte> index)
    {
        byte* start = entries + (pair * 2 * VectorEntries);
        return Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(start), index, Vector512.Load(start + VectorEntries));
    }

    private readonly record struct Four(Vector512<int> First, Vector512<int> Second, Vector512<int> Third, Vector512<int> Fourth);

    /// <summary>Everything that stays the same from one step to the next.</summary>
    private readonly ref struct Stages(HighHalfScales scales, EpilogueParameters parameters, TableInterpolation interpolation)
    {
        public readonly HighHalfScales Scales = scales;
        public readonly int Period = parameters.Period;
        public readonly EpilogueLimits First = new(parameters.LowBeforeZeroPoint, parameters.HighBeforeZeroPoint, parameters.ZeroPoint);
        public readonly byte* Entries = interpolation.Entries;
        public readonly Vector512<short> LeastSlope = Vector512.Create((short)interpolation.LeastSlope);
        public readonly Vector512<int> Multiplier = Vector512.Create(*interpolation.Scale.Multipliers);
        public readonly Vector512<int> Rounding = Vector512.Create(*interpolation.Scale.Roundings);
        public readonly int Shift = *interpolation.Scale.Shifts;
        public readonly int PreShift = interpolation.Scale.PreShift;
        public readonly EpilogueLimits Second = new(
            interpolation.Stage.Low - interpolation.Stage.ZeroPoint, interpolation.Stage.High - interpolation.Stage.ZeroPoint, interpolation.Stage.ZeroPoint);
    }

    /// <summary>What becomes of the results, sixteen at a time and in order.</summary>
    private interface ILast
    {
        /// <summary>Whether the second rescale is this one's affair.</summary>
        public static abstract bool TakesInterpolated { get; }

        public void Write(Vector512<int> value, int element);

        /// <summary>The last elements, fewer than four vectors, through memory for all.</summary>
        public void WriteRest(Four values, int element, int count, byte* memory);
    }

    private readonly struct Last<TWriter>(byte* target) : ILast
        where TWriter : struct, IElementWriter
    {
        public static bool TakesInterpolated => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(Vector512<int> value, int element) => TWriter.Write(target, element, value);

        public void WriteRest(Four values, int element, int count, byte* memory)
        {
            TWriter.Write(memory, 0, values.First);
            TWriter.Write(memory, Lanes, values.Second);
            TWriter.Write(memory, 2 * Lanes, values.Third);
            TWriter.Write(memory, 3 * Lanes, values.Fourth);
            Unsafe.CopyBlockUnaligned(target + ((nint)element * TWriter.Size), memory, (uint)(count * TWriter.Size));
        }
    }

    private struct Rescaled(EpilogueParameters parameters, byte* target) : ILast
    {
        private readonly HighHalfScales _scales = parameters.HighHalf!;
        private readonly int _period = parameters.Period;
        private readonly EpilogueLimits _limits = new(parameters.LowBeforeZeroPoint, parameters.HighBeforeZeroPoint, parameters.ZeroPoint);
        private int _index;

        public static bool TakesInterpolated => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(Vector512<int> value, int element) => Int8Writer.Write(target, element, Next(value));

        public void WriteRest(Four values, int element, int count, byte* memory)
        {
            Int8Writer.Write(memory, 0, Next(values.First));
            Int8Writer.Write(memory, Lanes, Next(values.Second));
            Int8Writer.Write(memory, 2 * Lanes, Next(values.Third));
            Int8Writer.Write(memory, 3 * Lanes, Next(values.Fourth));
            Unsafe.CopyBlockUnaligned(target + element, memory, (uint)count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<int> Next(Vector512<int> value)
        {
            Vector512<int> result = _limits.Apply(Avx512Scaling.Value<PlainProduct>(_scales, value, _index));
            _index = _index + Lanes >= _period ? 0 : _index + Lanes;
            return result;
        }
    }
}
