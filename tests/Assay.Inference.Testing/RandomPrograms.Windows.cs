using System.Runtime.InteropServices;

namespace Assay.Inference.Testing;

public sealed partial class RandomPrograms
{
    private TensorHandle AddConvolution()
    {
        // The kernels are those whose steps stay within the limits: few rows, or one tap row at a time.
        (int height, int width, int channels, int dilationX) = _random.Next(0, 4) switch
        {
            0 => (1, 1, _random.Pick(1, 3, 16, 33, 200, 513, 1100), 1),
            1 => (3, 3, _random.Pick(1, 2, 3, 8, 31, 64, 120), 1),
            2 => (_random.Next(1, 8), _random.Next(1, 9), _random.Next(1, 9), 1),
            3 => (2, 3, _random.Pick(1, 5, 90), _random.Next(2, 3)),
            _ => (_random.Next(1, 2), _random.Next(1, 4), _random.Next(1, 150), _random.Next(1, 2)),
        };
        TensorHandle input = WindowInput(ElementType.Int8, channels);
        WindowGeometry geometry = Geometry(input.Shape, height, width, _random.Next(1, 2), dilationX);
        ElementType output = AnyType();
        Epilogue epilogue = Epilogue(output, perChannel: _random.Chance(0.6));
        ChannelBlocks blocks = Blocks(epilogue, _random.Pick(1, 2, 3, 5, 8, 17), height * width * input.Shape.Channels);
        return _builder.Conv2D(input, blocks, geometry, output, epilogue, WeightZeroPoint());
    }

    private TensorHandle AddDepthwiseConvolution()
    {
        (int height, int width, int channels, int dilationX) = _random.Next(0, 3) switch
        {
            0 => (3, 3, _random.Pick(1, 7, 16, 33, 64, 129), 1),
            1 => (_random.Next(1, 7), _random.Next(1, 8), _random.Pick(1, 3, 40, 260), _random.Next(1, 2)),
            2 => (5, 5, _random.Pick(2, 51, 52, 300), 1),
            _ => (1, _random.Next(1, 8), _random.Pick(1, 257), 1),
        };
        TensorHandle input = WindowInput(ElementType.Int8, channels);
        WindowGeometry geometry = Geometry(input.Shape, height, width, _random.Next(1, 3), dilationX);
        ElementType output = AnyType();
        Epilogue epilogue = Epilogue(output, perChannel: _random.Chance(0.6));
        ChannelBlocks blocks = Blocks(epilogue, input.Shape.Channels * _random.Pick(1, 1, 2, 3), height * width);
        return _builder.DepthwiseConv2D(input, blocks, geometry, output, epilogue, WeightZeroPoint());
    }

    private TensorHandle AddPool(Opcode opcode)
    {
        ElementType type = _random.Pick(ElementType.Int8, ElementType.Int16);
        TensorHandle input = WindowInput(type, _random.Pick(1, 3, 16, 33, 129, 300));
        int height = _random.Next(1, 6);
        int width = _random.Next(1, 8);
        WindowGeometry geometry = Geometry(input.Shape, height, width, 1, 1) with
        {
            PadTop = _random.Next(0, height - 1),
            PadLeft = _random.Next(0, width - 1),
            PadBottom = height - 1,
            PadRight = width - 1,
        };
        ElementType output = AnyType();
        return opcode == Opcode.MaxPool2D
            ? _builder.MaxPool2D(input, geometry, output, Epilogue(output, false))
            : _builder.AvgPool2D(input, geometry, output, Epilogue(output, false));
    }

    private TensorHandle AddTransposedConvolution()
    {
        // The kernels are those whose steps stay within the limits: few rows that see the input.
        (int height, int width, int channels, int strideY) = _random.Next(0, 3) switch
        {
            0 => (_random.Next(1, 4), _random.Next(1, 4), _random.Pick(1, 3, 16, 33, 120), _random.Next(1, 3)),
            1 => (_random.Next(1, 5), _random.Next(1, 9), _random.Next(1, 9), 1),
            2 => (_random.Next(1, 9), _random.Next(1, 3), _random.Pick(40, 130, 200), _random.Next(2, 4)),
            _ => (_random.Next(1, 2), _random.Next(2, 3), _random.Pick(257, 300, 513), _random.Next(1, 2)),
        };
        TensorHandle input = WindowInput(ElementType.Int8, channels);
        var geometry = new WindowGeometry(height, width)
        {
            StrideY = strideY,
            StrideX = _random.Next(1, 4),
            PadTop = _random.Next(1 - height, 3),
            PadBottom = _random.Next(0, 2),
            PadLeft = _random.Next(1 - width, 3),
            PadRight = _random.Next(0, 2),
        };

        // Negative paddings behind, where something is left.
        if (input.Shape.Height > 1 && _random.Chance(0.5))
            geometry = geometry with { PadTop = Math.Max(geometry.PadTop, 0), PadBottom = _random.Next(1 - height, 0) };
        if (input.Shape.Width > 1 && _random.Chance(0.5))
            geometry = geometry with { PadLeft = Math.Max(geometry.PadLeft, 0), PadRight = _random.Next(1 - width, 0) };
        ElementType output = AnyType();
        Epilogue epilogue = Epilogue(output, perChannel: _random.Chance(0.6));
        ChannelBlocks blocks = Blocks(epilogue, _random.Pick(1, 2, 3, 5, 8, 17), height * width * input.Shape.Channels);
        return _builder.TransposeConv2D(input, blocks, geometry, output, epilogue, WeightZeroPoint());
    }

    private TensorHandle WindowInput(ElementType type, int channels)
    {
        if (EarlierResult(type) is { } earlier && earlier.Shape.Channels == channels)
            return earlier;
        var shape = new TensorShape(_random.Pick(1, 1, 2), _random.Next(1, 9), _random.Next(1, 9), channels);
        return Source(type, shape);
    }

    private WindowGeometry Geometry(TensorShape input, int height, int width, int dilationY, int dilationX)
    {
        int reachY = ((height - 1) * dilationY) + 1;
        int reachX = ((width - 1) * dilationX) + 1;
        return new WindowGeometry(height, width)
        {
            StrideY = _random.Next(1, 3),
            StrideX = _random.Next(1, 3),
            DilationY = dilationY,
            DilationX = dilationX,
            PadTop = _random.Next(0, reachY),
            PadLeft = _random.Next(0, reachX),

            // At least so much that the kernel fits somewhere.
            PadBottom = Math.Max(_random.Next(0, 2), reachY - input.Height),
            PadRight = Math.Max(_random.Next(0, 2), reachX - input.Width),
        };
    }

    private ChannelBlocks Blocks(Epilogue epilogue, int outputChannels, int weightCount)
    {
        byte[] weights = _random.Bytes(ElementType.Int8, (long)outputChannels * weightCount);
        int[] bias = new int[outputChannels];
        int[] multipliers = new int[outputChannels];
        byte[] shifts = new byte[outputChannels];
        for (int channel = 0; channel < outputChannels; channel++)
        {
            bias[channel] = _random.Chance(0.3) ? _random.AnyInt32() : _random.Next(-100_000, 100_000);
            (multipliers[channel], shifts[channel]) = epilogue.PerChannelSecond ? ShortScale() : _random.ChannelScale();
        }

        return _builder.AddChannelBlocks(MemoryMarshal.Cast<byte, sbyte>(weights), bias, multipliers, shifts, epilogue.PerChannelSecond ? Seconds(outputChannels) : []);
    }

    private int WeightZeroPoint() => _random.Chance(0.5) ? 0 : _random.AnyOf(ElementType.Int8);
}
