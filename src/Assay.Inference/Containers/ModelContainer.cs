using System.Collections.Immutable;
using Assay.Primitives;

namespace Assay.Inference;

/// <summary>
/// A model file, mapped into memory: the program's constants are read in place. What <see cref="Open"/> returns has been checked: the file's layout, its
/// header, every rule of the arithmetic, and the roots.
/// </summary>
public sealed class ModelContainer : IDisposable
{
    /// <summary>The usual ending of a model file.</summary>
    public const string Extension = ".assay";

    private readonly MappedFile _file;

    private ModelContainer(MappedFile file, InferenceProgram program, ModelCommitment commitment)
    {
        _file = file;
        Program = program;
        Commitment = commitment;
    }

    /// <summary>The program. Its constants lie in the mapped file: they are gone when the container is disposed.</summary>
    public InferenceProgram Program { get; }

    /// <summary>The program's roots and model id, recomputed from the file.</summary>
    public ModelCommitment Commitment { get; }

    /// <summary>Maps and checks a model file.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or not a model; the message says what was expected and found.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ModelContainer Open(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MappedFile file = Map(path);
        try
        {
            InferenceProgram program = Read(path, file.Memory, out ContainerHeader header);
            ModelCommitment commitment = ModelCommitment.Of(program, cancellationToken);
            RequireRoot(path, "program root", header.ProgramRoot, commitment.ProgramRoot);
            RequireRoot(path, "constants root", header.ConstantsRoot, commitment.ConstantsRoot);
            RequireRoot(path, "model id", header.ModelId, commitment.ModelId);
            return new ModelContainer(file, program, commitment);
        }
        catch
        {
            ((IDisposable)file).Dispose();
            throw;
        }
    }

    /// <summary>Writes a valid program as a model file. The file appears whole or not at all: it is written beside its place and then renamed.</summary>
    /// <returns>The program's roots and model id.</returns>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static ModelCommitment Write(string path, InferenceProgram program, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        InstructionValidator.ThrowIfInvalid(program);
        ModelCommitment commitment = ModelCommitment.Of(program, cancellationToken);
        byte[] header = ContainerHeaders.Create(program, commitment).Encode();
        if (header.Length > ContainerLayout.MaximumHeaderLength)
            throw new ArgumentException($"The header has {header.Length} bytes; at most {ContainerLayout.MaximumHeaderLength} are allowed.", nameof(program));
        byte[] instructions = new byte[program.Instructions.Length * InstructionCodec.Size];
        for (int i = 0; i < program.Instructions.Length; i++)
            InstructionCodec.Encode(program.Instructions[i], instructions.AsSpan(i * InstructionCodec.Size));
        var layout = ContainerLayout.For(header.Length, instructions.Length, program.Constants.Length);

        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(layout.EncodePrefix(new Digest(Keccak256.Hash(header))));
                stream.Write(header);
                Pad(stream, layout.ProgramOffset);
                stream.Write(instructions);
                Pad(stream, layout.ConstantsOffset);
                stream.Write(program.Constants.Span);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return commitment;
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => ((IDisposable)_file).Dispose();

    private static MappedFile Map(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length is >= ContainerLayout.PrefixSize and <= int.MaxValue)
            return new MappedFile(stream);
        using (stream)
        {
            throw new ModelFormatException(
                path, $"it has {stream.Length} bytes; {ContainerLayout.PrefixSize} to {int.MaxValue} are possible.");
        }
    }

    private static InferenceProgram Read(string path, ReadOnlyMemory<byte> file, out ContainerHeader header)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        var layout = ContainerLayout.DecodePrefix(path, bytes[..ContainerLayout.PrefixSize], bytes.Length);
        ReadOnlySpan<byte> json = bytes.Slice(ContainerLayout.PrefixSize, layout.HeaderLength);
        var expected = new Digest(bytes.Slice(ContainerLayout.HeaderHashOffset, Digest.Size));
        var actual = new Digest(Keccak256.Hash(json));
        if (actual != expected)
            throw new ModelFormatException(path, $"its header's hash should be {expected}, but is {actual}.");
        if (bytes[(ContainerLayout.PrefixSize + layout.HeaderLength)..(int)layout.ProgramOffset].ContainsAnyExcept((byte)0)
            || bytes[(int)(layout.ProgramOffset + layout.ProgramLength)..(int)layout.ConstantsOffset].ContainsAnyExcept((byte)0))
        {
            throw new ModelFormatException(path, "bytes between its parts are not zero.");
        }

        header = ContainerHeader.Decode(path, json);
        ImmutableArray<Instruction> instructions = ReadInstructions(path, bytes.Slice((int)layout.ProgramOffset, (int)layout.ProgramLength));
        return ContainerHeaders.ToProgram(path, header, instructions, file.Slice((int)layout.ConstantsOffset, (int)layout.ConstantsLength));
    }

    private static ImmutableArray<Instruction> ReadInstructions(string path, ReadOnlySpan<byte> bytes)
    {
        ImmutableArray<Instruction>.Builder instructions = ImmutableArray.CreateBuilder<Instruction>(bytes.Length / InstructionCodec.Size);
        for (int i = 0; i < instructions.Capacity; i++)
        {
            try
            {
                instructions.Add(InstructionCodec.Decode(bytes.Slice(i * InstructionCodec.Size, InstructionCodec.Size)));
            }
            catch (FormatException exception)
            {
                throw new ModelFormatException(path, $"instruction {i} cannot be read: {exception.Message}", exception);
            }
        }

        return instructions.MoveToImmutable();
    }

    private static void RequireRoot(string path, string name, string expected, Digest actual)
    {
        if (!string.Equals(expected, actual.ToString(), StringComparison.Ordinal))
            throw new ModelFormatException(path, $"its {name} should be {expected}, but is {actual}.");
    }

    private static void Pad(FileStream stream, long offset) => stream.Write(new byte[offset - stream.Position]);
}
