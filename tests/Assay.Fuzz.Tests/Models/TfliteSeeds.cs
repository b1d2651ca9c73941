using System.Runtime.InteropServices;
using Assay.Import.Tflite;

namespace Assay.Fuzz.Tests.Models;

/// <summary>Small TFLite models, which together use every operator that can be imported.</summary>
internal sealed class TfliteSeeds
{
    private static readonly Type s_byte = typeof(byte), s_int = typeof(int), s_float = typeof(float);

    private readonly List<TensorSketch> _tensors = [];
    private readonly List<OperatorSketch> _operators = [];
    private int _last;

    private TfliteSeeds(params int[] shape) => _last = Tensor(shape);

    internal static TfliteSketch[] All { get; } = [Convolutions(), Dense(), Pools(), Movements(), Arithmetic(), Lookups(), Softmax()];

    internal static byte[][] Files { get; } = [.. All.Select(sketch => sketch.Build())];

    private static TfliteSketch Convolutions()
    {
        var model = new TfliteSeeds(1, 6, 6, 2);
        model.Add(34, [1, 8, 8, 2], 0, [], model.Integers([4, 2], 0, 0, 1, 1, 1, 1, 0, 0));
        model.Add(3, [1, 6, 6, 3], 1, Window(1, 1, 1, 1, 4, 5), model.Weights([3, 3, 3, 2], 0), model.Biases(3));
        model.Add(4, [1, 3, 3, 3], 2, [new(0, s_byte, 0), new(1, s_int, 2), new(2, s_int, 2), new(3, s_int, 1), new(4, s_byte, 3), new(5, s_int, 1), new(6, s_int, 1)],
            model.Weights([1, 3, 3, 3], 3), model.Biases(3));
        int input = model._last;
        model._last = model.Integers([4], 1, 6, 6, 2);
        return model.Add(67, [1, 6, 6, 2], 49, [new(0, s_byte, 0), new(1, s_int, 2), new(2, s_int, 2)], model.Weights([2, 2, 2, 3], 0), input, model.Biases(2)).Done();
    }

    private static TfliteSketch Dense()
    {
        var model = new TfliteSeeds(1, 2, 4);
        model.Add(22, [1, 8], 0, []);
        return model.Add(9, [1, 3], 8, [new(0, s_byte, 1)], model.Weights([3, 8], 0), model.Biases(3)).Add(19, [1, 3], 0, []).Done();
    }

    private static TfliteSketch Pools()
    {
        OptionSketch[] options = [new(0, s_byte, 0), new(1, s_int, 2), new(2, s_int, 2), new(3, s_int, 2), new(4, s_int, 3), new(5, s_byte, 0)];
        var model = new TfliteSeeds(1, 9, 8, 2);
        model.Add(17, [1, 5, 4, 2], 5, options).Add(1, [1, 3, 2, 2], 5, options);
        model.Add(97, [1, 6, 4, 2], 74, [new(0, s_byte, 0), new(1, s_byte, 1)], model.Integers([2], 6, 4));
        model.Add(82, [1, 6, 1, 2], 27, [new(0, s_byte, 1)], model.Integers([1], 2));
        return model.Add(40, [1, 2], 27, [new(0, s_byte, 0)], model.Integers([2], 1, 2)).Done();
    }

    private static TfliteSketch Movements()
    {
        var model = new TfliteSeeds(1, 4, 4, 2);
        model.Add(39, [1, 2, 4, 4], 0, [], model.Integers([4], 0, 3, 1, 2));
        model.Add(65, [1, 2, 3, 2], 0, [], model.Integers([4], 0, 0, 1, 2), model.Integers([4], 1, 2, -1, 2));
        model.Add(45, [1, 2, 2, 2], 32, [new(0, s_int, 1), new(1, s_int, 9), new(4, s_int, 0)],
            model.Integers([4], 0, 0, 2, 0), model.Integers([4], 1, 2, 0, 2), model.Integers([4], 1, 1, -1, 1));
        model.Add(34, [1, 4, 4, 2], 0, [], model.Integers([4, 2], 0, 0, 1, 1, 2, 0, 0, 0));
        return model.Add(2, [1, 4, 4, 4], 10, [new(0, s_int, 3), new(1, s_byte, 0)], model._last).Done();
    }

