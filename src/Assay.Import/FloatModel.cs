using Assay.Import.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Import;

/// <summary>The float model as ONNX Runtime computes it: the yardstick of calibration and accuracy.</summary>
public sealed class FloatModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string _inputName;
    private readonly long[] _inputShape;
    private readonly string[] _outputNames;

    /// <summary>Loads a model.</summary>
    /// <param name="model">Bytes of the ONNX file.</param>
    /// <param name="inputShape">Shape of its input.</param>
    /// <param name="threads">Threads for one run.</param>
    /// <exception cref="ImportException">ONNX Runtime refuses the model.</exception>
    public FloatModel(byte[] model, IReadOnlyList<int> inputShape, int threads = 1)
        : this(model, inputShape, [], threads)
    {
    }

    internal FloatModel(byte[] model, IReadOnlyList<int> inputShape, IReadOnlyCollection<string> exposed, int threads)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputShape);
        // Errors come as exceptions; the runtime's own lines on the console would only tell them twice, and its warnings of what every file of some exporter has.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            model = TrailingInputs.Drop(model);
            _session = new InferenceSession(exposed.Count == 0 ? model : OnnxOutputs.Append(model, exposed), options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ImportException($"ONNX Runtime refuses the model: {error.Message}", error);
        }

        _inputName = _session.InputNames[0];
        _inputShape = [.. inputShape.Select(size => (long)size)];
        _outputNames = exposed.Count == 0 ? [_session.OutputNames[0]] : [.. exposed];
    }

    /// <summary>Runs the model; may be called from several threads.</summary>
    /// <param name="input">Values of the input's shape.</param>
    /// <returns>Values of the output.</returns>
    public float[] Run(float[] input)
    {
        float[] result = [];
        Observe(input, (_, values) => result = values.ToArray());
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    /// <summary>Runs the model and hands over every exposed tensor.</summary>
    internal void Observe(float[] input, TensorObserver observer)
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, _inputShape);
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_runOptions, [_inputName], [value], _outputNames);
            for (int i = 0; i < _outputNames.Length; i++)
                observer(_outputNames[i], results[i].GetTensorDataAsSpan<float>());
        }
        catch (OnnxRuntimeException error)
        {
            throw new ImportException($"ONNX Runtime fails to run the model: {error.Message}", error);
        }
    }

    /// <summary>Receives one tensor of a run; the values are valid only during the call.</summary>
    internal delegate void TensorObserver(string name, ReadOnlySpan<float> values);
}
