using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Primitives;

public static partial class Keccak256
{
    /// <summary>
    /// How many messages <see cref="HashMany(ReadOnlySpan{byte}, ReadOnlySpan{byte}, int, Span{byte}, int)"/> can hash side by side on this
    /// processor, most first: 8 (AVX-512), 4 (AVX2), 2 (128-bit vectors), and always 1.
    /// </summary>
    public static IReadOnlyList<int> LaneCounts { get; } = [.. new[] { 8, 4, 2, 1 }.Where(IsSupported)];

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
    public static void HashMany(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests) =>
        HashMany(prefix, messages, messageLength, digests, LaneCounts[0]);

    /// <summary>As the other overload, with the number of messages hashed side by side given: it changes the time taken, not the digests.</summary>
    /// <param name="prefix">Bytes in front of every message.</param>
    /// <param name="messages">The messages, back to back.</param>
    /// <param name="messageLength">Bytes per message, more than zero; <paramref name="messages"/> holds a whole number of them.</param>
    /// <param name="digests">Receives 32 bytes per message, in order; must not overlap <paramref name="messages"/>.</param>
    /// <param name="lanes">One of <see cref="LaneCounts"/>; fewer are used for fewer messages.</param>
    /// <exception cref="ArgumentException">A length does not fit the others, or the processor lacks vectors of that many lanes.</exception>
    public static void HashMany(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests, int lanes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(messageLength);
        var count = messages.Length / messageLength;
        if (count * messageLength != messages.Length)
            throw new ArgumentException($"messages must hold a whole number of {messageLength}-byte messages, has {messages.Length} bytes.", nameof(messages));
        if (digests.Length != (long)count * DigestBytes)
            throw new ArgumentException($"digests must hold {(long)count * DigestBytes} bytes for {count} messages, has {digests.Length}.", nameof(digests));
        if (messages.Overlaps(digests))
            throw new ArgumentException("digests must not overlap messages.", nameof(digests));
        if (!IsSupported(lanes))
            throw new ArgumentException($"lanes must be one of {string.Join(", ", LaneCounts)} on this processor, is {lanes}.", nameof(lanes));

        while (count < lanes)
            lanes /= 2;
        switch (lanes)
        {
            case 8:
                KeccakLanes<Vector512Lane, Vector512<ulong>>.Hash(prefix, messages, messageLength, digests);
                break;
            case 4:
                KeccakLanes<Vector256Lane, Vector256<ulong>>.Hash(prefix, messages, messageLength, digests);
                break;
            case 2:
                KeccakLanes<Vector128Lane, Vector128<ulong>>.Hash(prefix, messages, messageLength, digests);
                break;
            default:
                HashOneByOne(prefix, messages, messageLength, digests);
                break;
        }
    }

    private static void HashOneByOne(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageLength, Span<byte> digests)
    {
        for (var i = 0; i * messageLength < messages.Length; i++)
        {
            var hasher = default(Keccak256Hasher);
            hasher.Append(prefix);
            hasher.Append(messages.Slice(i * messageLength, messageLength));
            hasher.Finish(digests.Slice(i * DigestBytes, DigestBytes));
        }
    }

    // Vectors take words from memory as they lie there, which is Keccak's order on little-endian machines only.
    private static bool IsSupported(int lanes) => lanes switch
    {
        8 => Avx512F.IsSupported && BitConverter.IsLittleEndian,
        4 => Avx2.IsSupported && BitConverter.IsLittleEndian,
        2 => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian,
        _ => lanes == 1,
    };
}
