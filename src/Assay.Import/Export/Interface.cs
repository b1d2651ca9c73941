using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Inputs and outputs of the exported graph: the program's own bytes, or in the float form the real numbers that they stand for.</summary>
internal static class Interface
{
    private const int Bytes = 1 << 8, Words = 1 << 16;

    public static void AddInput(ExportContext context, TensorDescriptor tensor)
    {
        OnnxGraphBuilder graph = context.Graph;
        bool first = context.Options.ChannelsFirst;
        string name = graph.Reserve(tensor.Name);
        graph.Input(name, OnnxType(context, tensor), Dimensions(tensor.Shape, first));
        bool isReal = !context.Options.Rounds;

        // The quantised forms read 8 bits as they are; real numbers do not fit the signed words that integers are stored as.
        bool isReadUnsigned = tensor.IsUnsigned && (isReal || tensor.Type == ElementType.Int8);
        UnsignedInput? unsigned = isReadUnsigned ? new UnsignedInput(name, first, isReal ? Scale(tensor) : null, tensor.ZeroPoint) : null;
        if (isReal && unsigned is null)
        {
            context.Define(MemorySpace.Input, tensor.Page, StoredTensor.OfReals(graph, tensor.Type, tensor.Shape, name, first, Scale(tensor), tensor.ZeroPoint));
            return;
        }

        string numbers = isReal ? Rounded(graph, tensor, name) : name;
        string signed = (tensor.Type, tensor.IsUnsigned) switch
        {
            (ElementType.Int8, false) => Convert(graph, numbers, Bytes / 2, null, 0, OnnxElementType.UInt8),
            (ElementType.Int8, true) => Convert(graph, numbers, Bytes / 2, Bytes, 0, OnnxElementType.UInt8),
            (ElementType.Int16, true) => Convert(graph, numbers, Words / 2, Words, -Words / 2, OnnxElementType.Int16),
            _ => numbers,
        };
        context.Define(MemorySpace.Input, tensor.Page, StoredTensor.OfIntegers(graph, tensor.Type, tensor.Shape, signed, first, unsigned));
    }

    public static void AddOutput(ExportContext context, TensorDescriptor tensor)
    {
        OnnxGraphBuilder graph = context.Graph;
        bool first = context.Options.ChannelsFirst;
        StoredTensor stored = context.Tensor(new Operand(MemorySpace.Output, tensor.Type, tensor.Page, tensor.Shape, 0, 0, 0, Operand.NoProducer));
        string value;
        if (context.Options.Rounds)
        {
            value = Numbers(graph, tensor, stored.Integers(tensor.Shape, first), OnnxType(context, tensor));
        }
        else
        {
            (string real, double unit, int zero) = stored.IsReal
                ? (stored.Stored(tensor.Shape, first), stored.Unit, stored.Zero)
                : (graph.Cast(Numbers(graph, tensor, stored.Integers(tensor.Shape, first), OnnxElementType.Int32), OnnxElementType.Float32), 1, 0);
            value = Affine(graph, real, Scale(tensor) / unit, Scale(tensor) * (zero - tensor.ZeroPoint));
        }

        string name = graph.Reserve(tensor.Name);
        graph.Node(name, "Identity", [value]);
        graph.Output(name, OnnxType(context, tensor), Dimensions(tensor.Shape, first));
    }

    /// <summary>factor · value + summand.</summary>
    public static string Affine(OnnxGraphBuilder graph, string value, double factor, double summand)
    {
        if (factor != 1)
            value = graph.Node("Mul", [value, graph.Scalar((float)factor)]);
        return summand == 0 ? value : graph.Node("Add", [value, graph.Scalar((float)summand)]);
    }

    private static double Scale(TensorDescriptor tensor) => tensor.Scale > 0 ? tensor.Scale : 1;

    private static int[] Dimensions(TensorShape shape, bool channelsFirst) =>
        channelsFirst ? [shape.Batch, shape.Channels, shape.Height, shape.Width] : StoredTensor.Dimensions(shape);

    private static int OnnxType(ExportContext context, TensorDescriptor tensor) => (tensor.Type, tensor.IsUnsigned) switch
    {
        _ when !context.Options.Rounds => OnnxElementType.Float32,
        (ElementType.Int8, false) => OnnxElementType.Int8,
        (ElementType.Int8, true) => OnnxElementType.UInt8,
        (ElementType.Int16, true) => OnnxElementType.UInt16,
        _ => StoredTensor.OnnxType(tensor.Type),
    };

    /// <summary>The numbers that real ones stand for.</summary>
    private static string Rounded(OnnxGraphBuilder graph, TensorDescriptor tensor, string real)
    {
        string steps = Affine(graph, real, 1 / Scale(tensor), tensor.ZeroPoint + 0.5);
        string limited = graph.Node("Clip", [graph.Node("Floor", [steps]), graph.Scalar((float)tensor.Minimum), graph.Scalar((float)tensor.Maximum)]);
        return graph.Cast(limited, OnnxElementType.Int32);
    }

    /// <summary>Stored integers as the numbers that they stand for.</summary>
    private static string Numbers(OnnxGraphBuilder graph, TensorDescriptor tensor, string stored, int type) => (tensor.Type, tensor.IsUnsigned) switch
    {
        (ElementType.Int8, false) => Convert(graph, stored, -Bytes / 2, null, 0, type),
        (ElementType.Int8, true) => Convert(graph, stored, Bytes / 2, Bytes, 0, type),
        (ElementType.Int16, true) => Convert(graph, stored, 0, Words, 0, type),
        _ when type == StoredTensor.OnnxType(tensor.Type) => stored,
        _ => graph.Cast(stored, type),
    };

    /// <summary>A sum, modulo a number if there is one, and another sum, as a type.</summary>
    private static string Convert(OnnxGraphBuilder graph, string tensor, int plus, int? modulo, int after, int type)
    {
        string value = graph.Node("Add", [graph.Cast(tensor, OnnxElementType.Int32), graph.Scalar(plus)]);
        if (modulo is { } range)
            value = graph.Node("Mod", [value, graph.Scalar(range)]);
        if (after != 0)
            value = graph.Node("Add", [value, graph.Scalar(after)]);
        return graph.Cast(value, type);
    }
}

/// <summary>An input of the graph whose bytes are unsigned.</summary>
/// <param name="Name">The input.</param>
/// <param name="ChannelsFirst">Whether it is [N, C, H, W].</param>
/// <param name="Scale">The real value of a step, where the input is of real numbers; null where it is of bytes.</param>
/// <param name="ZeroPoint">The number that stands for the real 0.</param>
internal sealed record UnsignedInput(string Name, bool ChannelsFirst, double? Scale, int ZeroPoint)
{
    /// <summary>A factor times the numbers less another zero point.</summary>
    public string Scaled(OnnxGraphBuilder graph, double factor, int zeroPoint) => Scale is { } scale
        ? Interface.Affine(graph, Name, factor / scale, factor * (ZeroPoint - zeroPoint))
        : RealOperands.Dequantise(graph, Name, factor, zeroPoint);
}
