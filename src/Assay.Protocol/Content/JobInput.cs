using Assay.Inference;

namespace Assay.Protocol.Content;

/// <summary>
/// The input of a job as it is published: the whole input space, every tensor on its page and zeros behind it. Its root is what the job names.
/// </summary>
public sealed class JobInput
{
    private JobInput(InferenceProgram program, byte[] space)
    {
        Space = space;
        Root = new PagedTree(space).Root;
        Tensors =
        [
            .. program.Inputs.Select(tensor => (ReadOnlyMemory<byte>)space.AsMemory(checked((int)((long)tensor.Page * Memory.PageSize)), checked((int)tensor.ByteLength))),
        ];
    }

    /// <summary>The bytes of the input space.</summary>
    public ReadOnlyMemory<byte> Space { get; }

    /// <summary>The root of the input space.</summary>
    public Digest Root { get; }

    /// <summary>The bytes of each input tensor, without padding.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Tensors { get; }

    /// <summary>Lays tensors out as an input space.</summary>
    /// <exception cref="ArgumentException">The number or the length of the inputs is not the program's.</exception>
    public static JobInput FromTensors(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> tensors) => new(program, InputSpace.Create(program, tensors));

    /// <summary>Fetches a job's input and compares it with the root that the job names.</summary>
    /// <exception cref="ContentException">The bytes cannot be had, or are others.</exception>
    public static async Task<JobInput> FetchAsync(InferenceProgram program, ContentReader content, string uri, Digest root, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(content);
        var expected = (long)program.Pages.Input * Memory.PageSize;
        var space = await content.ReadAsync(uri, expected, cancellation).ConfigureAwait(false);
        if (space.Length != expected)
            throw new ContentException($"expected an input of {expected} bytes at '{uri}', got {space.Length}");
        var input = new JobInput(program, space);
        return input.Root == root ? input : throw new ContentException($"expected an input with root {root} at '{uri}', got {input.Root}");
    }
}
