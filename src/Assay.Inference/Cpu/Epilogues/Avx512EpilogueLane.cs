using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>AVX-512: 64-bit products, arithmetic shifts and saturating narrowing are single instructions.</summary>
internal readonly unsafe struct Avx512EpilogueLane : IEpilogueLane<Vector512<int>>
{
    public static int Lanes => 16;

    public static bool Saturates => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Create(int value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Scale(Vector512<int> value, EpilogueParameters parameters, int index)
    {
        Vector512<long> low = Scale(Avx512F.ConvertToVector512Int64(value.GetLower()), parameters, index);
        Vector512<long> high = Scale(Avx512F.ConvertToVector512Int64(value.GetUpper()), parameters, index + 8);
        return Vector512.Create(Avx512F.ConvertToVector256Int32WithSaturation(low), Avx512F.ConvertToVector256Int32WithSaturation(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Clamp(Vector512<int> value, Vector512<int> low, Vector512<int> high) => Vector512.Min(Vector512.Max(value, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> left, Vector512<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt32(int* target, Vector512<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(short* target, Vector512<int> value) => Avx512F.ConvertToVector256Int16(value).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(byte* target, Vector512<int> value) => Avx512F.ConvertToVector128Byte(value).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Scale(Vector512<long> value, EpilogueParameters parameters, int index)
    {
        Vector512<long> product = Avx512F.Multiply(value.AsInt32(), Vector512.Load(parameters.Multipliers + index).AsInt32());
        product += Vector512.Load(parameters.Roundings + index);
        if (parameters.HasNudges)
        {
            // Negates the nudge where the accumulator is negative: (n ^ -1) - -1 = -n.
            Vector512<long> sign = Vector512.ShiftRightArithmetic(value, 63);
            product += (Vector512.Load(parameters.Nudges + index) ^ sign) - sign;
        }

        return Avx512F.ShiftRightArithmeticVariable(product, Vector512.Load(parameters.Shifts + index).AsUInt64());
    }
}
