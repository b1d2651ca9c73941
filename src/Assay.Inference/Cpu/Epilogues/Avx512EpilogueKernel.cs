using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>AVX-512 with <see cref="HighHalfScales"/>, sixteen accumulators at a time; where there are none, with 64-bit arithmetic.</summary>
internal sealed unsafe class Avx512EpilogueKernel : EpilogueKernel
{
    private const int Lanes = 16;

    private readonly VectorEpilogueKernel<Avx512EpilogueLane, Vector512<int>> _general = new();

    public override void ApplyRow(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        if (parameters.HighHalf is not { } scales || !parameters.FitsVectors)
        {
            _general.ApplyRow(parameters, accumulators, count, target);
        }
        else if (parameters.Lookup is not null)
        {
            // Offsets into the lookup take the accumulators' place, which are not needed any more.
            Scale<Int32Writer>(scales, parameters, accumulators, count, (byte*)accumulators, parameters.ZeroPoint - parameters.Low);
            LookUp(parameters, accumulators, count, target);
        }
        else
        {
            switch (parameters.OutputType)
            {
                case ElementType.Int8:
                    Scale<Int8Writer>(scales, parameters, accumulators, count, target, parameters.ZeroPoint);
                    break;
                case ElementType.Int16:
                    Scale<Int16Writer>(scales, parameters, accumulators, count, target, parameters.ZeroPoint);
                    break;
                default:
                    Scale<Int32Writer>(scales, parameters, accumulators, count, target, parameters.ZeroPoint);
                    break;
            }
        }
    }

    private static void Scale<TWriter>(HighHalfScales scales, EpilogueParameters parameters, int* accumulators, int count, byte* target, int offset)
        where TWriter : struct, IWriter
    {
        Limits limits = new(parameters, offset);
        int whole = count / Lanes * Lanes;
        int index = 0;
        if (scales.Nudge != 0)
            index = ScaleStretch<TWriter, Nudged>(scales, parameters.Period, limits, accumulators, whole, target);
        else if (scales.IsUniform)
            ScaleUniform<TWriter>(scales, limits, accumulators, whole, target);
        else
            index = ScaleStretch<TWriter, Plain>(scales, parameters.Period, limits, accumulators, whole, target);
        if (whole == count)
            return;

        // The last ones by way of memory that may be written beyond their end.
        int* rest = stackalloc int[Lanes];
        Vector512<int> last = Vector512.Load(accumulators + whole);
        last = scales.Nudge != 0 ? Value<Nudged>(scales, last, index) : Value<Plain>(scales, last, index);
        TWriter.Write((byte*)rest, 0, limits.Apply(last));
        Unsafe.CopyBlockUnaligned(target + ((long)whole * TWriter.Size), rest, (uint)((count - whole) * TWriter.Size));
    }

    private static int ScaleStretch<TWriter, TRounding>(HighHalfScales scales, int period, Limits limits, int* accumulators, int count, byte* target)
        where TWriter : struct, IWriter
        where TRounding : struct, IRounding
    {
        int index = 0;
        for (int i = 0; i < count; i += Lanes)
        {
            TWriter.Write(target, i, limits.Apply(Value<TRounding>(scales, Vector512.Load(accumulators + i), index)));
            index = index + Lanes >= period ? 0 : index + Lanes;
        }

        return index;
    }

    private static void ScaleUniform<TWriter>(HighHalfScales scales, Limits limits, int* accumulators, int count, byte* target)
        where TWriter : struct, IWriter
    {
        Vector512<int> multiplier = Vector512.Create(*scales.Multipliers);
        Vector512<int> rounding = Vector512.Create(*scales.Roundings);
        int shift = *scales.Shifts;
        int preShift = scales.PreShift;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> value = Vector512.Load(accumulators + i) << preShift;
            Vector512<int> high = High<Plain>(value, multiplier, multiplier, 0);
            TWriter.Write(target, i, limits.Apply((high + rounding) >> shift));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Value<TRounding>(HighHalfScales scales, Vector512<int> value, int index)
        where TRounding : struct, IRounding
    {
        if (scales.HasBias)
            value += Vector512.Load(scales.Bias + index);
        value <<= scales.PreShift;

        // The multipliers of odd lanes in even places.
        Vector512<int> high = High<TRounding>(value, Vector512.Load(scales.Multipliers + index), Vector512.Load(scales.Multipliers + index + 1), scales.Nudge);
        return Avx512F.ShiftRightArithmeticVariable(high + Vector512.Load(scales.Roundings + index), Vector512.Load((uint*)scales.Shifts + index));
    }

    /// <summary>The upper halves of products: of even lanes with <paramref name="even"/>, of odd lanes with the even lanes of <paramref name="odd"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> High<TRounding>(Vector512<int> value, Vector512<int> even, Vector512<int> odd, long nudge)
        where TRounding : struct, IRounding
    {
        Vector512<long> low = TRounding.Nudge(Avx512F.Multiply(value, even), nudge);
        Vector512<long> high = TRounding.Nudge(Avx512F.Multiply((value.AsUInt64() >> 32).AsInt32(), odd), nudge);
        Vector512<int> oddLanes = Vector512.Create(-1L << 32).AsInt32();
        return Vector512.ConditionalSelect(oddLanes, high.AsInt32(), (low.AsUInt64() >> 32).AsInt32());
    }

    /// <summary>The last steps: limits, then what is added.</summary>
    private readonly struct Limits(EpilogueParameters parameters, int offset)
    {
        private readonly Vector512<int> _low = Vector512.Create(parameters.LowBeforeZeroPoint);
        private readonly Vector512<int> _high = Vector512.Create(parameters.HighBeforeZeroPoint);
        private readonly Vector512<int> _offset = Vector512.Create(offset);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<int> Apply(Vector512<int> value) => Vector512.Min(Vector512.Max(value, _low), _high) + _offset;
    }

    private interface IRounding
    {
        public static abstract Vector512<long> Nudge(Vector512<long> product, long nudge);
    }

    private interface IWriter
    {
        public static abstract int Size { get; }

        public static abstract void Write(byte* target, int index, Vector512<int> value);
    }

    private readonly struct Plain : IRounding
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<long> Nudge(Vector512<long> product, long nudge) => product;
    }

    private readonly struct Nudged : IRounding
    {
        // A product has the sign of its accumulator, or is 0, where the nudge makes no difference. (n ^ -1) - -1 = -n.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<long> Nudge(Vector512<long> product, long nudge)
        {
            Vector512<long> sign = product >> 63;
            return product + ((Vector512.Create(nudge) ^ sign) - sign);
        }
    }

    private readonly struct Int8Writer : IWriter
    {
        public static int Size => sizeof(byte);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(byte* target, int index, Vector512<int> value) => Avx512F.ConvertToVector128Byte(value).Store(target + index);
    }

    private readonly struct Int16Writer : IWriter
    {
        public static int Size => sizeof(short);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(byte* target, int index, Vector512<int> value) => Avx512F.ConvertToVector256Int16(value).Store((short*)target + index);
    }

    private readonly struct Int32Writer : IWriter
    {
        public static int Size => sizeof(int);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(byte* target, int index, Vector512<int> value) => value.Store((int*)target + index);
    }
}
