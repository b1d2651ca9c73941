using System.Runtime.CompilerServices;

namespace Assay.Primitives;

/// <summary>Keccak-f[1600] (FIPS 202 §3.3) over one state or several side by side.</summary>
internal static partial class KeccakPermutation
{
    /// <summary>Words in a state, ordered x + 5y.</summary>
    public const int StateWords = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Permutes the <see cref="StateWords"/> words at <paramref name="state"/> in place.</summary>
    [SkipLocalsInit]
    public static unsafe void Permute<TLane, TWord>(ref TWord state)
        where TLane : struct, IKeccakLane<TWord>
        where TWord : unmanaged
    {
        TWord* scratch = stackalloc TWord[StateWords];
        ref var other = ref Unsafe.AsRef<TWord>(scratch);
        var constants = RoundConstants;
        for (var round = 0; round < constants.Length; round += 2)
        {
            Round<TLane, TWord>(ref state, ref other, TLane.Broadcast(constants[round]));
            Round<TLane, TWord>(ref other, ref state, TLane.Broadcast(constants[round + 1]));
        }
    }

    /// <summary>
    /// One round from <paramref name="a"/> to <paramref name="e"/>. The two states must not overlap: each output row
    /// mixes five words from all over the input, so rounds alternate between two buffers instead of moving words in place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TLane, TWord>(ref TWord a, ref TWord e, TWord roundConstant)
        where TLane : struct, IKeccakLane<TWord>
        where TWord : unmanaged
    {
        var c0 = ColumnParity<TLane, TWord>(ref a, 0);
        var c1 = ColumnParity<TLane, TWord>(ref a, 1);
        var c2 = ColumnParity<TLane, TWord>(ref a, 2);
        var c3 = ColumnParity<TLane, TWord>(ref a, 3);
        var c4 = ColumnParity<TLane, TWord>(ref a, 4);
        var d0 = TLane.Xor(c4, TLane.RotateLeft(c1, 1));
        var d1 = TLane.Xor(c0, TLane.RotateLeft(c2, 1));
        var d2 = TLane.Xor(c1, TLane.RotateLeft(c3, 1));
        var d3 = TLane.Xor(c2, TLane.RotateLeft(c4, 1));
        var d4 = TLane.Xor(c3, TLane.RotateLeft(c0, 1));

        var b0 = TLane.Xor(a, d0);
        var b1 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 6), d1), 44);
        var b2 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 12), d2), 43);
        var b3 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 18), d3), 21);
        var b4 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 24), d4), 14);
        e = TLane.Xor(TLane.Chi(b0, b1, b2), roundConstant);
        Unsafe.Add(ref e, 1) = TLane.Chi(b1, b2, b3);
        Unsafe.Add(ref e, 2) = TLane.Chi(b2, b3, b4);
        Unsafe.Add(ref e, 3) = TLane.Chi(b3, b4, b0);
        Unsafe.Add(ref e, 4) = TLane.Chi(b4, b0, b1);

        b0 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 3), d3), 28);
        b1 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 9), d4), 20);
        b2 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 10), d0), 3);
        b3 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 16), d1), 45);
        b4 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 22), d2), 61);
        Unsafe.Add(ref e, 5) = TLane.Chi(b0, b1, b2);
        Unsafe.Add(ref e, 6) = TLane.Chi(b1, b2, b3);
        Unsafe.Add(ref e, 7) = TLane.Chi(b2, b3, b4);
        Unsafe.Add(ref e, 8) = TLane.Chi(b3, b4, b0);
        Unsafe.Add(ref e, 9) = TLane.Chi(b4, b0, b1);

        b0 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 1), d1), 1);
        b1 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 7), d2), 6);
        b2 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 13), d3), 25);
        b3 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 19), d4), 8);
        b4 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 20), d0), 18);
        Unsafe.Add(ref e, 10) = TLane.Chi(b0, b1, b2);
        Unsafe.Add(ref e, 11) = TLane.Chi(b1, b2, b3);
        Unsafe.Add(ref e, 12) = TLane.Chi(b2, b3, b4);
        Unsafe.Add(ref e, 13) = TLane.Chi(b3, b4, b0);
        Unsafe.Add(ref e, 14) = TLane.Chi(b4, b0, b1);

        b0 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 4), d4), 27);
        b1 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 5), d0), 36);
        b2 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 11), d1), 10);
        b3 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 17), d2), 15);
        b4 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 23), d3), 56);
        Unsafe.Add(ref e, 15) = TLane.Chi(b0, b1, b2);
        Unsafe.Add(ref e, 16) = TLane.Chi(b1, b2, b3);
        Unsafe.Add(ref e, 17) = TLane.Chi(b2, b3, b4);
        Unsafe.Add(ref e, 18) = TLane.Chi(b3, b4, b0);
        Unsafe.Add(ref e, 19) = TLane.Chi(b4, b0, b1);

        b0 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 2), d2), 62);
        b1 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 8), d3), 55);
        b2 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 14), d4), 39);
        b3 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 15), d0), 41);
        b4 = TLane.RotateLeft(TLane.Xor(Unsafe.Add(ref a, 21), d1), 2);
        Unsafe.Add(ref e, 20) = TLane.Chi(b0, b1, b2);
        Unsafe.Add(ref e, 21) = TLane.Chi(b1, b2, b3);
        Unsafe.Add(ref e, 22) = TLane.Chi(b2, b3, b4);
        Unsafe.Add(ref e, 23) = TLane.Chi(b3, b4, b0);
        Unsafe.Add(ref e, 24) = TLane.Chi(b4, b0, b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWord ColumnParity<TLane, TWord>(ref TWord a, int x)
        where TLane : struct, IKeccakLane<TWord>
        where TWord : unmanaged =>
        TLane.Xor(
            TLane.Xor(Unsafe.Add(ref a, x), Unsafe.Add(ref a, x + 5), Unsafe.Add(ref a, x + 10)),
            Unsafe.Add(ref a, x + 15),
            Unsafe.Add(ref a, x + 20));
}
