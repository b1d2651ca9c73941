using Assay.Inference.Cpu.Threading;

namespace Assay.Inference.Cpu;

/// <summary>Hashes the pages of a body while it is being computed, page by page as instructions finish.</summary>
/// <param name="body">The body; it must not move or go away before every page is hashed.</param>
/// <param name="pages">Its pages.</param>
internal sealed unsafe class TraceHashing(byte* body, int pages) : IBackgroundWork
{
    // 16 KiB, still in the cache of whoever wrote it, and a few microseconds: as long as an instruction may have to do without a thread.
    private const int PagesPerPart = 32;

    private int _ready;
    private int _taken;
    private int _hashed;

    /// <summary>The nodes of the pages, 32 bytes each.</summary>
    public byte[] Nodes { get; } = GC.AllocateUninitializedArray<byte>(pages * Digest.Size);

    /// <summary>Every page is hashed.</summary>
    public bool IsComplete => Volatile.Read(ref _hashed) == pages;

    /// <summary>Says that the first <paramref name="count"/> pages will not change any more.</summary>
    public void MarkReady(int count) => Volatile.Write(ref _ready, count);

    public bool RunPart()
    {
        while (true)
        {
            int first = Volatile.Read(ref _taken);
            int end = Math.Min(first + PagesPerPart, pages);
            if (first == pages || end > Volatile.Read(ref _ready))
                return false;
            if (Interlocked.CompareExchange(ref _taken, end, first) != first)
                continue;
            PageHasher.Hash(
                new ReadOnlySpan<byte>(body + ((long)first * Memory.PageSize), (end - first) * Memory.PageSize),
                Nodes.AsSpan(first * Digest.Size, (end - first) * Digest.Size));
            Interlocked.Add(ref _hashed, end - first);
            return true;
        }
    }
}
