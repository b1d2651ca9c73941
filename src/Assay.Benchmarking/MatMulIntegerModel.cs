using Assay.Import.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Benchmarking;

/// <summary>ONNX Runtime's product of a matrix of unsigned bytes with a constant matrix of signed bytes, as a model of one MatMulInteger.</summary>
internal sealed class MatMulIntegerModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtValue _left;
    private readonly OrtValue _product;

    /// <param name="left">The left matrix, size × size, row by row: every run multiplies it.</param>
    /// <param name="right">The right matrix, size × size, row by row: ONNX Runtime prepares it once.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="threads">Threads for one run.</param>
    internal MatMulIntegerModel(byte[] left, sbyte[] right, int size, int threads)
    {
        using SessionOptions options = OnnxRuntimeModel.CreateOptions(threads);
        _session = new InferenceSession(Model(right, size), options);
        _left = OrtValue.CreateTensorValueFromMemory(left, [size, size]);
        Product = new int[size * size];
        _product = OrtValue.CreateTensorValueFromMemory(Product, [size, size]);
    }

    /// <summary>The result of the last run.</summary>
    internal int[] Product { get; }

    public void Dispose()
    {
        _left.Dispose();
        _product.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    internal void Run() => _session.Run(_runOptions, ["left"], [_left], ["product"], [_product]);

    private static byte[] Model(sbyte[] right, int size)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("left", OnnxElementType.UInt8, [size, size]);
        graph.Node("product", "MatMulInteger", ["left", graph.Constant<sbyte>(OnnxElementType.Int8, [size, size], right)]);
        graph.Output("product", OnnxElementType.Int32, [size, size]);
        return graph.Build("product");
    }
}
