using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assay.Primitives;

/// <summary>Hashes equal-length messages side by side, one per element of a vector.</summary>
/// <typeparam name="TLane">The vector's operations.</typeparam>
/// <typeparam name="TWord">The vector.</typeparam>
internal static unsafe class KeccakLanes<TLane, TWord>
    where TLane : struct, IKeccakVectorLane<TWord>
    where TWord : unmanaged
{
    private const int RateWords = Keccak256.RateBytes / sizeof(ulong);

    // A block as whole squares of the widest vector, so that it can be transposed square by square.
    private const int StagedWords = 24;

    private const ulong LastByteOfPadding = 0x80UL << 56;

    private static int Lanes => sizeof(TWord) / sizeof(ulong);

    /// <summary>Hashes all messages; there are at least as many as lanes.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests)
    {
        var count = messages.Length / messageLength;

        // A vector that crosses a cache line costs two accesses.
        var memory = stackalloc byte[((KeccakPermutation.StateWords + StagedWords) * sizeof(TWord)) + sizeof(TWord)];
        var state = (TWord*)(((nint)memory + sizeof(TWord) - 1) & -sizeof(TWord));
        var staged = state + KeccakPermutation.StateWords;
        var direct = prefix.Length is > 0 and < sizeof(ulong)
            && prefix.Length + messageLength < Keccak256.RateBytes
            && messageLength % sizeof(TWord) == 0;
        for (var first = 0; first < count; first += Lanes)
        {
            // The last group goes back to where it is whole: some messages are hashed twice, to the same digests.
            var start = Math.Min(first, count - Lanes);
            var group = messages.Slice(start * messageLength, Lanes * messageLength);
            if (direct)
                AbsorbBlock(prefix, group, messageLength, state, staged);
            else
                AbsorbMessages(prefix, group, messageLength, state, staged);
            Squeeze(state, digests.Slice(start * Keccak256.DigestBytes, Lanes * Keccak256.DigestBytes));
        }
    }

    /// <summary>A short prefix and a message of whole vectors, together less than a block: words are taken from where the messages lie.</summary>
    private static void AbsorbBlock(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> group, int messageLength, TWord* state, TWord* staged)
    {
        ref var source = ref MemoryMarshal.GetReference(group);
        var words = messageLength / sizeof(ulong);
        for (var word = 0; word < words; word += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane++)
                staged[word + lane] = Unsafe.ReadUnaligned<TWord>(ref Unsafe.Add(ref source, (lane * messageLength) + (word * sizeof(ulong))));
            TLane.Transpose(ref staged[word]);
        }

        // The prefix as the top bytes of the word in front; the padding's first bit as the word behind.
        ulong front = 0;
        for (var i = 0; i < prefix.Length; i++)
            front |= (ulong)prefix[i] << (8 * (sizeof(ulong) - prefix.Length + i));
        var previous = TLane.Broadcast(front);
        for (var word = 0; word < words; word++)
        {
            state[word] = TLane.ShiftIn(staged[word], previous, prefix.Length);
            previous = staged[word];
        }

        state[words] = TLane.ShiftIn(TLane.Broadcast(1), previous, prefix.Length);
        for (var word = words + 1; word < KeccakPermutation.StateWords; word++)
            state[word] = TLane.Broadcast(0);
        state[RateWords - 1] = TLane.Xor(state[RateWords - 1], TLane.Broadcast(LastByteOfPadding));
        KeccakPermutation.PermuteInRegisters<TLane, TWord>(ref *state);
    }

    /// <summary>Any prefix and message, block by block.</summary>
    [SkipLocalsInit]
    private static void AbsorbMessages(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> group, int messageLength, TWord* state, TWord* staged)
    {
        const int blockBytes = StagedWords * sizeof(ulong);
        Span<byte> blocks = stackalloc byte[8 * blockBytes];
        ref var source = ref MemoryMarshal.GetReference(blocks);
        new Span<TWord>(state, KeccakPermutation.StateWords).Clear();
        for (var offset = 0; offset <= prefix.Length + messageLength; offset += Keccak256.RateBytes)
        {
            for (var lane = 0; lane < Lanes; lane++)
                FillBlock(prefix, group.Slice(lane * messageLength, messageLength), offset, blocks.Slice(lane * blockBytes, Keccak256.RateBytes));
            for (var word = 0; word < RateWords; word += Lanes)
            {
                for (var lane = 0; lane < Lanes; lane++)
                    staged[word + lane] = Unsafe.ReadUnaligned<TWord>(ref Unsafe.Add(ref source, (lane * blockBytes) + (word * sizeof(ulong))));
                TLane.Transpose(ref staged[word]);
            }

            for (var word = 0; word < RateWords; word++)
                state[word] = TLane.Xor(state[word], staged[word]);
            KeccakPermutation.PermuteInRegisters<TLane, TWord>(ref *state);
        }
    }

    /// <summary>Writes the padded bytes [offset, offset + rate) of prefix ‖ message to <paramref name="block"/>.</summary>
    private static void FillBlock(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> message, int offset, Span<byte> block)
    {
        var filled = 0;
        if (offset < prefix.Length)
        {
            filled = Math.Min(prefix.Length - offset, Keccak256.RateBytes);
            prefix.Slice(offset, filled).CopyTo(block);
        }

        var start = Math.Max(0, offset + filled - prefix.Length);
        var taken = Math.Min(Keccak256.RateBytes - filled, message.Length - start);
        message.Slice(start, taken).CopyTo(block[filled..]);
        filled += taken;
        if (filled == Keccak256.RateBytes)
            return;
        block[filled..].Clear();
        block[filled] = 0x01;
        block[Keccak256.RateBytes - 1] |= 0x80;
    }

    /// <summary>The first words of every state are its digest; transposing spoils the state.</summary>
    private static void Squeeze(TWord* state, Span<byte> digests)
    {
        var taken = Math.Min(sizeof(TWord), Keccak256.DigestBytes);
        for (var word = 0; word * sizeof(ulong) < Keccak256.DigestBytes; word += Lanes)
        {
            TLane.Transpose(ref state[word]);
            for (var lane = 0; lane < Lanes; lane++)
                new ReadOnlySpan<byte>(state + word + lane, taken).CopyTo(digests[((lane * Keccak256.DigestBytes) + (word * sizeof(ulong)))..]);
        }
    }
}
