using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>AVX2: has no 64-bit arithmetic shift, so products are made non-negative by adding 2⁶³, shifted logically, and brought back.</summary>
internal readonly unsafe struct Avx2EpilogueLane : IEpilogueLane<Vector256<int>>
{
    public static int Lanes => 8;

    public static bool Saturates => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Create(int value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Scale(Vector256<int> value, EpilogueParameters parameters, int index)
    {
        Vector256<int> low = Scale(Avx2.ConvertToVector256Int64(value.GetLower()), parameters, index).AsInt32();
        Vector256<int> high = Scale(Avx2.ConvertToVector256Int64(value.GetUpper()), parameters, index + 4).AsInt32();
        Vector256<int> mixed = Avx.Shuffle(low.AsSingle(), high.AsSingle(), 0b10_00_10_00).AsInt32();
        return Avx2.Permute4x64(mixed.AsInt64(), 0b11_01_10_00).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Clamp(Vector256<int> value, Vector256<int> low, Vector256<int> high) => Vector256.Min(Vector256.Max(value, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt32(int* target, Vector256<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(short* target, Vector256<int> value) => Vector128.Narrow(value.GetLower(), value.GetUpper()).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(byte* target, Vector256<int> value)
    {
        Vector128<short> half = Sse2.PackSignedSaturate(value.GetLower(), value.GetUpper());
        *(long*)target = Sse2.PackSignedSaturate(half, half).AsInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Scale(Vector256<long> value, EpilogueParameters parameters, int index)
    {
        Vector256<long> product = Avx2.Multiply(value.AsInt32(), Vector256.Load(parameters.Multipliers + index).AsInt32());
        product += Vector256.Load(parameters.Roundings + index);
        if (parameters.HasNudges)
        {
            // Negates the nudge where the accumulator is negative: (n ^ -1) - -1 = -n.
            Vector256<long> sign = Vector256.LessThan(value, Vector256<long>.Zero);
            product += (Vector256.Load(parameters.Nudges + index) ^ sign) - sign;
        }

        Vector256<ulong> shifts = Vector256.Load(parameters.Shifts + index).AsUInt64();
        Vector256<ulong> offset = Vector256.Create(1UL << 63);
        return (Avx2.ShiftRightLogicalVariable(product.AsUInt64() ^ offset, shifts) - Avx2.ShiftRightLogicalVariable(offset, shifts)).AsInt64();
    }
}
