using Assay.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Benchmarking;

/// <summary>A float32 ONNX model in ONNX Runtime with all its graph optimisations, and random inputs of the size that the program takes.</summary>
public sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly Dictionary<string, OrtValue> _inputs = [];

    /// <summary>Loads a model file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="program">The program that was made of it, for the shapes of its inputs.</param>
    /// <param name="threads">Threads for one run.</param>
    /// <exception cref="InvalidDataException">ONNX Runtime refuses the model or a run of it, or its inputs or outputs are not of the program's sizes.</exception>
    public OnnxRuntimeModel(string path, InferenceProgram program, int threads)
    {
        ArgumentNullException.ThrowIfNull(program);
        _session = OpenSession(path, threads);
        try
        {
            AddInputs(path, program);
            CheckOutputs(path, program);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtValue input in _inputs.Values)
            input.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    /// <summary>Runs the model once.</summary>
    public void Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, _inputs, _session.OutputNames);
    }

    /// <summary>How every session here runs: so many threads, and the best graph optimisation.</summary>
    internal static SessionOptions CreateOptions(int threads) => new()
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    };

    private static InferenceSession OpenSession(string path, int threads)
    {
        using SessionOptions options = CreateOptions(threads);
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidDataException($"ONNX Runtime refuses '{path}': {exception.Message}", exception);
        }
    }

    private void AddInputs(string path, InferenceProgram program)
    {
        if (_session.InputMetadata.Count != program.Inputs.Length)
            throw new InvalidDataException($"'{path}' takes {_session.InputMetadata.Count} inputs, but '{program.Name}' takes {program.Inputs.Length}.");
        Random random = new(1);
        foreach (((string name, NodeMetadata metadata), TensorDescriptor tensor) in _session.InputMetadata.Zip(program.Inputs))
        {
            long[] shape = ShapeOf(metadata, tensor.Shape);
            if (metadata.ElementType != typeof(float) || shape.Aggregate(1L, (size, next) => size * next) != tensor.Shape.Elements)
            {
                throw new InvalidDataException(
                    $"'{path}': input '{name}' is {metadata.ElementType.Name} [{string.Join(", ", metadata.Dimensions)}], which does not fit "
                    + $"{tensor.Shape.Elements} float32 values of input '{tensor.Name}' of '{program.Name}'.");
            }

            float[] values = [.. Enumerable.Range(0, checked((int)tensor.Shape.Elements)).Select(_ => (random.NextSingle() * 2) - 1)];
            _inputs.Add(name, OrtValue.CreateTensorValueFromMemory(values, shape));
        }
    }

    private void CheckOutputs(string path, InferenceProgram program)
    {
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, _inputs, _session.OutputNames);
            string found = Sizes(outputs.Select(output => output.GetTensorTypeAndShape().ElementCount));
            string expected = Sizes(program.Outputs.Select(output => output.Shape.Elements));
            if (found != expected)
                throw new InvalidDataException($"'{path}' does not fit '{program.Name}': its outputs have {found} values, but the program's {expected}.");
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidDataException($"ONNX Runtime fails to run '{path}' on inputs of '{program.Name}': {exception.Message}", exception);
        }
    }

    private static string Sizes(IEnumerable<long> counts) => string.Join(" and ", counts);

    /// <summary>The model's own dimensions, and the program's where the model leaves them open; ONNX images are channels first.</summary>
    private static long[] ShapeOf(NodeMetadata metadata, TensorShape shape)
    {
        long[] known = metadata.Dimensions.Length == 4
            ? [shape.Batch, shape.Channels, shape.Height, shape.Width]
            : [.. new long[] { shape.Batch, shape.Height, shape.Width, shape.Channels }.TakeLast(metadata.Dimensions.Length)];
        return [.. metadata.Dimensions.Select((size, i) => size > 0 || i >= known.Length ? size : known[i])];
    }
}
