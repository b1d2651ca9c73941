using System.Runtime.InteropServices;
using Assay.Import.Export;
using Assay.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Import.Tests.Export;

/// <summary>An exported program in ONNX Runtime.</summary>
internal sealed class ExportedModel : IDisposable
{
    private readonly InferenceProgram _program;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();

    public ExportedModel(InferenceProgram program, OnnxExportForm form)
    {
        _program = program;
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(OnnxExporter.Export(program, new OnnxExportOptions(form)), options);
    }

    /// <summary>Runs the exported program on the program's own inputs; the bytes of its outputs.</summary>
    public static byte[][] Run(InferenceProgram program, OnnxExportForm form, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        using var model = new ExportedModel(program, form);
        return model.Run(
            program.Inputs.Zip(inputs, (tensor, bytes) => Value(tensor, bytes.ToArray())), (tensor, value) => Bytes(tensor, value));
    }

    /// <summary>The numbers for which an output's bytes stand.</summary>
    public static double[] Numbers(TensorDescriptor tensor, ReadOnlyMemory<byte> bytes) => tensor.Type switch
    {
        ElementType.Int16 when tensor.IsUnsigned =>
            [.. MemoryMarshal.Cast<byte, ushort>(bytes.Span).ToArray().Select(value => tensor.Scale * (value - tensor.ZeroPoint))],
        ElementType.Int8 => [.. bytes.ToArray().Select(value => tensor.Scale * ((sbyte)value - tensor.ZeroPoint))],
        ElementType.Int16 => [.. MemoryMarshal.Cast<byte, short>(bytes.Span).ToArray().Select(value => tensor.Scale * (value - tensor.ZeroPoint))],
        _ => [.. MemoryMarshal.Cast<byte, int>(bytes.Span).ToArray().Select(value => tensor.Scale * (value - tensor.ZeroPoint))],
    };

    /// <summary>Runs it on the bytes of an int8 input; the numbers of its first output.</summary>
    public double[] RunNumbers(byte[] input)
    {
        TensorDescriptor tensor = _program.Inputs[0];
        bool isFloat = _session.InputMetadata[tensor.Name].ElementType == typeof(float);
        OrtValue value = isFloat
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Numbers(tensor, input), number => (float)number), Shape(tensor))
            : Value(tensor, input);
        return Run([value], (descriptor, result) => isFloat
            ? Array.ConvertAll(result.GetTensorDataAsSpan<float>().ToArray(), number => (double)number)
            : Numbers(descriptor, Bytes(descriptor, result)))[0];
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private T[] Run<T>(IEnumerable<OrtValue> inputs, Func<TensorDescriptor, OrtValue, T> read)
    {
        OrtValue[] values = [.. inputs];
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(
                _runOptions, [.. _program.Inputs.Select(tensor => tensor.Name)], values, [.. _program.Outputs.Select(tensor => tensor.Name)]);
            return [.. _program.Outputs.Select((tensor, i) => read(tensor, results[i]))];
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    private static long[] Shape(TensorDescriptor tensor) => [tensor.Shape.Batch, tensor.Shape.Height, tensor.Shape.Width, tensor.Shape.Channels];

    private static OrtValue Value(TensorDescriptor tensor, byte[] bytes) => (tensor.Type, tensor.IsUnsigned) switch
    {
        (ElementType.Int8, false) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(), Shape(tensor)),
        (ElementType.Int8, true) => OrtValue.CreateTensorValueFromMemory(bytes, Shape(tensor)),
        (ElementType.Int16, false) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, short>(bytes).ToArray(), Shape(tensor)),
        (ElementType.Int16, true) => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), Shape(tensor)),
        _ => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), Shape(tensor)),
    };

    private static byte[] Bytes(TensorDescriptor tensor, OrtValue value) => (tensor.Type, tensor.IsUnsigned) switch
    {
        (ElementType.Int8, false) => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<sbyte>()).ToArray(),
        (ElementType.Int8, true) => value.GetTensorDataAsSpan<byte>().ToArray(),
        (ElementType.Int16, false) => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<short>()).ToArray(),
        (ElementType.Int16, true) => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<ushort>()).ToArray(),
        _ => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<int>()).ToArray(),
    };
}
