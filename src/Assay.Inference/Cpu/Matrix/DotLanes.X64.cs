using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Matrix;

/// <summary>
/// AVX-VNNI: unsigned by signed bytes. Activations become unsigned by flipping their top bit, which adds 128 to each;
/// the packed bias takes 128 times the weights' sum off again. <c>VPDPBUSD</c> (without S) does not saturate.
/// </summary>
internal readonly unsafe struct VnniLane : IDotLane<Vector256<int>>
{
    public static int Lanes => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, Vector256<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Activations(byte* source) => Vector256.Create(*(int*)source) ^ Vector256.Create(unchecked((int)0x80808080));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Weights(byte* source) => Vector256.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Accumulate(Vector256<int> accumulators, Vector256<int> activations, Vector256<int> weights) =>
        AvxVnni.MultiplyWideningAndAdd(accumulators, activations.AsByte(), weights.AsSByte());
}

/// <summary>AVX2: pairs of 16-bit products. Never <c>VPMADDUBSW</c>, which saturates.</summary>
internal readonly unsafe struct Avx2Lane : IDotLane<Vector256<int>>
{
    public static int Lanes => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, Vector256<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Activations(byte* source) => Vector256.Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Weights(byte* source) => Vector256.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Accumulate(Vector256<int> accumulators, Vector256<int> activations, Vector256<int> weights) =>
        accumulators + Avx2.MultiplyAddAdjacent(activations.AsInt16(), weights.AsInt16());
}

/// <summary>AVX-512BW: pairs of 16-bit products, sixteen accumulators.</summary>
internal readonly unsafe struct Avx512Lane : IDotLane<Vector512<int>>
{
    public static int Lanes => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, Vector512<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Activations(byte* source) => Vector512.Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Weights(byte* source) => Vector512.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Accumulate(Vector512<int> accumulators, Vector512<int> activations, Vector512<int> weights) =>
        accumulators + Avx512BW.MultiplyAddAdjacent(activations.AsInt16(), weights.AsInt16());
}
