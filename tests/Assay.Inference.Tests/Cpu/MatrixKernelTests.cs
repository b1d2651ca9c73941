using System.Runtime.InteropServices;
using Assay.Inference.Cpu;

namespace Assay.Inference.Tests.Cpu;

/// <summary>Products of matrices of every remainder by the tiles of the kernels, with the extremes of int8 among the values.</summary>
public class MatrixKernelTests
{
    private const int MostRows = 26;

    // On both sides of one to five vectors of sixteen, and one in between.
    private static readonly int[] s_columns = [1, 2, 7, 15, 16, 17, 31, 33, 47, 48, 63, 64, 65, 80, 96, 113];
    private static readonly int[] s_lengths = [1, 3, 4, 5, 6, 33];

    public static TheoryData<CpuInstructionSet> InstructionSets => [.. CpuFeatures.Supported];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Every_size_gives_the_sums_of_the_products(CpuInstructionSet set)
    {
        for (int rows = 1; rows <= MostRows; rows++)
        {
            // Each number of rows with a part of the others, so that every pair of remainders occurs.
            for (int i = rows % 2; i < s_columns.Length; i += 2)
                Check(set, rows, s_columns[i], s_lengths[(rows + i) % s_lengths.Length], new Random(rows), random => (sbyte)random.Next(-128, 128));
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void The_least_values_do_not_saturate(CpuInstructionSet set)
    {
        foreach (int length in (ReadOnlySpan<int>)[4, 5, 1024])
            Check(set, 13, 65, length, new Random(1), _ => sbyte.MinValue);
    }

    private static void Check(CpuInstructionSet set, int rows, int columns, int length, Random random, Func<Random, sbyte> next)
    {
        sbyte[] left = [.. Enumerable.Range(0, rows * length).Select(_ => next(random))];
        sbyte[] right = [.. Enumerable.Range(0, columns * length).Select(_ => next(random))];
        int[] bias = [.. Enumerable.Range(0, columns).Select(_ => random.Next(-1000, 1000))];
        var builder = new ProgramBuilder("product");
        TensorHandle input = builder.AddInput("left", ElementType.Int8, new TensorShape(1, 1, rows, length));
        builder.MarkOutput(builder.Conv2D(input, right, bias, new WindowGeometry(1, 1), ElementType.Int32, Epilogue.Narrow), "product");
        using var executor = new CpuExecutor(builder.Build(), new CpuExecutorOptions { InstructionSet = set, Threads = 1 });

        ReadOnlyMemory<byte> product = executor.Run([MemoryMarshal.AsBytes<sbyte>(left).ToArray()]).Outputs[0];

        int[] expected = new int[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int sum = bias[column];
                for (int k = 0; k < length; k++)
                    sum += left[(row * length) + k] * right[(column * length) + k];
                expected[(row * columns) + column] = sum;
            }
        }

        MemoryMarshal.Cast<byte, int>(product.Span).SequenceEqual(expected).Should().BeTrue($"{rows} × {length} × {columns} on {set}");
    }
}
