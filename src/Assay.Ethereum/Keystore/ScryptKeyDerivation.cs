using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Assay.Ethereum.Keystore;

/// <summary>
/// The password-based key derivation scrypt (RFC 7914). BouncyCastle's refuses r = 1 with n of 65,536 or more, which
/// keystore files, and their published test vector, use.
/// </summary>
internal static class ScryptKeyDerivation
{
    private const int SalsaWords = 16;

    /// <summary>Derives a key; takes 128·n·r bytes of memory. The caller has bounded the parameters.</summary>
    public static byte[] DeriveKey(byte[] password, byte[] salt, int cost, int blockSize, int parallelism, int keyBytes)
    {
        var laneBytes = 128 * blockSize;
        var lanes = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, parallelism * laneBytes);
        // Rows are separate arrays, because all of them together may exceed what one array holds.
        var rows = new uint[cost][];
        for (var i = 0; i < cost; i++) rows[i] = new uint[32 * blockSize];
        for (var lane = 0; lane < parallelism; lane++) MixLane(lanes.AsSpan(lane * laneBytes, laneBytes), rows, blockSize);
        return Rfc2898DeriveBytes.Pbkdf2(password, lanes, 1, HashAlgorithmName.SHA256, keyBytes);
    }

    private static void MixLane(Span<byte> lane, uint[][] rows, int blockSize)
    {
        var words = 32 * blockSize;
        var state = new uint[words];
        var scratch = new uint[words];
        for (var i = 0; i < words; i++) state[i] = BinaryPrimitives.ReadUInt32LittleEndian(lane[(4 * i)..]);
        foreach (var row in rows)
        {
            state.CopyTo(row, 0);
            MixBlock(state, scratch, blockSize);
        }
        for (var i = 0; i < rows.Length; i++)
        {
            var chosen = rows[state[words - SalsaWords] & (uint)(rows.Length - 1)];
            for (var w = 0; w < words; w++) state[w] ^= chosen[w];
            MixBlock(state, scratch, blockSize);
        }
        for (var i = 0; i < words; i++) BinaryPrimitives.WriteUInt32LittleEndian(lane[(4 * i)..], state[i]);
    }

    private static void MixBlock(uint[] state, uint[] scratch, int blockSize)
    {
        Span<uint> x = stackalloc uint[SalsaWords];
        state.AsSpan(state.Length - SalsaWords).CopyTo(x);
        for (var i = 0; i < 2 * blockSize; i++)
        {
            var block = state.AsSpan(i * SalsaWords, SalsaWords);
            for (var w = 0; w < SalsaWords; w++) x[w] ^= block[w];
            Salsa20Over8(x);
            // Even blocks go to the first half, odd ones to the second.
            x.CopyTo(scratch.AsSpan(((i / 2) + (i % 2 * blockSize)) * SalsaWords));
        }
        scratch.CopyTo(state, 0);
    }

    private static void Salsa20Over8(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[SalsaWords];
        block.CopyTo(x);
        for (var round = 0; round < 4; round++)
        {
            for (var column = 0; column < 4; column++)
                QuarterRound(x, 5 * column, ((5 * column) + 4) % 16, ((5 * column) + 8) % 16, ((5 * column) + 12) % 16);
            for (var row = 0; row < 4; row++)
                QuarterRound(x, 5 * row, (4 * row) + ((row + 1) % 4), (4 * row) + ((row + 2) % 4), (4 * row) + ((row + 3) % 4));
        }
        for (var i = 0; i < SalsaWords; i++) block[i] += x[i];
    }

    private static void QuarterRound(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}
