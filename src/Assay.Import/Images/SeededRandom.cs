namespace Assay.Import.Images;

/// <summary>
/// SplitMix64: the same numbers for the same seed on every machine and version of .NET, which <see cref="Random"/> does not promise.
/// </summary>
internal struct SeededRandom
{
    private ulong _state;

    public SeededRandom(ulong seed, ulong stream)
    {
        _state = seed;
        _state = Next() ^ (stream * 0xD1B54A32D192ED03);
    }

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, bound).</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A real number in [low, high).</summary>
    public float Between(float low, float high) => low + ((high - low) * (Next() >> 40) / (1 << 24));

    /// <summary>True with the probability given.</summary>
    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>About normally distributed, mean 0 and deviation 1: a sum of twelve uniform numbers.</summary>
    public float Normal()
    {
        int sum = 0;
        for (int i = 0; i < 3; i++)
        {
            ulong bits = Next();
            sum += (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);
        }

        return (sum / 65_536f) - 6;
    }
}
