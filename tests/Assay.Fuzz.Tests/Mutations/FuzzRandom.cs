namespace Assay.Fuzz.Tests.Mutations;

/// <summary>SplitMix64: every case has its own stream, so that a case can be repeated without those before it.</summary>
internal sealed class FuzzRandom(ulong seed, ulong stream)
{
    private static readonly long[] s_extremes =
    [
        0, 1, -1, 2, 3, 4, 7, 8, 16, 127, 128, 255, 256, -128, -129, 32_767, 32_768, 65_535, 65_536, 1 << 24, 1 << 28, 1 << 30, int.MaxValue, int.MinValue,
        uint.MaxValue, 1L << 32, (1L << 32) + 1, 1L << 47, 1L << 62, long.MaxValue, long.MinValue, long.MaxValue - 1,
    ];

    private ulong _state = seed ^ (stream * 0xD1B5_4A32_D192_ED03);

    internal ulong NextBits()
    {
        ulong z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, bound).</summary>
    internal int Below(int bound) => (int)(((NextBits() >> 32) * (ulong)bound) >> 32);

    internal bool Chance(int percent) => Below(100) < percent;

    internal T Pick<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    internal byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)NextBits();
        return bytes;
    }

    /// <summary>An end of some integer's range, a small number, or a neighbour of the old value.</summary>
    internal long Integer(long old) => Below(4) switch
    {
        0 => unchecked(old + Below(9) - 4),
        1 => Below(20),
        2 => unchecked((long)NextBits()) >> Below(64),
        _ => Pick(s_extremes),
    };
}
