using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Cli.Infrastructure;

/// <summary>An array in NumPy's file format (<c>.npy</c>, versions 1 to 3), row-major and little-endian.</summary>
/// <param name="Type">The kind and size of its elements: <c>i1</c>, <c>i2</c>, <c>i4</c>, <c>f4</c> or <c>f8</c>.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Bytes">Its elements.</param>
internal sealed partial record NumpyArray(string Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="CommandException">They are not such an array.</exception>
    public static NumpyArray Parse(string path, ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < 12 || !bytes.StartsWith(Magic))
            throw new CommandException($"'{path}': expected a NumPy array, but the file does not start as one");
        if (bytes[6] is < 1 or > 3)
            throw new CommandException($"'{path}': expected a NumPy array of version 1 to 3, got {bytes[6]}");
        var start = bytes[6] == 1 ? 10 : 12;
        long length = bytes[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (start + length > bytes.Length)
            throw new CommandException($"'{path}': expected a header of {length} bytes, but the file has {bytes.Length} in all");
        var header = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        var type = Field(path, TypeField().Match(header), "descr");
        if (Field(path, OrderField().Match(header), "fortran_order") != "False")
            throw new CommandException($"'{path}': expected a row-major array, got a column-major one (fortran_order)");
        var shape = Dimensions(path, Field(path, ShapeField().Match(header), "shape"));
        // Sizes come from the file: their product may be any number.
        var expected = shape.Aggregate(new BigInteger(type[^1] - '0'), (product, size) => product * size);
        var actual = bytes.Length - start - length;
        return actual == expected
            ? new NumpyArray(type, shape, file[(int)(start + length)..])
            : throw new CommandException($"'{path}': expected {expected} bytes of {type} [{string.Join(", ", shape)}], got {actual}");
    }

    /// <summary>The elements as real numbers.</summary>
    public double[] ToDoubles()
    {
        var size = Type[^1] - '0';
        var values = new double[Bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var at = Bytes.Span[(i * size)..];
            values[i] = Type switch
            {
                "i1" => (sbyte)at[0],
                "i2" => BinaryPrimitives.ReadInt16LittleEndian(at),
                "i4" => BinaryPrimitives.ReadInt32LittleEndian(at),
                "f4" => BinaryPrimitives.ReadSingleLittleEndian(at),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
            };
        }

        return values;
    }

    private static string Field(string path, Match match, string name) => match.Success
        ? match.Groups[1].Value
        : throw new CommandException($"'{path}': expected a readable '{name}' in the NumPy header (little-endian i1, i2, i4, f4 or f8)");

    private static int[] Dimensions(string path, string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shape = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]) || shape[i] < 1)
                throw new CommandException($"'{path}': expected dimensions of at least 1, got ({text})");
        }

        return shape;
    }

    [GeneratedRegex(@"'descr':\s*'[<|](i[124]|f[48])'")]
    private static partial Regex TypeField();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex OrderField();

    [GeneratedRegex(@"'shape':\s*\(([0-9, ]*)\)")]
    private static partial Regex ShapeField();
}
