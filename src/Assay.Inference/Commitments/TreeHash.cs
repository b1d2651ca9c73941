using System.Numerics;
using Assay.Primitives;

namespace Assay.Inference;

/// <summary>The hashes of the trees over spaces and programs.</summary>
public static class TreeHash
{
    private const byte LeafDomain = 0;
    private const byte NodeDomain = 1;
    private const byte TraceDomain = 2;
    private const byte PageDomain = 3;
    private const byte GroupDomain = 4;

    internal static ReadOnlySpan<byte> LeafPrefix => [LeafDomain];

    internal static ReadOnlySpan<byte> NodePrefix => [NodeDomain];

    internal static ReadOnlySpan<byte> PagePrefix => [PageDomain];

    internal static ReadOnlySpan<byte> GroupPrefix => [GroupDomain];

    /// <summary><c>keccak256(0x00 ‖ data)</c>: the leaf over a chunk or an instruction.</summary>
    public static Digest Leaf(ReadOnlySpan<byte> data) => Prefixed(LeafPrefix, data);

    /// <summary><c>keccak256(0x01 ‖ left ‖ right)</c>.</summary>
    public static Digest Node(Digest left, Digest right) => Pair(NodeDomain, left, right);

    /// <summary>The node of a page of 512 bytes.</summary>
    public static Digest Page(ReadOnlySpan<byte> page)
    {
        Span<Digest> leaves = stackalloc Digest[Memory.ChunksPerPage];
        for (int i = 0; i < leaves.Length; i++)
            leaves[i] = Leaf(Chunk(page, i));
        return Page(leaves);
    }

    /// <summary><c>keccak256(0x03 ‖ leaf0 ‖ leaf1 ‖ leaf2 ‖ leaf3)</c>: the node of a page, given the leaves of its chunks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not four leaves.</exception>
    public static Digest Page(ReadOnlySpan<Digest> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(leaves.Length, Memory.ChunksPerPage);
        return Four(PagePrefix, leaves);
    }

    /// <summary><c>keccak256(0x04 ‖ page0 ‖ page1 ‖ page2 ‖ page3)</c>: the node over four neighbouring pages, those that do not exist being <see cref="Digest.Zero"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not four nodes.</exception>
    public static Digest Group(ReadOnlySpan<Digest> pages)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pages.Length, Memory.PagesPerGroup);
        return Four(GroupPrefix, pages);
    }

    /// <summary><c>keccak256(0x02 ‖ bodyRoot ‖ outputRoot)</c>.</summary>
    public static Digest Trace(Digest bodyRoot, Digest outputRoot) => Pair(TraceDomain, bodyRoot, outputRoot);

    /// <summary>The levels of a binary tree above <paramref name="leaves"/> leaves: <c>ceil(log2 leaves)</c>, 0 for none or one.</summary>
    public static int Depth(long leaves) => leaves <= 1 ? 0 : 64 - BitOperations.LeadingZeroCount((ulong)(leaves - 1));

    internal static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> page, int index) => page.Slice(index * Memory.ChunkSize, Memory.ChunkSize);

    private static Digest Four(ReadOnlySpan<byte> prefix, ReadOnlySpan<Digest> nodes)
    {
        Span<byte> content = stackalloc byte[4 * Digest.Size];
        for (int i = 0; i < nodes.Length; i++)
            nodes[i].CopyTo(content[(i * Digest.Size)..]);
        return Prefixed(prefix, content);
    }

    private static Digest Prefixed(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        var hasher = default(Keccak256Hasher);
        hasher.Append(prefix);
        hasher.Append(data);
        hasher.Finish(digest);
        return new Digest(digest);
    }

    private static Digest Pair(byte domain, Digest left, Digest right)
    {
        Span<byte> message = stackalloc byte[1 + (2 * Digest.Size)];
        message[0] = domain;
        left.CopyTo(message[1..]);
        right.CopyTo(message[(1 + Digest.Size)..]);
        Span<byte> digest = stackalloc byte[Digest.Size];
        Keccak256.Hash(message, digest);
        return new Digest(digest);
    }
}
