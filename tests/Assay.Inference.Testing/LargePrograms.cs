using System.Runtime.InteropServices;

namespace Assay.Inference.Testing;

/// <summary>Programs large enough that executors share the work of each operator among threads and cut it into chunks and strips.</summary>
public static class LargePrograms
{
    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["pointwise", "window", "depthwise rows", "depthwise pixels", "many channels", "element-wise", "reductions", "pool",
        "matrix products", "transposed", "means", "movements"];

    /// <summary>A program with its inputs; the same every time.</summary>
    public static (InferenceProgram Program, ReadOnlyMemory<byte>[] Inputs) Create(string network)
    {
        var values = new NetworkBuilder(network);
        TensorHandle result = network switch
        {
            "pointwise" => values.Convolution(
                values.Convolution(values.Input(2, 13, 47, 40), 88, new WindowGeometry(1, 1), table: true), 17, new WindowGeometry(1, 1)),
            "window" => values.Convolution(
                values.Convolution(values.Input(2, 31, 65, 3), 24, Padded(3, 3) with { StrideY = 2, StrideX = 2 }),
                9,
                Padded(3, 3) with { DilationY = 2 },
                table: true),
            "depthwise rows" => values.Depthwise(
                values.Depthwise(values.Input(2, 11, 96, 24), 1, Padded(5, 5), table: true), 1, Padded(3, 3) with { StrideY = 2 }),
            "depthwise pixels" => values.Depthwise(values.Depthwise(values.Input(1, 23, 61, 35), 1, Padded(3, 3) with { StrideX = 2 }), 2, Padded(3, 3)),
            "many channels" => values.Convolution(
                values.Convolution(values.Input(1, 2, 9, 30), 601, new WindowGeometry(1, 1), table: true), 521, new WindowGeometry(1, 1), ElementType.Int32),
            "element-wise" => values.Gate(values.Input(3, 30, 50, 21)),
            "reductions" => values.Reductions(values.Input(2, 40, 50, 33)),
            "pool" => values.Pool(values.Input(2, 40, 60, 19)),
            "matrix products" => values.Products(values.Input(1, 3, 170, 130), values.Input(1, 3, 390, 130)),
            "transposed" => values.Transposed(values.Transposed(values.Input(2, 9, 23, 40), 24, 4, 2), 7, 3, 1),
            "means" => values.Means(values.Input(2, 40, 60, 19)),
            "movements" => values.Movements(values.Input(2, 30, 50, 21)),
            _ => throw new ArgumentOutOfRangeException(nameof(network), network, "No such network."),
        };
        return values.Build(result);
    }

    private static WindowGeometry Padded(int height, int width) => new(height, width)
    {
        PadTop = height / 2,
        PadBottom = height / 2,
        PadLeft = width / 2,
        PadRight = width / 2,
    };

    /// <summary>Random operators whose results use the whole range of their type.</summary>
    private sealed class NetworkBuilder(string name)
    {
        private readonly Random _random = new(name.Length * 7919);
        private readonly ProgramBuilder _builder = new(name);
        private readonly List<ReadOnlyMemory<byte>> _inputs = [];

        internal TensorHandle Input(int batch, int height, int width, int channels)
        {
            byte[] bytes = new byte[batch * height * width * channels];
            _random.NextBytes(bytes);
            _inputs.Add(bytes);
            return _builder.AddInput($"input {_inputs.Count}", ElementType.Int8, new TensorShape(batch, height, width, channels), zeroPoint: -7);
        }

        internal TensorHandle Convolution(
            TensorHandle input, int channels, WindowGeometry geometry, ElementType type = ElementType.Int8, bool table = false)
        {
            ChannelBlocks blocks = Blocks(channels, geometry.KernelHeight * geometry.KernelWidth * input.Shape.Channels);
            return _builder.Conv2D(input, blocks, geometry, type, Epilogue(type, table));
        }

        internal TensorHandle Depthwise(TensorHandle input, int multiple, WindowGeometry geometry, bool table = false)
        {
            ChannelBlocks blocks = Blocks(input.Shape.Channels * multiple, geometry.KernelHeight * geometry.KernelWidth);
            return _builder.DepthwiseConv2D(input, blocks, geometry, ElementType.Int8, Epilogue(ElementType.Int8, table));
        }