    private static TfliteSketch Arithmetic()
    {
        var model = new TfliteSeeds(1, 4, 4);
        int first = model._last;
        model.Add(0, [1, 4, 4], 11, [new(0, s_byte, 0)], model.Weights([4], 0, scales: 1));
        model.Add(18, [1, 4, 4], 21, [new(0, s_byte, 1)], first).Add(41, [1, 4, 4], 28, [new(0, s_byte, 3)], first);
        int seven = model.Add(new TensorSketch([1], TfliteElementType.Int8, [0.05f], [3], 0, [7]));
        return model.Add(55, [1, 4, 4], 0, [], first).Add(57, [1, 4, 4], 0, [], seven).Done();
    }

    private static TfliteSketch Lookups()
    {
        var model = new TfliteSeeds(1, 16);
        model.Add(114, [1, 16], 0, []).Add(117, [1, 16], 0, []).Add(98, [1, 16], 75, [new(0, s_float, 0.25)]).Add(21, [1, 16], 0, []);
        model.Add(28, [1, 16], 0, []);
        model.Scale(1f / 128, 0).Add(14, [1, 16], 0, []);
        return model.Scale(1f / 256, -128).Done();
    }

    private static TfliteSketch Softmax()
    {
        var model = new TfliteSeeds(1, 2, 5);
        return model.Add(25, [1, 2, 5], 9, [new(0, s_float, 1)]).Scale(1f / 256, -128).Done();
    }

    private static OptionSketch[] Window(byte padding, int strideX, int strideY, byte activation, int dilationX, int dilationY) =>
        [new(0, s_byte, padding), new(1, s_int, strideX), new(2, s_int, strideY), new(3, s_byte, activation), new(dilationX, s_int, 1), new(dilationY, s_int, 1)];

    private TfliteSketch Done() => new([.. _tensors], [.. _operators], [0], [_last]);

    /// <summary>An operator that reads the tensor of the one before, and others.</summary>
    private TfliteSeeds Add(int code, int[] shape, byte optionsType, OptionSketch[] options, params int[] others)
    {
        int input = _last;
        _last = Tensor(shape);
        _operators.Add(new OperatorSketch(code, [input, .. others], _last, optionsType, options));
        return this;
    }

    /// <summary>Gives the last tensor another scale.</summary>
    private TfliteSeeds Scale(float scale, int zeroPoint)
    {
        _tensors[_last] = _tensors[_last] with { Scales = [scale], ZeroPoints = [zeroPoint] };
        return this;
    }

    private int Tensor(int[] shape) => Add(new TensorSketch(shape, TfliteElementType.Int8, [0.05f], [3], 0, null));

    private int Weights(int[] shape, int dimension, int? scales = null)
    {
        var random = new Random(_tensors.Count);
        byte[] data = new byte[shape.Aggregate((a, b) => a * b)];
        random.NextBytes(data);
        float[] each = [.. Enumerable.Range(0, scales ?? shape[dimension]).Select(i => 0.01f * (i + 1))];
        return Add(new TensorSketch(shape, TfliteElementType.Int8, each, new long[each.Length], dimension, data));
    }

    private int Biases(int count) => Add(new TensorSketch([count], TfliteElementType.Int32, [], [], 0, MemoryMarshal.AsBytes<int>(new int[count]).ToArray()));

    private int Integers(int[] shape, params int[] values) =>
        Add(new TensorSketch(shape, TfliteElementType.Int32, [], [], 0, MemoryMarshal.AsBytes<int>(values).ToArray()));

    private int Add(TensorSketch tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }
}
