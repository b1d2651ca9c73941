namespace Assay.Inference.Testing;

/// <summary>Seeded values with a taste for extremes: ends of ranges, zero, one, halves.</summary>
internal sealed class RandomValues(int seed)
{
    private readonly Random _random = new(seed);

    internal int Next(int low, int high) => (int)_random.NextInt64(low, (long)high + 1);

    internal bool Chance(double probability) => _random.NextDouble() < probability;

    internal T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    /// <summary>Any int32; about every third time an extreme one.</summary>
    internal int AnyInt32() => Chance(0.35)
        ? Pick(int.MinValue, int.MinValue + 1, -65_536, -1, 0, 1, 65_535, 1 << 30, int.MaxValue)
        : unchecked((int)_random.NextInt64());

    /// <summary>A value of the type; about every third time an end of its range.</summary>
    internal int AnyOf(ElementType type) => Chance(0.35)
        ? Pick(type.Minimum(), type.Maximum(), 0)
        : Next(type.Minimum(), type.Maximum());

    /// <summary>Bytes of a tensor: uniform, all at one end, mixed ends, or small.</summary>
    internal byte[] Bytes(ElementType type, long elements)
    {
        byte[] bytes = new byte[elements * type.Size()];
        switch (Next(0, 5))
        {
            case 0:
                Repeat(bytes, type, _ => type.Minimum());
                break;
            case 1:
                Repeat(bytes, type, _ => type.Maximum());
                break;
            case 2:
                Repeat(bytes, type, _ => Pick(type.Minimum(), type.Maximum(), 0, -1, 1));
                break;
            default:
                _random.NextBytes(bytes);
                break;
        }

        return bytes;
    }

    /// <summary>A multiplier and shift that a valid instruction may have, often such that results are neither all zero nor all saturated.</summary>
    internal (int Multiplier, byte Shift) Scale() => Next(0, 5) switch
    {
        0 => (RescaleStage.IdentityMultiplier, RescaleStage.IdentityShift),
        1 => (Pick(0, 1, int.MaxValue), Pick<byte>(2, 30, 31, 32, 62)),
        2 => (1 << 30, (byte)Next(29, 36)),
        _ => (Next(1 << 30, int.MaxValue), (byte)Next(30, 48)),
    };

    /// <summary>A multiplier and shift of a channel record, which need not be valid.</summary>
    internal (int Multiplier, byte Shift) ChannelScale() => Chance(0.2) ? (AnyInt32(), (byte)Next(0, 255)) : Scale();

    /// <summary>The last rescale before an output of the type.</summary>
    internal RescaleStage Stage(ElementType type)
    {
        (int multiplier, byte shift) = Scale();
        int low = Chance(0.5) ? type.Minimum() : AnyOf(type);
        int high = Chance(0.5) ? type.Maximum() : AnyOf(type);
        return new RescaleStage(multiplier, shift, AnyOf(Pick(ElementType.Int8, ElementType.Int16)), Math.Min(low, high), Math.Max(low, high), Chance(0.4));
    }

    private static void Repeat(byte[] bytes, ElementType type, Func<int, int> value)
    {
        for (int i = 0; i < bytes.Length; i += type.Size())
            BitConverter.GetBytes(value(i)).AsSpan(0, type.Size()).CopyTo(bytes.AsSpan(i));
    }
}
