namespace Assay.Inference;

/// <summary>One of the four arrays of pages on which a program works. The values are the codes of the instruction encoding.</summary>
public enum MemorySpace : byte
{
    /// <summary>The input tensors, in order.</summary>
    Input = 0,

    /// <summary>Weights, channel records and tables.</summary>
    Constants = 1,

    /// <summary>Outputs of the instructions that are not program outputs, in program order.</summary>
    Body = 2,

    /// <summary>The output tensors, in program order.</summary>
    Output = 3,
}

/// <summary>Sizes of pages and chunks.</summary>
public static class Memory
{
    /// <summary>Bytes of a page. Every tensor starts on a page.</summary>
    public const int PageSize = 512;

    /// <summary>Bytes of a chunk, the leaf of a space's tree.</summary>
    public const int ChunkSize = 128;

    /// <summary>Chunks of a page.</summary>
    public const int ChunksPerPage = PageSize / ChunkSize;

    /// <summary>Pages whose nodes are hashed together.</summary>
    public const int PagesPerGroup = 4;

    /// <summary>The bytes of this many pages, as the length of an array.</summary>
    /// <exception cref="NotSupportedException">An array cannot be that long.</exception>
    public static int ArrayLength(uint pages)
    {
        long length = (long)pages * PageSize;
        return length <= Array.MaxLength
            ? (int)length
            : throw new NotSupportedException($"A space of {pages} pages needs {length} bytes; at most {Array.MaxLength} can be held in memory.");
    }

    /// <summary>The number of pages that hold this many bytes.</summary>
    public static long PagesFor(long bytes) => (bytes + PageSize - 1) / PageSize;
}

/// <summary>The page counts of the four spaces.</summary>
/// <param name="Input">Pages of the input space.</param>
/// <param name="Constants">Pages of the constants space.</param>
/// <param name="Body">Pages of the body space.</param>
/// <param name="Output">Pages of the output space.</param>
public readonly record struct PageCounts(uint Input, uint Constants, uint Body, uint Output)
{
    /// <summary>The page count of a space; 0 for a space that does not exist.</summary>
    public uint this[MemorySpace space] => space switch
    {
        MemorySpace.Input => Input,
        MemorySpace.Constants => Constants,
        MemorySpace.Body => Body,
        MemorySpace.Output => Output,
        _ => 0,
    };
}
