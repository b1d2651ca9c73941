using System.Runtime.InteropServices;
using Assay.Import.Onnx;
using Assay.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Import.Tests.Quantised;

/// <summary>How the results of an imported program compare with those of ONNX Runtime.</summary>
/// <param name="Share">The share of the elements that are equal.</param>
/// <param name="Largest">The largest difference, in steps.</param>
internal readonly record struct Agreement(double Share, int Largest);

/// <summary>Runs a quantised ONNX file of one 8- or 16-bit input and output in ONNX Runtime and, imported, on the reference interpreter.</summary>
internal static class QuantisedAgreement
{
    /// <summary>Both on random inputs. The file's tensors are [N, C, H, W] where they have four dimensions, the program's [N, H, W, C].</summary>
    public static Agreement Of(byte[] model, int runs = 8, int seed = 1)
    {
        InferenceProgram program = QuantisedOnnxImporter.Import(model, new QuantisedOnnxOptions { Name = "test" }).Program;
        using var executor = new ReferenceExecutor(program);
        using var session = Session(model);
        string name = session.InputNames[0];
        NodeMetadata metadata = session.InputMetadata[name];
        var random = new Random(seed);
        long equal = 0, all = 0, largest = 0;
        for (int run = 0; run < runs; run++)
        {
            long[] values = Values(random, program.Inputs[0], metadata.ElementType);
            long[] expected = Run(session, values, metadata);
            int rank = session.OutputMetadata[session.OutputNames[0]].Dimensions.Length;
            byte[] bytes = Bytes(metadata.Dimensions.Length == 4 ? ChannelsLast(values, metadata.Dimensions) : values, program.Inputs[0]);
            long[] actual = Integers(program.Outputs[0], executor.Run([bytes]).Outputs[0].Span);
            if (rank == 4)
                expected = ChannelsLast(expected, session.OutputMetadata[session.OutputNames[0]].Dimensions);
            actual.Should().HaveSameCount(expected);
            for (int i = 0; i < expected.Length; i++)
            {
                long difference = Math.Abs(expected[i] - actual[i]);
                (equal, all, largest) = (equal + (difference == 0 ? 1 : 0), all + 1, Math.Max(largest, difference));
            }
        }

        return new Agreement((double)equal / all, (int)largest);
    }

    public static InferenceSession Session(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new InferenceSession(model, options);
    }

    /// <summary>Runs ONNX Runtime on integers of the input's type.</summary>
    public static long[] Run(InferenceSession session, long[] values, NodeMetadata input)
    {
        long[] shape = [.. input.Dimensions.Select(size => (long)size)];
        using OrtValue value = input.ElementType == typeof(byte) ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, number => (byte)number), shape)
            : input.ElementType == typeof(sbyte) ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, number => (sbyte)number), shape)
            : input.ElementType == typeof(short) ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, number => (short)number), shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, number => (ushort)number), shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [session.InputNames[0]], [value], [session.OutputNames[0]]);
        Type type = session.OutputMetadata[session.OutputNames[0]].ElementType;
        return type == typeof(byte) ? Widen<byte>(results[0], number => number)
            : type == typeof(sbyte) ? Widen<sbyte>(results[0], number => number)
            : type == typeof(short) ? Widen<short>(results[0], number => number)
            : type == typeof(int) ? Widen<int>(results[0], number => number)
            : Widen<ushort>(results[0], number => number);
    }

    public static long[] ChannelsLast(long[] values, IReadOnlyList<int> shape)
    {
        int channels = shape[1], positions = shape[2] * shape[3];
        long[] target = new long[values.Length];
        for (int i = 0; i < values.Length; i++)
            target[(i % positions * channels) + (i / positions)] = values[i];
        return target;
    }

    public static long[] Integers(TensorDescriptor tensor, ReadOnlySpan<byte> bytes) => (tensor.Type, tensor.IsUnsigned) switch
    {
        (ElementType.Int8, true) => [.. bytes.ToArray().Select(value => (long)value)],
        (ElementType.Int8, false) => [.. MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(value => (long)value)],
        (ElementType.Int16, true) => [.. MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(value => (long)value)],
        (ElementType.Int16, false) => [.. MemoryMarshal.Cast<byte, short>(bytes).ToArray().Select(value => (long)value)],
        _ => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(value => (long)value)],
    };

    private static long[] Widen<T>(OrtValue value, Func<T, long> widen)
        where T : unmanaged => Array.ConvertAll(value.GetTensorDataAsSpan<T>().ToArray(), number => widen(number));

    private static long[] Values(Random random, TensorDescriptor tensor, Type type)
    {
        int elementType = type == typeof(byte) ? OnnxElementType.UInt8 : type == typeof(sbyte) ? OnnxElementType.Int8
            : type == typeof(short) ? OnnxElementType.Int16 : OnnxElementType.UInt16;
        (long low, long high) = OnnxElementType.Range(elementType);
        return [.. Enumerable.Range(0, (int)tensor.Shape.Elements).Select(_ => random.NextInt64(low, high + 1))];
    }

    private static byte[] Bytes(long[] values, TensorDescriptor tensor) => tensor.Type == ElementType.Int8
        ? Array.ConvertAll(values, value => unchecked((byte)value))
        : MemoryMarshal.AsBytes<short>(Array.ConvertAll(values, value => unchecked((short)value))).ToArray();
}
