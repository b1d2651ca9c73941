using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>The last steps of an epilogue: limits, then what is added.</summary>
internal readonly struct EpilogueLimits(int low, int high, int offset)
{
    private readonly Vector512<int> _low = Vector512.Create(low);
    private readonly Vector512<int> _high = Vector512.Create(high);
    private readonly Vector512<int> _offset = Vector512.Create(offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Apply(Vector512<int> value) => Vector512.Min(Vector512.Max(value, _low), _high) + _offset;
}

/// <summary>Stores sixteen numbers that lie within a type.</summary>
internal unsafe interface IElementWriter
{
    public static abstract int Size { get; }

    public static abstract void Write(byte* target, int index, Vector512<int> value);
}

internal readonly unsafe struct Int8Writer : IElementWriter
{
    public static int Size => sizeof(byte);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(byte* target, int index, Vector512<int> value) => Avx512F.ConvertToVector128Byte(value).Store(target + index);
}

internal readonly unsafe struct Int16Writer : IElementWriter
{
    public static int Size => sizeof(short);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(byte* target, int index, Vector512<int> value) => Avx512F.ConvertToVector256Int16(value).Store((short*)target + index);
}

internal readonly unsafe struct Int32Writer : IElementWriter
{
    public static int Size => sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(byte* target, int index, Vector512<int> value) => value.Store((int*)target + index);
}
