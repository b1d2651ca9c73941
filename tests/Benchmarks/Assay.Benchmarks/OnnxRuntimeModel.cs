using Assay.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Benchmarks;

/// <summary>A float32 ONNX model in ONNX Runtime, with random inputs of the size that the program takes.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly Dictionary<string, OrtValue> _inputs = [];

    internal OnnxRuntimeModel(string path, InferenceProgram program, int threads)
    {
        using SessionOptions options = new()
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(path, options);
        if (_session.InputMetadata.Count != program.Inputs.Length)
            throw new InvalidOperationException($"'{path}' takes {_session.InputMetadata.Count} inputs, the program {program.Inputs.Length}.");
        Random random = new(1);
        foreach ((string name, TensorDescriptor tensor) in _session.InputMetadata.Keys.Zip(program.Inputs))
        {
            // ONNX tensors are channels first.
            TensorShape shape = tensor.Shape;
            float[] values = [.. Enumerable.Range(0, checked((int)shape.Elements)).Select(_ => (random.NextSingle() * 2) - 1)];
            _inputs.Add(name, OrtValue.CreateTensorValueFromMemory(values, [shape.Batch, shape.Channels, shape.Height, shape.Width]));
        }
    }

    public void Dispose()
    {
        foreach (OrtValue input in _inputs.Values)
            input.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    internal void Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, _inputs, _session.OutputNames);
    }
}
