using System.Buffers.Binary;

namespace Assay.Fuzz.Tests.Mutations;

/// <summary>Changes to a file that know nothing of its format.</summary>
internal static class ByteMutations
{
    private const int MostInserted = 64;

    /// <summary>One to four changes; other files give the bytes that are spliced in.</summary>
    internal static byte[] Apply(byte[] file, IReadOnlyList<byte[]> others, FuzzRandom random)
    {
        byte[] result = [.. file];
        int changes = random.Chance(60) ? 1 : 2 + random.Below(3);
        for (int i = 0; i < changes && result.Length > 0; i++)
            result = Once(result, others, random);
        return result;
    }

    private static byte[] Once(byte[] file, IReadOnlyList<byte[]> others, FuzzRandom random)
    {
        int at = random.Below(file.Length);
        switch (random.Below(9))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Below(8));
                return file;
            case 1:
                file[at] = (byte)random.NextBits();
                return file;
            case 2:
                return file[..at];
            case 3:
                return [.. file[..at], .. random.Bytes(1 + random.Below(MostInserted)), .. file[at..]];
            case 4:
                return [.. file[..at], .. file[Math.Min(file.Length, at + 1 + random.Below(MostInserted))..]];
            case 5:
                byte[] range = file[at..Math.Min(file.Length, at + 1 + random.Below(2 * MostInserted))];
                return [.. file[..(at + range.Length)], .. range, .. file[(at + range.Length)..]];
            case 6:
                byte[] other = random.Pick(others);
                return [.. file[..at], .. other[random.Below(other.Length + 1)..]];
            default:
                SetInteger(file, at, random);
                return file;
        }
    }

    /// <summary>Overwrites an aligned integer of 1, 2, 4 or 8 bytes.</summary>
    private static void SetInteger(byte[] file, int at, FuzzRandom random)
    {
        int size = 1 << random.Below(4);
        at -= at % size;
        if (at + size > file.Length)
            return;
        Span<byte> place = file.AsSpan(at, size);
        Span<byte> value = stackalloc byte[sizeof(long)];
        place.CopyTo(value);
        BinaryPrimitives.WriteInt64LittleEndian(value, random.Integer(BinaryPrimitives.ReadInt64LittleEndian(value)));
        value[..size].CopyTo(place);
    }
}
