using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>Arm: widening multiply, shift by a negative count, saturating narrowing.</summary>
internal readonly unsafe struct AdvSimdEpilogueLane : IEpilogueLane<Vector128<int>>
{
    public static int Lanes => 4;

    public static bool Saturates => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Create(int value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Scale(Vector128<int> value, EpilogueParameters parameters, int index)
    {
        Vector128<long> low = Scale(value.GetLower(), parameters, index);
        Vector128<long> high = Scale(value.GetUpper(), parameters, index + 2);
        return AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(low), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Clamp(Vector128<int> value, Vector128<int> low, Vector128<int> high) => Vector128.Min(Vector128.Max(value, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> left, Vector128<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt32(int* target, Vector128<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(short* target, Vector128<int> value) => AdvSimd.ExtractNarrowingLower(value).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(byte* target, Vector128<int> value)
    {
        Vector64<short> half = AdvSimd.ExtractNarrowingLower(value);
        *(int*)target = AdvSimd.ExtractNarrowingLower(Vector128.Create(half, half)).AsInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Scale(Vector64<int> value, EpilogueParameters parameters, int index)
    {
        Vector64<int> multipliers = AdvSimd.ExtractNarrowingLower(Vector128.Load(parameters.Multipliers + index));
        Vector128<long> product = AdvSimd.MultiplyWideningLower(value, multipliers) + Vector128.Load(parameters.Roundings + index);
        if (parameters.HasNudges)
        {
            // Negates the nudge where the accumulator is negative: (n ^ -1) - -1 = -n.
            Vector128<long> sign = AdvSimd.SignExtendWideningLower(AdvSimd.ShiftRightArithmetic(value, 31));
            product += (Vector128.Load(parameters.Nudges + index) ^ sign) - sign;
        }

        return AdvSimd.ShiftArithmetic(product, -Vector128.Load(parameters.Shifts + index));
    }
}
