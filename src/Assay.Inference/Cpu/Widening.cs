using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu;

/// <summary>Reads elements of a type as vectors of eight int32; up to a vector behind the last element may be read.</summary>
internal unsafe interface IElementReader
{
    public static abstract Vector256<int> Load(byte* tensor, long index);
}

/// <summary>Readers of each element type, and conversions of whole stretches.</summary>
internal static unsafe class Widening
{
    public const int Lanes = 8;

    /// <summary><c>target[i] = source[i] − zeroPoint</c>; nothing beyond <paramref name="count"/> is written.</summary>
    public static void Subtract(sbyte* source, short* target, int count, short zeroPoint)
    {
        int i = 0;
        Vector128<short> zero = Vector128.Create(zeroPoint);
        for (; i + 16 <= count; i += 16)
        {
            Vector128<sbyte> bytes = Vector128.Load(source + i);
            (Vector128.WidenLower(bytes) - zero).Store(target + i);
            (Vector128.WidenUpper(bytes) - zero).Store(target + i + 8);
        }

        for (; i < count; i++)
            target[i] = (short)(source[i] - zeroPoint);
    }

    /// <summary>The sum of bytes, wrapping.</summary>
    public static int Sum(sbyte* source, int count)
    {
        int i = 0;
        Vector128<int> lanes = Vector128<int>.Zero;
        for (; i + 16 <= count; i += 16)
        {
            Vector128<sbyte> bytes = Vector128.Load(source + i);
            Vector128<short> pairs = Vector128.WidenLower(bytes) + Vector128.WidenUpper(bytes);
            lanes += Vector128.WidenLower(pairs) + Vector128.WidenUpper(pairs);
        }

        int sum = Vector128.Sum(lanes);
        for (; i < count; i++)
            sum = unchecked(sum + source[i]);
        return sum;
    }

    internal readonly struct Int8 : IElementReader
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> Load(byte* tensor, long index)
        {
            if (Avx2.IsSupported)
                return Avx2.ConvertToVector256Int32((sbyte*)tensor + index);
            Vector128<short> half = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)(tensor + index)).AsSByte());
            return Vector256.Create(Vector128.WidenLower(half), Vector128.WidenUpper(half));
        }
    }

    internal readonly struct Int16 : IElementReader
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> Load(byte* tensor, long index)
        {
            Vector128<short> half = Vector128.Load((short*)tensor + index);
            return Avx2.IsSupported ? Avx2.ConvertToVector256Int32(half) : Vector256.Create(Vector128.WidenLower(half), Vector128.WidenUpper(half));
        }
    }

    internal readonly struct Int32 : IElementReader
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> Load(byte* tensor, long index) => Vector256.Load((int*)tensor + index);
    }
}
