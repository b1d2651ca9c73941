using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>
/// Rescale, table, rescale to int16 for 32 accumulators at a time. The table lies in the first-level cache and is read by permutations: a lookup of all 65,536
/// results, 128 KiB, would not stay there. One of int8 results does well enough.
/// </summary>
internal static unsafe class Avx512Interpolation
{
    private const int Lanes = 16;
    private const int BothLanes = 2 * Lanes;

    // Entries in one vector of the table.
    private const int VectorEntries = 32;

    private const short FractionMask = 127;
    private const short One = 128;

    /// <summary>Rescale, table, rescale.</summary>
    public static void Apply(HighHalfScales scales, EpilogueParameters parameters, TableInterpolation interpolation, int* accumulators, int count, short* target)
    {
        Last<Int16Writer> last = new((byte*)target);
        if (scales.Nudge == 0)
            Run<PlainProduct, Last<Int16Writer>>(new Stages(scales, parameters, interpolation), accumulators, count, ref last);
        else
            Run<NudgedProduct, Last<Int16Writer>>(new Stages(scales, parameters, interpolation), accumulators, count, ref last);
    }

    /// <summary>The same to int16 and another rescale, to int8, behind it.</summary>
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
        int whole = count / BothLanes * BothLanes;
        int index = 0;
        for (int i = 0; i < whole; i += BothLanes)
        {
            (Vector512<int> first, Vector512<int> second) = Compute<TRounding>(stages, accumulators + i, ref index);
            last.Write(first, i);
            last.Write(second, i + Lanes);
        }

        if (whole == count)
            return;

        // The last ones by way of memory that may be written beyond their end.
        int* rest = stackalloc int[BothLanes];
        (Vector512<int> third, Vector512<int> fourth) = Compute<TRounding>(stages, accumulators + whole, ref index);
        last.WriteRest(third, fourth, whole, count - whole, (byte*)rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> First, Vector512<int> Second) Compute<TRounding>(in Stages stages, int* accumulators, ref int index)
        where TRounding : struct, IProductRounding
    {
        Vector512<int> first = stages.First.Apply(Avx512Scaling.Value<TRounding>(stages.Scales, Vector512.Load(accumulators), index));
        index = index + Lanes >= stages.Period ? 0 : index + Lanes;
        Vector512<int> second = stages.First.Apply(Avx512Scaling.Value<TRounding>(stages.Scales, Vector512.Load(accumulators + Lanes), index));
        index = index + Lanes >= stages.Period ? 0 : index + Lanes;
        if (stages.Entries != null)
            (first, second) = Interpolate(stages.Entries, first, second);
        return (Finish(stages, first), Finish(stages, second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Finish(in Stages stages, Vector512<int> value)
    {
        Vector512<int> high = Avx512Scaling.High<PlainProduct>(value << stages.PreShift, stages.Multiplier, stages.Multiplier, 0);
        return stages.Second.Apply((high + stages.Rounding) >> stages.Shift);
    }

    /// <summary><c>entry · 128 + (next − entry) · (t &amp; 127)</c>. Packing and unpacking within 128-bit quarters undo each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> First, Vector512<int> Second) Interpolate(short* entries, Vector512<int> first, Vector512<int> second)
    {
        Vector512<short> t = Avx512BW.PackSignedSaturate(first, second);
        Vector512<short> index = ((t ^ Vector512.Create(short.MinValue)).AsUInt16() >> 7).AsInt16();
        Vector512<short> fraction = t & Vector512.Create(FractionMask);
        Vector512<short> one = Vector512.Create(One);

        // Bits 6, 7 and 8 of the index, as masks.
        Vector512<short> bit6 = (index << 9) >> 15;
        Vector512<short> bit7 = (index << 8) >> 15;
        Vector512<short> bit8 = (index << 7) >> 15;
        Vector512<short> entry = Pick(entries, index, bit6, bit7, bit8);
        Vector512<short> slope = Pick(entries + TableInterpolation.Stretches, index, bit6, bit7, bit8);
        return (
            Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(entry, slope), Avx512BW.UnpackLow(one, fraction)),
            Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(entry, slope), Avx512BW.UnpackHigh(one, fraction)));
    }

    /// <summary>One of 512 entries for each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Pick(short* entries, Vector512<short> index, Vector512<short> bit6, Vector512<short> bit7, Vector512<short> bit8)
    {
        Vector512<short> low = Vector512.ConditionalSelect(
            bit7, Vector512.ConditionalSelect(bit6, Pair(entries, 3, index), Pair(entries, 2, index)), Vector512.ConditionalSelect(bit6, Pair(entries, 1, index), Pair(entries, 0, index)));
        Vector512<short> high = Vector512.ConditionalSelect(
            bit7, Vector512.ConditionalSelect(bit6, Pair(entries, 7, index), Pair(entries, 6, index)), Vector512.ConditionalSelect(bit6, Pair(entries, 5, index), Pair(entries, 4, index)));
        return Vector512.ConditionalSelect(bit8, high, low);
    }

    /// <summary>One of 64 entries, by the lower six bits of each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Pair(short* entries, int pair, Vector512<short> index)
    {
        short* start = entries + (pair * 2 * VectorEntries);
        return Avx512BW.PermuteVar32x16x2(Vector512.Load(start), index, Vector512.Load(start + VectorEntries));
    }

    /// <summary>Everything that stays the same from one step to the next.</summary>
    private readonly ref struct Stages(HighHalfScales scales, EpilogueParameters parameters, TableInterpolation interpolation)
    {
        public readonly HighHalfScales Scales = scales;
        public readonly int Period = parameters.Period;
        public readonly EpilogueLimits First = new(parameters.LowBeforeZeroPoint, parameters.HighBeforeZeroPoint, parameters.ZeroPoint);
        public readonly short* Entries = interpolation.Entries;
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
        public void Write(Vector512<int> value, int element);

        /// <summary>The last elements, fewer than two vectors, through memory for both.</summary>
        public void WriteRest(Vector512<int> first, Vector512<int> second, int element, int count, byte* memory);
    }

    private readonly struct Last<TWriter>(byte* target) : ILast
        where TWriter : struct, IElementWriter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(Vector512<int> value, int element) => TWriter.Write(target, element, value);

        public void WriteRest(Vector512<int> first, Vector512<int> second, int element, int count, byte* memory)
        {
            TWriter.Write(memory, 0, first);
            TWriter.Write(memory, Lanes, second);
            Unsafe.CopyBlockUnaligned(target + ((nint)element * TWriter.Size), memory, (uint)(count * TWriter.Size));
        }
    }

    private struct Rescaled(EpilogueParameters parameters, byte* target) : ILast
    {
        private readonly HighHalfScales _scales = parameters.HighHalf!;
        private readonly int _period = parameters.Period;
        private readonly EpilogueLimits _limits = new(parameters.LowBeforeZeroPoint, parameters.HighBeforeZeroPoint, parameters.ZeroPoint);
        private int _index;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(Vector512<int> value, int element) => Int8Writer.Write(target, element, Next(value));

        public void WriteRest(Vector512<int> first, Vector512<int> second, int element, int count, byte* memory)
        {
            Int8Writer.Write(memory, 0, Next(first));
            Int8Writer.Write(memory, Lanes, Next(second));
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
