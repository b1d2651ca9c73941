namespace Assay.Inference.Testing;

public sealed partial class RandomPrograms
{
    private TensorHandle AddMatrixProduct()
    {
        int matrices = _random.Pick(1, 2, 3);
        int length = _random.Pick(1, 3, 4, 17, 64, 130, 511, 512, 513, 1100);
        TensorHandle left = Source(ElementType.Int8, new TensorShape(1, matrices, _random.Next(1, 14), length));
        TensorHandle right = Source(ElementType.Int8, new TensorShape(1, _random.Chance(0.5) ? 1 : matrices, _random.Pick(1, 2, 7, 16, 33, 40), length));
        ElementType output = AnyType();
        return _builder.MatMul(left, right, output, Epilogue(output, false));
    }

    private TensorHandle AddGather()
    {
        (int matrices, int rows) = (_random.Pick(1, 1, 2, 3), _random.Pick(1, 5, 200, 256));
        TensorHandle values = Source(AnyType(), new TensorShape(1, _random.Chance(0.5) ? 1 : matrices, rows, _random.Pick(1, 2, 8, 33)));
        TensorHandle indices = Source(AnyType(), new TensorShape(1, 1, matrices, _random.Next(1, 30)));
        ElementType output = AnyType();
        return _builder.Gather(values, indices, output, Epilogue(output, false));
    }

    private TensorHandle AddReindex()
    {
        TensorHandle input = Source(AnyType(), SmallShape());
        byte[] axes = [0, 1, 2, 3];
        for (int i = 3; i > 0; i--)
        {
            int other = _random.Next(0, i);
            (axes[i], axes[other]) = (axes[other], axes[i]);
        }

        bool wraps = _random.Chance(0.4);
        var dimensions = new int[4];
        var reindex = new ReindexAxis[4];
        for (int d = 0; d < 4; d++)
        {
            int size = input.Shape[d];
            dimensions[axes[d]] = Math.Max(1, _random.Chance(0.5) ? size : _random.Next(1, Math.Min(size + 3, 300)));
            reindex[d] = _random.Next(0, 4) switch
            {
                0 => new ReindexAxis(axes[d], size - 1, -1),
                1 => new ReindexAxis(axes[d], _random.Next(-size - 2, size + 2), (short)_random.Pick(-3, -2, -1, 1, 2, 3)),
                2 => new ReindexAxis(axes[d], _random.Pick(int.MinValue, int.MaxValue, -1, 0, 1), (short)_random.Pick(short.MinValue, short.MaxValue, 1)),
                _ => new ReindexAxis(axes[d], 0, 1),
            };
        }

        var mode = wraps ? ReindexMode.Wrap : ReindexMode.Fill;
        var attributes = new ReindexAttributes(mode, reindex[0], reindex[1], reindex[2], reindex[3], wraps ? 0 : _random.AnyInt32());
        ElementType output = AnyType();
        return _builder.Reindex(input, attributes, TensorShape.FromDimensions(dimensions), output, CopyOr(input, output));
    }

    private TensorHandle AddConcatenation()
    {
        TensorHandle left = Source(AnyType(), SmallShape());
        int axis = _random.Next(0, 3);
        Span<int> dimensions = [left.Shape.Batch, left.Shape.Height, left.Shape.Width, left.Shape.Channels];
        dimensions[axis] = _random.Next(1, 9);
        TensorHandle right = Source(_random.Chance(0.5) ? left.Type : AnyType(), TensorShape.FromDimensions(dimensions));
        ElementType output = _random.Chance(0.5) ? left.Type : AnyType();
        return _builder.Concat(left, right, axis, output, CopyOr(left, output));
    }

    private TensorHandle AddResize()
    {
        TensorHandle input = WindowInput(_random.Pick(ElementType.Int8, ElementType.Int16), _random.Pick(1, 3, 16, 33, 129));
        var mode = _random.Pick(ResizeMode.Nearest, ResizeMode.Bilinear);
        ElementType output = AnyType();
        return _builder.Resize(input, new ResizeAttributes(mode, ScaleAxis(), ScaleAxis()), _random.Next(1, 12), _random.Next(1, 12), output, Epilogue(output, false));
    }

    private ResizeAxis ScaleAxis()
    {
        int numerator = _random.Pick(1, 2, 3, 4, 16, 2047, 2048);
        int denominator = _random.Chance(0.7) ? _random.Next(1, Math.Max(1, numerator)) : _random.Next(1, (16 * numerator) - 1);
        int offset = _random.Chance(0.3) ? _random.Pick(-numerator, (16 * numerator) - 1) : _random.Next(-numerator, numerator);
        return new ResizeAxis((ushort)numerator, (ushort)denominator, (short)offset);
    }

    // Often such that bytes are only copied, which executors do in their own way.
    private Epilogue CopyOr(TensorHandle input, ElementType output) =>
        input.Type == output && _random.Chance(0.4) ? Inference.Epilogue.Narrow : Epilogue(output, false);
}
