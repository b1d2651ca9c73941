using System.Buffers.Binary;
using System.CommandLine;
using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Cli.Infrastructure;

/// <summary>The inputs of a run, from files.</summary>
internal static class ModelInputs
{
    /// <summary>The option <c>--input</c>.</summary>
    public static Option<string[]> Option() => new("--input", "-i")
    {
        Description = "An input: PNG or JPEG (prepared as the model file says), .npy, or raw bytes in .bin. Repeat it for models with several inputs, in their order.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Reads the inputs of a program.</summary>
    /// <returns>The bytes of each input tensor.</returns>
    /// <exception cref="CommandException">A file is missing, of another kind, or does not fit the tensor.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(InferenceProgram program, IReadOnlyList<string> files)
    {
        if (files.Count != program.Inputs.Length)
        {
            throw new CommandException(
                $"--input: '{program.Name}' takes {program.Inputs.Length} inputs ({string.Join(", ", program.Inputs.Select(Describe))}), but {files.Count} were given");
        }

        return [.. files.Select((file, index) => Read(program, program.Inputs[index], file))];
    }

    /// <summary>A tensor in words: name, type and shape.</summary>
    public static string Describe(TensorDescriptor tensor) => $"{tensor.Name} {(tensor.IsUnsigned ? "u" : "")}{TypeName(tensor.Type)} {tensor.Shape}";

    /// <summary>The name of an element type as NumPy writes it.</summary>
    public static string TypeName(ElementType type) => type.ToString().ToLowerInvariant();

    private static ReadOnlyMemory<byte> Read(InferenceProgram program, TensorDescriptor tensor, string file)
    {
        if (!File.Exists(file))
            throw new CommandException($"--input: expected a file at '{file}', but there is none");
        return Path.GetExtension(file).ToUpperInvariant() switch
        {
            ".PNG" or ".JPG" or ".JPEG" => ReadImage(program, tensor, file),
            ".NPY" => ReadArray(tensor, file),
            ".BIN" => ReadRaw(tensor, file),
            _ => throw new CommandException($"--input: expected a .png, .jpg, .jpeg, .npy or .bin file, got '{file}' with the ending '{Path.GetExtension(file)}'"),
        };
    }

    private static byte[] ReadImage(InferenceProgram program, TensorDescriptor tensor, string file)
    {
        if (program.Preprocessing is null)
            throw new CommandException($"--input: '{program.Name}' says nothing about images; give {Describe(tensor)} as .npy or .bin instead of '{file}'");
        return new ImagePreprocessor(program).Apply(RgbImage.Load(file));
    }

    private static byte[] ReadRaw(TensorDescriptor tensor, string file)
    {
        var length = new FileInfo(file).Length;
        return length == tensor.ByteLength
            ? File.ReadAllBytes(file)
            : throw new CommandException($"--input: expected {tensor.ByteLength} bytes for {Describe(tensor)}, but '{file}' has {length}");
    }

    private static ReadOnlyMemory<byte> ReadArray(TensorDescriptor tensor, string file)
    {
        var array = NumpyArray.Parse(file, File.ReadAllBytes(file));
        int[] expected = [tensor.Shape.Batch, tensor.Shape.Height, tensor.Shape.Width, tensor.Shape.Channels];
        if (!Significant(array.Shape).SequenceEqual(Significant(expected)))
            throw new CommandException($"--input: expected {Describe(tensor)}, but '{file}' holds {array.Type} [{string.Join(", ", array.Shape)}]");
        if (array.Type[0] == 'f')
            return Quantise(tensor, array, file);
        return array.Bytes.Length == tensor.ByteLength
            ? array.Bytes
            : throw new CommandException($"--input: expected {TypeName(tensor.Type)} or real numbers for {Describe(tensor)}, but '{file}' holds {array.Type}");
    }

    // Dimensions of 1 in front carry nothing: [3, 4] fits [1, 1, 3, 4].
    private static IEnumerable<int> Significant(IReadOnlyList<int> shape) => shape.SkipWhile(size => size == 1);

    private static byte[] Quantise(TensorDescriptor tensor, NumpyArray array, string file)
    {
        var values = array.ToDoubles();
        var bytes = new byte[tensor.ByteLength];
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new CommandException($"--input: expected finite numbers, but element {i} of '{file}' is {values[i]}");
            var value = (int)Math.Clamp(Math.Round(values[i] / tensor.Scale) + tensor.ZeroPoint, tensor.Minimum, tensor.Maximum);
            var at = bytes.AsSpan(i * tensor.Type.Size());
            switch (tensor.Type)
            {
                case ElementType.Int8:
                    at[0] = (byte)value;
                    break;
                case ElementType.Int16:
                    BinaryPrimitives.WriteInt16LittleEndian(at, (short)value);
                    break;
                default:
                    BinaryPrimitives.WriteInt32LittleEndian(at, value);
                    break;
            }
        }

        return bytes;
    }
}
