using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>
/// A tensor of the program in the exported graph, under every shape and order of axes in which something has asked for it: as integers, or
/// as float32, of which integers are made where an operator needs them. int8 is stored as uint8 with 128 added, because ONNX Runtime's fast kernels
/// take unsigned activations.
/// </summary>
internal sealed class StoredTensor(OnnxGraphBuilder graph, ElementType type, TensorShape shape)
{
    private readonly Dictionary<(TensorShape Shape, bool ChannelsFirst), string> _integers = [], _reals = [];

    public ElementType Type => type;

    public TensorShape Shape => shape;

    /// <summary>Whether the tensor is stored as real numbers: an element q is stored as <see cref="Unit"/> · (q − <see cref="Zero"/>).</summary>
    public bool IsReal => _reals.Count > 0;

    /// <summary>The real value of one step, where the tensor is stored as real numbers.</summary>
    public double Unit { get; private init; } = 1;

    /// <summary>The number that is stored as 0, where the tensor is stored as real numbers.</summary>
    public int Zero { get; private init; }

    /// <summary>The tensor's bytes read as unsigned, where it is an input of the graph that has them so.</summary>
    public UnsignedInput? Unsigned { get; private init; }

    /// <summary>What is added to an element where it is stored as an integer.</summary>
    public static int Offset(ElementType type) => type == ElementType.Int8 ? 128 : 0;

    /// <summary>ONNX's type of integers as they are stored.</summary>
    public static int OnnxType(ElementType type) => type switch
    {
        ElementType.Int8 => OnnxElementType.UInt8,
        ElementType.Int16 => OnnxElementType.Int16,
        _ => OnnxElementType.Int32,
    };

    /// <summary>A tensor that is computed as integers.</summary>
    public static StoredTensor OfIntegers(OnnxGraphBuilder graph, ElementType type, TensorShape shape, string name, bool channelsFirst = false, UnsignedInput? unsigned = null)
    {
        var tensor = new StoredTensor(graph, type, shape) { Unsigned = unsigned };
        tensor._integers[(shape, channelsFirst)] = name;
        return tensor;
    }

    /// <summary>A tensor that is computed as real numbers.</summary>
    public static StoredTensor OfReals(OnnxGraphBuilder graph, ElementType type, TensorShape shape, string name, bool channelsFirst, double unit, int zero)
    {
        var tensor = new StoredTensor(graph, type, shape) { Unit = unit, Zero = zero };
        tensor._reals[(shape, channelsFirst)] = name;
        return tensor;
    }

    /// <summary>Whether the tensor is at hand with its channels first.</summary>
    public bool HasChannelsFirst(TensorShape seen) => _integers.ContainsKey((seen, true)) || _reals.ContainsKey((seen, true));

    /// <summary>The tensor as it is stored, integers or not, under a shape of as many elements, [N, H, W, C] or [N, C, H, W].</summary>
    public string Stored(TensorShape seen, bool channelsFirst) => Look(IsReal ? _reals : _integers, seen, channelsFirst);

    /// <summary>The tensor's integers, under a shape of as many elements.</summary>
    public string Integers(TensorShape seen, bool channelsFirst)
    {
        if (_integers.Count == 0)
        {
            // Rounded to whole steps, halves up, as the arithmetic does.
            bool first = _reals.ContainsKey((shape, true));
            string steps = Unit == 1 ? Look(_reals, shape, first) : graph.Node("Mul", [Look(_reals, shape, first), graph.Scalar((float)(1 / Unit))]);
            string rounded = graph.Node("Floor", [graph.Node("Add", [steps, graph.Scalar(Zero + 0.5f)])]);
            int offset = Offset(type);
            string limited = graph.Node("Clip", [rounded, graph.Scalar((float)type.Minimum()), graph.Scalar(Math.Min(type.Maximum(), 2147483520f))]);
            if (offset != 0)
                limited = graph.Node("Add", [limited, graph.Scalar((float)offset)]);
            _integers[(shape, first)] = graph.Cast(limited, OnnxType(type));
        }

        return Look(_integers, seen, channelsFirst);
    }

    public static int[] Dimensions(TensorShape shape) => [shape.Batch, shape.Height, shape.Width, shape.Channels];

    private string Look(Dictionary<(TensorShape Shape, bool ChannelsFirst), string> views, TensorShape seen, bool channelsFirst)
    {
        if (views.TryGetValue((seen, channelsFirst), out string? name))
            return name;
        bool isSameOrder = seen.Channels == 1 || seen.Height * seen.Width == 1;
        int[] dimensions = channelsFirst ? [seen.Batch, seen.Channels, seen.Height, seen.Width] : Dimensions(seen);
        long[] permutation = channelsFirst ? [0, 3, 1, 2] : [0, 2, 3, 1];
        if (views.TryGetValue((seen, !channelsFirst), out string? other))
            name = isSameOrder ? graph.Reshape(other, dimensions) : graph.Transpose(other, permutation);
        else if (!channelsFirst || isSameOrder)
            name = graph.Reshape(Look(views, shape, channelsFirst: false), dimensions);
        else
            name = graph.Transpose(Look(views, seen, channelsFirst: false), permutation);
        return views[(seen, channelsFirst)] = name;
    }
}
