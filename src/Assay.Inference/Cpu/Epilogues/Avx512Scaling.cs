using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>Sixteen accumulators scaled by <see cref="HighHalfScales"/>.</summary>
internal static unsafe class Avx512Scaling
{
    /// <summary>Scales with the entries from <paramref name="index"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Value<TRounding>(HighHalfScales scales, Vector512<int> value, int index)
        where TRounding : struct, IProductRounding
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
    public static Vector512<int> High<TRounding>(Vector512<int> value, Vector512<int> even, Vector512<int> odd, long nudge)
        where TRounding : struct, IProductRounding
    {
        Vector512<long> low = TRounding.Nudge(Avx512F.Multiply(value, even), nudge);
        Vector512<long> high = TRounding.Nudge(Avx512F.Multiply((value.AsUInt64() >> 32).AsInt32(), odd), nudge);
        Vector512<int> oddLanes = Vector512.Create(-1L << 32).AsInt32();
        return Vector512.ConditionalSelect(oddLanes, high.AsInt32(), (low.AsUInt64() >> 32).AsInt32());
    }
}

/// <summary>What is added to a product before its lower half is dropped.</summary>
internal interface IProductRounding
{
    public static abstract Vector512<long> Nudge(Vector512<long> product, long nudge);
}

/// <summary>Nothing.</summary>
internal readonly struct PlainProduct : IProductRounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Nudge(Vector512<long> product, long nudge) => product;
}

/// <summary>Rounding twice.</summary>
internal readonly struct NudgedProduct : IProductRounding
{
    // A product has the sign of its accumulator, or is 0, where the nudge makes no difference. (n ^ -1) - -1 = -n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Nudge(Vector512<long> product, long nudge)
    {
        Vector512<long> sign = product >> 63;
        return product + ((Vector512.Create(nudge) ^ sign) - sign);
    }
}
