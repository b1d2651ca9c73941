using System.Runtime.InteropServices;
using Assay.Import.Onnx;
using Assay.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Benchmarking;

/// <summary>An ONNX model in ONNX Runtime with all its graph optimisations, and inputs of the size that the program takes: random real numbers, or the bytes that the program gets.</summary>
public sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly Dictionary<string, OrtValue> _inputs = [];

    /// <summary>Loads a model.</summary>
    /// <param name="name">What it is, for messages.</param>
    /// <param name="model">The bytes of the ONNX file.</param>
    /// <param name="program">The program that was made of it, for the shapes of its inputs.</param>
    /// <param name="threads">Threads for one run.</param>
    /// <exception cref="InvalidDataException">ONNX Runtime refuses the model or a run of it, or its inputs or outputs are not of the program's sizes.</exception>
    public OnnxRuntimeModel(string name, byte[] model, InferenceProgram program, int threads)
    {
        ArgumentNullException.ThrowIfNull(program);
        _session = OpenSession(name, model, threads);
        try
        {
            AddInputs(name, program);
            CheckOutputs(name, program);
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
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    private static InferenceSession OpenSession(string name, byte[] model, int threads)
    {
        using SessionOptions options = CreateOptions(threads);
        try
        {
            return new InferenceSession(TrailingInputs.Drop(model), options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidDataException($"ONNX Runtime refuses '{name}': {exception.Message}", exception);
        }
    }

    private void AddInputs(string model, InferenceProgram program)
    {
        if (_session.InputMetadata.Count != program.Inputs.Length)
            throw new InvalidDataException($"'{model}' takes {_session.InputMetadata.Count} inputs, but '{program.Name}' takes {program.Inputs.Length}.");
        Random random = new(1);
        foreach (((string name, NodeMetadata metadata), TensorDescriptor tensor) in _session.InputMetadata.Zip(program.Inputs))
        {
            long[] shape = ShapeOf(metadata, tensor.Shape);
            if (shape.Aggregate(1L, (size, next) => size * next) != tensor.Shape.Elements || Value(metadata, tensor, shape, random) is not { } value)
            {
                throw new InvalidDataException(
                    $"'{model}': input '{name}' is {metadata.ElementType.Name} [{string.Join(", ", metadata.Dimensions)}], which does not fit "
                    + $"{tensor.Shape.Elements} values of input '{tensor.Name}' of '{program.Name}'; expected float32 or {tensor.Type}.");
            }

            _inputs.Add(name, value);
        }
    }

    private static OrtValue? Value(NodeMetadata metadata, TensorDescriptor tensor, long[] shape, Random random)
    {
        if (metadata.ElementType == typeof(float))
            return OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(new float[tensor.Shape.Elements], _ => (random.NextSingle() * 2) - 1), shape);
        ReadOnlySpan<byte> bytes = ModelBenchmark.RandomBytes(tensor).Span;
        return (tensor.Type, Type.GetTypeCode(metadata.ElementType)) switch
        {
            (ElementType.Int8, TypeCode.SByte) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(), shape),
            (ElementType.Int8, TypeCode.Byte) => OrtValue.CreateTensorValueFromMemory(bytes.ToArray(), shape),
            (ElementType.Int16, TypeCode.Int16) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, short>(bytes).ToArray(), shape),
            (ElementType.Int16, TypeCode.UInt16) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), shape),
            (ElementType.Int32, TypeCode.Int32) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), shape),
            _ => null,
        };
    }

    private void CheckOutputs(string name, InferenceProgram program)
    {
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, _inputs, _session.OutputNames);
            string found = Sizes(outputs.Select(output => output.GetTensorTypeAndShape().ElementCount));
            string expected = Sizes(program.Outputs.Select(output => output.Shape.Elements));
            if (found != expected)
                throw new InvalidDataException($"'{name}' does not fit '{program.Name}': its outputs have {found} values, but the program's {expected}.");
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidDataException($"ONNX Runtime fails to run '{name}' on inputs of '{program.Name}': {exception.Message}", exception);
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