        internal TensorHandle Gate(TensorHandle input)
        {
            TensorHandle sums = _builder.ReduceSum(input, 1, 2, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 40));
            TensorHandle gated = _builder.Mul(input, sums, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 36));
            TensorHandle wide = _builder.Rescale(gated, ElementType.Int16, Scaled(ElementType.Int16, 1 << 30, 24));
            var (wideHalf, inputHalf) = (new RescaledOperand(wide, 1 << 30, 34), new RescaledOperand(input, 1 << 30, 12));
            TensorHandle difference = _builder.Sub(wideHalf, inputHalf, ElementType.Int32, Inference.Epilogue.Narrow, operandDoubleRounding: true);
            var (first, second) = (new RescaledOperand(difference, 1 << 30, 45), new RescaledOperand(gated, 1_500_000_000, 31));
            return _builder.Add(first, second, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 31));
        }

        internal TensorHandle Reductions(TensorHandle input)
        {
            TensorHandle rows = _builder.ReduceSum(input, 2, 2, ElementType.Int32, Inference.Epilogue.Narrow);
            TensorHandle most = _builder.ReduceMax(input, 3, 3, ElementType.Int16, Scaled(ElementType.Int16, 1 << 30, 24));
            TensorHandle sum = _builder.Add(new RescaledOperand(rows), new RescaledOperand(most), ElementType.Int32, Inference.Epilogue.Narrow);
            return _builder.ReduceSum(sum, 3, 3, ElementType.Int32, Inference.Epilogue.Narrow);
        }

        internal TensorHandle Pool(TensorHandle input)
        {
            TensorHandle first = _builder.MaxPool2D(input, Padded(3, 3) with { StrideY = 2 }, ElementType.Int16, Scaled(ElementType.Int16, 1 << 30, 24));
            return _builder.MaxPool2D(first, new WindowGeometry(2, 2), ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 37));
        }

        internal TensorHandle Products(TensorHandle left, TensorHandle right)
        {
            TensorHandle scores = _builder.MatMul(left, right with { ZeroPoint = 3 }, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 41));
            TensorHandle one = _builder.Slice(right, [0, 1, 0, 0], right.Shape with { Height = 1, Width = 50 });
            TensorHandle shared = _builder.MatMul(left, one, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 41));
            return _builder.MatMul(_builder.Transpose(scores, 0, 1, 3, 2), _builder.Transpose(shared, 0, 1, 3, 2), ElementType.Int32, Inference.Epilogue.Narrow);
        }

        internal TensorHandle Transposed(TensorHandle input, int channels, int kernel, int stride)
        {
            var geometry = new WindowGeometry(kernel, kernel) { StrideY = stride, StrideX = stride, PadTop = -1, PadLeft = -1, PadBottom = -1, PadRight = 2 };
            ChannelBlocks blocks = Blocks(channels, kernel * kernel * input.Shape.Channels);
            return _builder.TransposeConv2D(input, blocks, geometry, ElementType.Int8, Epilogue(ElementType.Int8, table: false));
        }

        internal TensorHandle Means(TensorHandle input)
        {
            TensorHandle means = _builder.AvgPool2D(input, Padded(3, 3) with { StrideY = 2 }, ElementType.Int16, Scaled(ElementType.Int16, 1 << 30, 24));
            TensorHandle least = _builder.ReduceMin(means, 2, 2, ElementType.Int16, Inference.Epilogue.Narrow);
            TensorHandle places = _builder.ArgMax(means, 2, 2, Inference.Epilogue.Narrow);
            return _builder.Add(new RescaledOperand(least), new RescaledOperand(places), ElementType.Int32, Inference.Epilogue.Narrow);
        }

        internal TensorHandle Movements(TensorHandle input)
        {
            var scale = new ResizeAxis(4, 2, -1);
            TensorHandle larger = _builder.Resize(
                input, new ResizeAttributes(ResizeMode.Bilinear, scale, scale), 59, 99, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 34));
            TensorHandle turned = _builder.Transpose(_builder.Pad(larger, [0, 1, 2, 0], [0, 0, 1, 0], -7), 0, 3, 2, 1);
            TensorHandle doubled = _builder.Concat(turned, _builder.Reverse(turned, 2), 2, ElementType.Int8, Scaled(ElementType.Int8, 1 << 30, 30));
            byte[] table = [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 7))];
            TensorHandle values = _builder.AddConstant(ElementType.Int8, new TensorShape(1, 1, 256, 1), table);
            TensorHandle indices = _builder.Reshape(doubled, new TensorShape(1, 1, 42, (int)(doubled.Shape.Elements / 42))) with { ZeroPoint = -128 };
            return _builder.Gather(values, indices, ElementType.Int16, Scaled(ElementType.Int16, 1 << 30, 25));
        }

        internal (InferenceProgram Program, ReadOnlyMemory<byte>[] Inputs) Build(TensorHandle result)
        {
            _builder.MarkOutput(result, "result");
            return (_builder.Build(), [.. _inputs]);
        }

        private static Epilogue Scaled(ElementType type, int multiplier, byte shift) =>
            Inference.Epilogue.Rescale(new RescaleStage(multiplier, shift, 0, type.Minimum(), type.Maximum()));

        private Epilogue Epilogue(ElementType type, bool table)
        {
            var last = new RescaleStage(1 << 30, table ? (byte)45 : (byte)36, -7, type.Minimum(), type.Maximum());
            if (!table)
                return Inference.Epilogue.Rescale(last with { Multiplier = 0, Shift = 0 }, perChannel: true);
            short[] entries = [.. Enumerable.Range(0, ProgramBuilder.TableLength).Select(i => (short)(i < 256 ? -i : (i - 256) * 120))];
            return Inference.Epilogue.Table(
                new RescaleStage(0, 0, 0, short.MinValue, short.MaxValue, DoubleRounding: true), _builder.AddTable(entries), last, perChannel: true);
        }

        private ChannelBlocks Blocks(int channels, int weightCount)
        {
            byte[] weights = new byte[channels * weightCount];
            _random.NextBytes(weights);
            int[] bias = [.. Enumerable.Range(0, channels).Select(_ => _random.Next(-2000, 2000))];
            int[] multipliers = [.. Enumerable.Range(0, channels).Select(_ => _random.Next(1 << 30, int.MaxValue))];
            byte[] shifts = [.. Enumerable.Range(0, channels).Select(_ => (byte)_random.Next(34, 40))];
            return _builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(weights), bias, multipliers, shifts);
        }
    }
}
