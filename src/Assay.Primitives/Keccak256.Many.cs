using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Primitives;

public static partial class Keccak256
{
    /// <summary>Hashes many equal-length messages that lie one after the other, several at a time where the processor has wide vectors.</summary>
    /// <param name="messages">The messages, back to back.</param>
    /// <param name="messageLength">Bytes per message, more than zero; <paramref name="messages"/> holds a whole number of them.</param>
    /// <param name="digests">Receives 32 bytes per message, in order; must not overlap <paramref name="messages"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    public static void HashMany(ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests) =>
        HashMany([], messages, messageLength, digests);

    /// <summary>
    /// As <see cref="HashMany(ReadOnlySpan{byte}, int, Span{byte})"/>, with <paramref name="prefix"/> put in front of every
    /// message: the domain byte of a Merkle leaf or node, whose bodies lie back to back.
    /// </summary>
    public static void HashMany(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests)
    {
        var width = Avx512F.IsSupported ? 8 : Vector256.IsHardwareAccelerated ? 4 : 1;
        HashMany(prefix, messages, messageLength, digests, width);
    }

    /// <summary>As the public overload, with the number of messages hashed side by side (1, 4 or 8) given by the caller.</summary>
    internal static void HashMany(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(messageLength);
        var count = messages.Length / messageLength;
        if (count * messageLength != messages.Length)
            throw new ArgumentException($"messages must hold a whole number of {messageLength}-byte messages, has {messages.Length} bytes.", nameof(messages));
        if (digests.Length != (long)count * DigestBytes)
            throw new ArgumentException($"digests must hold {(long)count * DigestBytes} bytes for {count} messages, has {digests.Length}.", nameof(digests));
        if (messages.Overlaps(digests))
            throw new ArgumentException("digests must not overlap messages.", nameof(digests));

        var done = 0;
        if (width == 8)
            done = HashLanes<Vector512Lane, Vector512<ulong>>(prefix, messages, messageLength, digests);
        if (width >= 4)
            done += HashLanes<Vector256Lane, Vector256<ulong>>(
                prefix, messages[(done * messageLength)..], messageLength, digests[(done * DigestBytes)..]);
        for (; done < count; done++)
        {
            var hasher = default(Keccak256Hasher);
            hasher.Append(prefix);
            hasher.Append(messages.Slice(done * messageLength, messageLength));
            hasher.Finish(digests.Slice(done * DigestBytes, DigestBytes));
        }
    }

    /// <summary>Hashes as many whole groups of messages as there are, one message per vector element; returns the number hashed.</summary>
    [SkipLocalsInit]
    private static int HashLanes<TLane, TWord>(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests)
        where TLane : struct, IKeccakLane<TWord>
        where TWord : unmanaged
    {
        var lanes = Unsafe.SizeOf<TWord>() / sizeof(ulong);
        var groups = messages.Length / messageLength / lanes;
        var total = prefix.Length + messageLength;
        Span<byte> blocks = stackalloc byte[8 * RateBytes];
        Span<TWord> state = stackalloc TWord[KeccakPermutation.StateWords];
        for (var group = 0; group < groups; group++)
        {
            var first = messages.Slice(group * lanes * messageLength, lanes * messageLength);
            state.Clear();
            for (var offset = 0; offset <= total; offset += RateBytes)
            {
                for (var lane = 0; lane < lanes; lane++)
                    FillBlock(prefix, first.Slice(lane * messageLength, messageLength), offset, blocks.Slice(lane * RateBytes, RateBytes));
                Absorb(MemoryMarshal.Cast<TWord, ulong>(state), blocks, lanes);
                KeccakPermutation.Permute<TLane, TWord>(ref state[0]);
            }

            Squeeze(MemoryMarshal.Cast<TWord, ulong>(state), lanes, digests.Slice(group * lanes * DigestBytes, lanes * DigestBytes));
        }

        return groups * lanes;
    }

    /// <summary>Writes the padded bytes [offset, offset + rate) of prefix ‖ message to <paramref name="block"/>.</summary>
    private static void FillBlock(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> message, int offset, Span<byte> block)
    {
        var filled = 0;
        if (offset < prefix.Length)
        {
            filled = Math.Min(prefix.Length - offset, RateBytes);
            prefix.Slice(offset, filled).CopyTo(block);
        }

        var start = Math.Max(0, offset + filled - prefix.Length);
        var taken = Math.Min(RateBytes - filled, message.Length - start);
        message.Slice(start, taken).CopyTo(block[filled..]);
        filled += taken;
        if (filled == RateBytes)
            return;
        block[filled..].Clear();
        block[filled] = 0x01;
        block[RateBytes - 1] |= 0x80;
    }

    /// <summary>Transposes one block of each lane into the state: word w of lane l is at w · lanes + l.</summary>
    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> blocks, int lanes)
    {
        const int words = RateBytes / 8;
        var source = MemoryMarshal.Cast<byte, ulong>(blocks[..(lanes * RateBytes)]);
        if (state.Length < words * lanes) throw new ArgumentException("the state is too short.", nameof(state));
        // Checked once above: bounds checks on every word would cost a quarter of the permutation.
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(state);
        for (var lane = 0; lane < lanes; lane++)
        {
            for (var word = 0; word < words; word++)
            {
                var value = Unsafe.Add(ref from, lane * words + word);
                Unsafe.Add(ref to, word * lanes + lane) ^= BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
            }
        }
    }

    private static void Squeeze(ReadOnlySpan<ulong> state, int lanes, Span<byte> digests)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            for (var word = 0; word < DigestBytes / 8; word++)
                BinaryPrimitives.WriteUInt64LittleEndian(digests[(lane * DigestBytes + 8 * word)..], state[word * lanes + lane]);
        }
    }
}
