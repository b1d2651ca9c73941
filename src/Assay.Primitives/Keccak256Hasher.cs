using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Assay.Primitives;

/// <summary>
/// Incremental Keccak-256 over bytes that arrive in pieces. The default value is an empty hasher; it lives wholly on the
/// stack. Copying the value forks the hash, so pass it by reference to keep appending to the same one.
/// </summary>
public struct Keccak256Hasher
{
    private State _state;
    private int _filled;

    /// <summary>Appends <paramref name="data"/> to the message.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (_filled != 0)
        {
            var taken = Math.Min(Keccak256.RateBytes - _filled, data.Length);
            for (var i = 0; i < taken; i++)
                XorByte(_filled + i, data[i]);
            _filled += taken;
            data = data[taken..];
            if (_filled < Keccak256.RateBytes)
                return;
            KeccakPermutation.Permute<ScalarLane, ulong>(ref _state[0]);
            _filled = 0;
        }

        while (data.Length >= Keccak256.RateBytes)
        {
            for (var i = 0; i < Keccak256.RateBytes / 8; i++)
                _state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(data[(8 * i)..]);
            KeccakPermutation.Permute<ScalarLane, ulong>(ref _state[0]);
            data = data[Keccak256.RateBytes..];
        }

        AppendTail(data);
    }

    /// <summary>
    /// Writes the digest of everything appended so far to <paramref name="digest"/> and returns the hasher to its empty state.
    /// </summary>
    /// <param name="digest">At least 32 bytes; the first 32 are written.</param>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is shorter than 32 bytes.</exception>
    public void Finish(Span<byte> digest)
    {
        Keccak256.RequireDigestLength(digest.Length);
        XorByte(_filled, 0x01);
        XorByte(Keccak256.RateBytes - 1, 0x80);
        KeccakPermutation.Permute<ScalarLane, ulong>(ref _state[0]);
        for (var i = 0; i < Keccak256.DigestBytes / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(8 * i)..], _state[i]);
        this = default;
    }

    private void AppendTail(ReadOnlySpan<byte> data)
    {
        var whole = data.Length / 8;
        for (var i = 0; i < whole; i++)
            _state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(data[(8 * i)..]);
        for (var i = 8 * whole; i < data.Length; i++)
            XorByte(i, data[i]);
        _filled = data.Length;
    }

    private void XorByte(int index, byte value) => _state[index >> 3] ^= (ulong)value << (8 * (index & 7));

    [InlineArray(KeccakPermutation.StateWords)]
    private struct State
    {
        private ulong _first;
    }
}
