using System.Buffers.Binary;
using Assay.Inference;

namespace Assay.Import.Evaluation;

/// <summary>Reads outputs of programs for people.</summary>
public static class OutputValues
{
    /// <summary>The real numbers that an output stands for.</summary>
    /// <param name="output">Description of the output.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <returns>One number an element.</returns>
    public static double[] Read(TensorDescriptor output, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(output);
        int size = output.Type.Size();
        double[] values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes[(i * size)..];
            int value = output.Type switch
            {
                ElementType.Int8 when output.IsUnsigned => at[0],
                ElementType.Int8 => (sbyte)at[0],
                ElementType.Int16 when output.IsUnsigned => BinaryPrimitives.ReadUInt16LittleEndian(at),
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
                _ => BinaryPrimitives.ReadInt32LittleEndian(at),
            };
            values[i] = (value - output.ZeroPoint) * output.Scale;
        }

        return values;
    }

    /// <summary>Index of the largest value; the first of equals.</summary>
    /// <typeparam name="T">Type of the values.</typeparam>
    /// <param name="values">At least one value.</param>
    /// <returns>The index.</returns>
    public static int Largest<T>(IReadOnlyList<T> values)
        where T : IComparable<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        int best = 0;
        for (int i = 1; i < values.Count; i++)
        {
            if (values[i].CompareTo(values[best]) > 0)
                best = i;
        }

        return best;
    }
}
