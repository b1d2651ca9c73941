using System.Runtime.InteropServices;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Benchmarking;

/// <summary>How fast two matrices of bytes are multiplied into int32.</summary>
/// <param name="Threads">Threads of both.</param>
/// <param name="Executor">Our executor's name.</param>
/// <param name="Milliseconds">Our time: a 1 × 1 convolution to int32, as a program runs it.</param>
/// <param name="GigaOperationsPerSecond">Ours: 2 · size³ operations over the time, in billions a second.</param>
/// <param name="OnnxRuntimeMilliseconds">ONNX Runtime's time: MatMulInteger of unsigned and constant signed bytes.</param>
/// <param name="OnnxRuntimeGigaOperationsPerSecond">ONNX Runtime's operations, in billions a second.</param>
/// <param name="Ratio">ONNX Runtime's time over ours: more than 1 where we are faster.</param>
public sealed record MatrixSpeed(
    int Threads,
    string Executor,
    double Milliseconds,
    double GigaOperationsPerSecond,
    double OnnxRuntimeMilliseconds,
    double OnnxRuntimeGigaOperationsPerSecond,
    double Ratio);

/// <summary>Times the product of two square matrices of bytes against ONNX Runtime's MatMulInteger, in turns, and holds the products against each other.</summary>
public static class MatrixBenchmark
{
    /// <summary>The largest size: the left matrix is one row of pixels, and rows are bounded.</summary>
    public const int MaximumSize = 4096;

    /// <summary>Measures.</summary>
    /// <param name="size">Rows and columns of both matrices, 1 to <see cref="MaximumSize"/>.</param>
    /// <param name="threads">The numbers of threads to measure with.</param>
    /// <param name="turns">Turns of each contender; more are steadier.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    /// <exception cref="InvalidOperationException">The products differ.</exception>
    public static IReadOnlyList<MatrixSpeed> Run(int size, IReadOnlyList<int> threads, int turns, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaximumSize);
        ArgumentNullException.ThrowIfNull(threads);
        Random random = new(1);

        // Up to 127, so that the same bytes are signed for us and unsigned for ONNX Runtime.
        byte[] left = [.. Enumerable.Range(0, size * size).Select(_ => (byte)random.Next(128))];
        sbyte[] right = [.. Enumerable.Range(0, size * size).Select(_ => (sbyte)random.Next(-128, 128))];
        return [.. threads.Select(count => Measure(left, right, size, count, turns, cancellationToken))];
    }

    private static MatrixSpeed Measure(byte[] left, sbyte[] right, int size, int threads, int turns, CancellationToken cancellationToken)
    {
        using CpuExecutor executor = new(Program(right, size), new CpuExecutorOptions { Threads = threads, ShareResultMemory = true });
        using MatMulIntegerModel rival = new(left, right, size, threads);
        ReadOnlyMemory<byte>[] inputs = [left];
        ReadOnlyMemory<byte> product = executor.Run(inputs, cancellationToken: cancellationToken).Outputs[0];
        rival.Run();
        if (!MemoryMarshal.Cast<byte, int>(product.Span).SequenceEqual(rival.Product))
            throw new InvalidOperationException($"The product of two {size} × {size} matrices differs from ONNX Runtime's.");
        IReadOnlyList<double> medians = Measurement.Medians(
            [new Contender(executor.Name, () => executor.Run(inputs, cancellationToken: cancellationToken)), new Contender("ONNX Runtime", rival.Run)],
            turns,
            cancellationToken);
        double operations = 2.0 * size * size * size / 1e6;
        return new MatrixSpeed(threads, executor.Name, medians[0], operations / medians[0], medians[1], operations / medians[1], medians[1] / medians[0]);
    }

    // The right matrix column by column: a column is the kernel of one output channel.
    private static InferenceProgram Program(sbyte[] right, int size)
    {
        sbyte[] columns = new sbyte[right.Length];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
                columns[(column * size) + row] = right[(row * size) + column];
        }

        ProgramBuilder builder = new("product");
        TensorHandle input = builder.AddInput("left", ElementType.Int8, new TensorShape(1, 1, size, size));
        builder.MarkOutput(builder.Conv2D(input, columns, new int[size], new WindowGeometry(1, 1), ElementType.Int32, Epilogue.Narrow), "product");
        return builder.Build();
    }
}
