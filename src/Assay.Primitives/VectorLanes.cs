using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Assay.Primitives;

/// <summary>Two states; for Arm's Advanced SIMD, which has thirty-two registers of this width, and for x64 without AVX2.</summary>
internal readonly struct Vector128Lane : IKeccakVectorLane<Vector128<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Chi(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) => a ^ Vector128.AndNot(c, b);

    // .NET has no class for Arm's SHA-3 extension; shift right and insert is the shortest rotation that it does have.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SuppressMessage("Performance", "CA1857", Justification = "A constant once this is inlined, as the parameter's attribute asks.")]
    public static Vector128<ulong> RotateLeft(Vector128<ulong> a, [ConstantExpected] byte count) => AdvSimd.IsSupported
        ? AdvSimd.ShiftRightAndInsert(a << count, a, (byte)(64 - count))
        : (a << count) | (a >>> (64 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Broadcast(ulong value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> ShiftIn(Vector128<ulong> word, Vector128<ulong> previous, int bytes) =>
        (word << (8 * bytes)) | (previous >>> (64 - (8 * bytes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector128<ulong> rows)
    {
        var first = rows;
        var second = Unsafe.Add(ref rows, 1);
        rows = Vector128.Create(first.GetLower(), second.GetLower());
        Unsafe.Add(ref rows, 1) = Vector128.Create(first.GetUpper(), second.GetUpper());
    }
}

/// <summary>Four states; needs AVX2.</summary>
internal readonly struct Vector256Lane : IKeccakVectorLane<Vector256<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Chi(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => a ^ Vector256.AndNot(c, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> RotateLeft(Vector256<ulong> a, [ConstantExpected] byte count) => (a << count) | (a >>> (64 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> ShiftIn(Vector256<ulong> word, Vector256<ulong> previous, int bytes) =>
        (word << (8 * bytes)) | (previous >>> (64 - (8 * bytes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector256<ulong> rows)
    {
        // Even and odd words of each pair of rows, then the halves of both pairs.
        var even01 = Avx2.UnpackLow(rows, Unsafe.Add(ref rows, 1));
        var odd01 = Avx2.UnpackHigh(rows, Unsafe.Add(ref rows, 1));
        var even23 = Avx2.UnpackLow(Unsafe.Add(ref rows, 2), Unsafe.Add(ref rows, 3));
        var odd23 = Avx2.UnpackHigh(Unsafe.Add(ref rows, 2), Unsafe.Add(ref rows, 3));
        rows = Avx2.Permute2x128(even01, even23, 0x20);
        Unsafe.Add(ref rows, 1) = Avx2.Permute2x128(odd01, odd23, 0x20);
        Unsafe.Add(ref rows, 2) = Avx2.Permute2x128(even01, even23, 0x31);
        Unsafe.Add(ref rows, 3) = Avx2.Permute2x128(odd01, odd23, 0x31);
    }
}

/// <summary>Eight states; needs AVX-512F for its rotate and three-operand logic.</summary>
internal readonly struct Vector512Lane : IKeccakVectorLane<Vector512<ulong>>
{
    // Quarters 0 and 2, or 1 and 3, of both operands.
    private const byte EvenQuarters = 0b10_00_10_00;
    private const byte OddQuarters = 0b11_01_11_01;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) =>
        Avx512F.TernaryLogic(a, b, c, 0x96);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Chi(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) =>
        Avx512F.TernaryLogic(a, b, c, 0xD2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> RotateLeft(Vector512<ulong> a, [ConstantExpected] byte count) => Avx512F.RotateLeft(a, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> ShiftIn(Vector512<ulong> word, Vector512<ulong> previous, int bytes) =>
        (word << (8 * bytes)) | (previous >>> (64 - (8 * bytes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector512<ulong> rows)
    {
        TransposeHalf(
            Avx512F.UnpackLow(rows, Unsafe.Add(ref rows, 1)),
            Avx512F.UnpackLow(Unsafe.Add(ref rows, 2), Unsafe.Add(ref rows, 3)),
            Avx512F.UnpackLow(Unsafe.Add(ref rows, 4), Unsafe.Add(ref rows, 5)),
            Avx512F.UnpackLow(Unsafe.Add(ref rows, 6), Unsafe.Add(ref rows, 7)),
            out var row0, out var row2, out var row4, out var row6);
        TransposeHalf(
            Avx512F.UnpackHigh(rows, Unsafe.Add(ref rows, 1)),
            Avx512F.UnpackHigh(Unsafe.Add(ref rows, 2), Unsafe.Add(ref rows, 3)),
            Avx512F.UnpackHigh(Unsafe.Add(ref rows, 4), Unsafe.Add(ref rows, 5)),
            Avx512F.UnpackHigh(Unsafe.Add(ref rows, 6), Unsafe.Add(ref rows, 7)),
            out Unsafe.Add(ref rows, 1), out Unsafe.Add(ref rows, 3), out Unsafe.Add(ref rows, 5), out Unsafe.Add(ref rows, 7));
        rows = row0;
        Unsafe.Add(ref rows, 2) = row2;
        Unsafe.Add(ref rows, 4) = row4;
        Unsafe.Add(ref rows, 6) = row6;
    }

    /// <summary>From the even (or odd) words of four pairs of rows, the even (or odd) rows of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeHalf(
        Vector512<ulong> rows01, Vector512<ulong> rows23, Vector512<ulong> rows45, Vector512<ulong> rows67,
        out Vector512<ulong> first, out Vector512<ulong> second, out Vector512<ulong> third, out Vector512<ulong> fourth)
    {
        var evenTop = Avx512F.Shuffle4x128(rows01, rows23, EvenQuarters);
        var oddTop = Avx512F.Shuffle4x128(rows01, rows23, OddQuarters);
        var evenBottom = Avx512F.Shuffle4x128(rows45, rows67, EvenQuarters);
        var oddBottom = Avx512F.Shuffle4x128(rows45, rows67, OddQuarters);
        first = Avx512F.Shuffle4x128(evenTop, evenBottom, EvenQuarters);
        second = Avx512F.Shuffle4x128(oddTop, oddBottom, EvenQuarters);
        third = Avx512F.Shuffle4x128(evenTop, evenBottom, OddQuarters);
        fourth = Avx512F.Shuffle4x128(oddTop, oddBottom, OddQuarters);
    }
}
