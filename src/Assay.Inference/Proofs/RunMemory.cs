namespace Assay.Inference;

/// <summary>Program memory that holds proven runs only. Reading any other byte is an error: a step must follow from its runs alone.</summary>
internal sealed class RunMemory : ProgramMemory
{
    private readonly List<(ByteRun Run, ReadOnlyMemory<byte> Bytes)> _runs = [];

    /// <summary>Adds a run.</summary>
    /// <param name="run">Where the bytes lie.</param>
    /// <param name="chunks">The chunks which the run touches.</param>
    internal void Add(ByteRun run, ReadOnlyMemory<byte> chunks)
    {
        int start = (int)(run.Offset - (run.FirstChunk * Memory.ChunkSize));
        _runs.Add((run, chunks.Slice(start, run.Length)));
    }

    /// <inheritdoc/>
    public override int Read(MemorySpace space, long offset, ElementType type)
    {
        foreach ((ByteRun run, ReadOnlyMemory<byte> bytes) in _runs)
        {
            if (run.Space == space && offset >= run.Offset && offset + type.Size() <= run.Offset + run.Length)
                return Decode(bytes.Span[(int)(offset - run.Offset)..], type);
        }

        throw new InvalidOperationException($"The step reads {type} at byte {offset} of the {space} space, which none of its runs holds.");
    }
}
