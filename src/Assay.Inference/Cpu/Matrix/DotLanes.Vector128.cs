using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Assay.Inference.Cpu.Matrix;

/// <summary>Arm <c>SDOT</c>: four signed byte products for each accumulator, no correction needed.</summary>
internal readonly unsafe struct ArmDotLane : IDotLane<Vector128<int>>
{
    public static int Lanes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, Vector128<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Activations(byte* source) => Vector128.Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Weights(byte* source) => Vector128.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Accumulate(Vector128<int> accumulators, Vector128<int> activations, Vector128<int> weights) =>
        Dp.DotProduct(accumulators, activations.AsSByte(), weights.AsSByte());
}

/// <summary>Pairs of 16-bit numbers, seen as the two halves of an int32, multiplied with portable vectors.</summary>
internal readonly unsafe struct PortableLane : IDotLane<Vector128<int>>
{
    public static int Lanes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, Vector128<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Activations(byte* source) => Vector128.Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Weights(byte* source) => Vector128.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Accumulate(Vector128<int> accumulators, Vector128<int> activations, Vector128<int> weights)
    {
        Vector128<int> low = ((activations << 16) >> 16) * ((weights << 16) >> 16);
        Vector128<int> high = (activations >> 16) * (weights >> 16);
        return accumulators + low + high;
    }
}

/// <summary>Arm without <c>SDOT</c>: widening 16-bit multiplies, then a pairwise add.</summary>
internal readonly unsafe struct AdvSimdLane : IDotLane<Vector128<int>>
{
    public static int Lanes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, Vector128<int> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Activations(byte* source) => Vector128.Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Weights(byte* source) => Vector128.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Accumulate(Vector128<int> accumulators, Vector128<int> activations, Vector128<int> weights)
    {
        Vector128<int> low = AdvSimd.MultiplyWideningLower(activations.AsInt16().GetLower(), weights.AsInt16().GetLower());
        Vector128<int> high = AdvSimd.MultiplyWideningUpper(activations.AsInt16(), weights.AsInt16());
        return accumulators + AdvSimd.Arm64.AddPairwise(low, high);
    }
}
