using System.Runtime.CompilerServices;
using Assay.Inference.Cpu.Assembled;
using Assay.Primitives;

namespace Assay.Inference;

/// <summary>Hashes pages to their nodes: four leaves and a node over them each, level by level over many pages, so that vectors are full.</summary>
public static class PageHasher
{
    // 8 KiB of pages with 2.5 KiB of hashes: a third of a first-level cache.
    private const int PagesAtOnce = 16;

    /// <summary>Whether this processor and system run kernels that are assembled for it, eight lanes wide and faster than any number of <see cref="Keccak256.LaneCounts"/>.</summary>
    public static bool IsAssembled => AssembledPageHasher.IsAvailable;

    /// <summary>Writes the node of every page, in the fastest way that works here.</summary>
    /// <param name="pages">Whole pages.</param>
    /// <param name="nodes">Receives 32 bytes per page.</param>
    /// <exception cref="ArgumentException">There are not whole pages or not 32 bytes for each.</exception>
    public static void Hash(ReadOnlySpan<byte> pages, Span<byte> nodes)
    {
        if (pages.Length >= AssembledPageHasher.Lanes * Memory.PageSize && IsAssembled && HaveRoom(pages, nodes))
            AssembledPageHasher.HashPages(pages, nodes);
        else
            Hash(pages, nodes, Keccak256.LaneCounts[0]);
    }

    /// <summary>As the other overload, with the number of messages hashed side by side given and without assembled kernels.</summary>
    /// <param name="pages">Whole pages.</param>
    /// <param name="nodes">Receives 32 bytes per page.</param>
    /// <param name="lanes">Messages hashed side by side: one of <see cref="Keccak256.LaneCounts"/>.</param>
    /// <exception cref="ArgumentException">There are not whole pages, not 32 bytes for each, or not so many lanes on this processor.</exception>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> pages, Span<byte> nodes, int lanes)
    {
        if (pages.Length % Memory.PageSize != 0)
            throw new ArgumentException($"Whole pages of {Memory.PageSize} bytes are hashed, but {pages.Length} bytes were given.", nameof(pages));
        if (nodes.Length != pages.Length / Memory.PageSize * Digest.Size)
            throw new ArgumentException($"{pages.Length / Memory.PageSize} pages have {Digest.Size} bytes of nodes each, but {nodes.Length} were given.", nameof(nodes));
        Span<byte> leaves = stackalloc byte[PagesAtOnce * Memory.ChunksPerPage * Digest.Size];
        while (!pages.IsEmpty)
        {
            int count = Math.Min(PagesAtOnce, pages.Length / Memory.PageSize);
            Span<byte> leavesHere = leaves[..(count * Memory.ChunksPerPage * Digest.Size)];
            Keccak256.HashMany(TreeHash.LeafPrefix, pages[..(count * Memory.PageSize)], Memory.ChunkSize, leavesHere, lanes);
            Keccak256.HashMany(TreeHash.PagePrefix, leavesHere, Memory.ChunksPerPage * Digest.Size, nodes[..(count * Digest.Size)], lanes);
            pages = pages[(count * Memory.PageSize)..];
            nodes = nodes[(count * Digest.Size)..];
        }
    }

    /// <summary>Writes the parents of pairs of nodes, in the fastest way that works here.</summary>
    /// <param name="children">64 bytes per pair.</param>
    /// <param name="parents">Receives 32 bytes per pair.</param>
    /// <exception cref="ArgumentException">A length does not fit the other.</exception>
    public static void HashPairs(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        if (children.Length >= AssembledPageHasher.Lanes * 2 * Digest.Size && IsAssembled)
            AssembledPageHasher.HashPairs(children, parents);
        else
            Keccak256.HashMany(TreeHash.NodePrefix, children, 2 * Digest.Size, parents);
    }

    /// <summary>Writes the nodes over whole groups of four pages, in the fastest way that works here.</summary>
    /// <param name="children">The pages' nodes, 128 bytes per group.</param>
    /// <param name="parents">Receives 32 bytes per group.</param>
    /// <exception cref="ArgumentException">A length does not fit the other.</exception>
    public static void HashGroups(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        const int message = Memory.PagesPerGroup * Digest.Size;
        if (children.Length >= AssembledPageHasher.Lanes * message && IsAssembled)
            AssembledPageHasher.HashGroups(children, parents);
        else
            Keccak256.HashMany(TreeHash.GroupPrefix, children, message, parents);
    }

    // What does not fit is refused by the other overload, which says why.
    private static bool HaveRoom(ReadOnlySpan<byte> pages, Span<byte> nodes) =>
        pages.Length % Memory.PageSize == 0 && nodes.Length == pages.Length / Memory.PageSize * Digest.Size;
}
