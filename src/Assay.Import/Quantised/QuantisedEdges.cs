using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Import.Tflite.Lowering;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>The input and the output of the program, and QuantizeLinear and DequantizeLinear anywhere.</summary>
internal static class QuantisedEdges
{
    /// <summary>
    /// The program's input. Integers are taken as they are, unsigned ones less half their range; a float input becomes the tensor that its QuantizeLinear makes of it.
    /// </summary>
    public static void AddInput(QuantisedContext context, int type)
    {
        FloatGraph graph = context.Graph;
        string name = graph.InputName;
        if (type == OnnxElementType.Float32)
        {
            context.Set(name, new PendingValue(new GraphNode("Input", name, [], [name], new Dictionary<string, object>()), AddFloatInput));
            return;
        }

        ElementType stored = QuantisedConstants.Stored(type)!.Value;
        LinearQuantisation? encoding = graph.Nodes.Find(node => node.Operator == "DequantizeLinear" && node.Input(0) == name) is { } reader ? LinearQuantisation.Of(graph, reader) : null;
        int offset = QuantisedConstants.Offset(type);
        TensorHandle input = context.Builder.AddInput(
            name, stored, InputShape(graph), encoding?.Scale ?? 1, (int)(encoding?.ZeroPoint ?? 0), isUnsigned: offset > 0);
        if (offset > 0)
        {
            var node = new GraphNode("Input", name, [], [name], new Dictionary<string, object>());
            input = context.Emit(node, context.Builder.Rescale(input with { ZeroPoint = offset }, stored, Epilogue.Narrow, unsignedInput: true, unsignedOutput: false), new QuantisationParameters(1, 0));
        }

        context.Set(name, MappedValue.OfIntegers(new QuantisedTensor(input, new QuantisationParameters(1, 0), InputLayout(graph)), type, offset, encoding));
    }

    /// <summary>Marks the program's output: integers as they are, or what the last DequantizeLinear reads.</summary>
    public static void MarkOutput(QuantisedContext context)
    {
        string name = context.Graph.OutputName;
        var node = new GraphNode("Output", name, [name], [name], new Dictionary<string, object>());
        (QuantisedTensor output, double scale, int zeroPoint, bool isUnsigned) = Output(context, node, name);
        int[] order = TensorLayout.StandardOrder(output.Layout.Axes.Count);
        TensorHandle handle = DataMovement.Store(context, node, output, order).Handle;
        if (isUnsigned)
        {
            var stage = RescaleStage.Identity(handle.Type) with { ZeroPoint = 1 << ((8 * handle.Type.Size()) - 1), Low = 0, High = (1 << (8 * handle.Type.Size())) - 1 };
            handle = context.Emit(node, context.Builder.Rescale(handle with { ZeroPoint = 0 }, handle.Type, Epilogue.Rescale(stage), unsignedInput: false, unsignedOutput: true), new QuantisationParameters(1, 0));
        }
        else if (!handle.IsComputed)
        {
            handle = context.Emit(node, context.Builder.Rescale(handle with { ZeroPoint = 0 }, handle.Type, Epilogue.Narrow), new QuantisationParameters(1, 0));
        }

        TensorShape shape = Views.ProgramShape(name, context.Graph.Shape(name));
        context.Builder.MarkOutput(context.Builder.Reshape(handle, shape) with { ZeroPoint = zeroPoint }, name, scale, isUnsigned);
    }

    /// <summary>DequantizeLinear: what the integers stand for.</summary>
    public static void Dequantise(QuantisedContext context, GraphNode node)
    {
        LinearQuantisation quantisation = LinearQuantisation.Of(context.Graph, node);
        if (context.Graph.Constants.TryGetValue(node.Input(0), out ConstantTensor? constant))
        {
            context.Set(node.Output, new ConstantValue(
                constant.IsFloat ? throw node.Error("it dequantises a constant of real numbers; expected integers") : constant, quantisation, node));
            return;
        }

        if (!quantisation.IsPerTensor)
            throw node.Error($"it gives a computed tensor {quantisation.Scales.Length} scales and {quantisation.ZeroPoints.Length} zero points; expected one of each");
        if (context.Find(node.Input(0)) is PendingValue pending && quantisation.ZeroPoint == 0)
        {
            context.Set(node.Output, PendingFunctions.Scale(node, pending, quantisation.Scale));
            return;
        }

        if (context.Find(node.Input(0)) is not MappedValue value || value.Type == OnnxElementType.Float32)
            throw node.Error($"it dequantises '{node.Input(0)}', which no QuantizeLinear made; expected integers of a scale");
        if (value.Line is null && QuantisedConstants.Stored(value.Type) is { } type)
        {
            // Integers that element-wise operators made: real numbers in front of operators that need them stored.
            int offset = QuantisedConstants.Offset(value.Type);
            value = MappedValue.OfIntegers(LookUp(context, node, value, type, result => (int)result - offset), value.Type, offset);
        }

        double[]? results = value.Results is null ? null : Array.ConvertAll(value.Results, integer => (double)((float)(integer - quantisation.ZeroPoint) * quantisation.Scale));
        context.Set(node.Output, value with
        {
            Type = OnnxElementType.Float32,
            Results = results,
            Line = value.Line is { } line ? ElementFunctions.Line(value, line, quantisation.Scale, -(double)quantisation.Scale * quantisation.ZeroPoint) : null,
        });
    }

    /// <summary>QuantizeLinear: rounds what is pending, or looks up a function of 8 bits.</summary>
    public static void Quantise(QuantisedContext context, GraphNode node)
    {
        LinearQuantisation quantisation = LinearQuantisation.Of(context.Graph, node);
        if (!quantisation.IsPerTensor)
            throw node.Error($"it gives a computed tensor {quantisation.Scales.Length} scales and {quantisation.ZeroPoints.Length} zero points; expected one of each");
        if (QuantisedConstants.Stored(quantisation.Type) is not { } type || type == ElementType.Int32)
            throw node.Error($"it quantises to {OnnxElementType.Describe(quantisation.Type)}; expected 8 or 16 bits");
        int offset = QuantisedConstants.Offset(quantisation.Type);
        var parameters = new QuantisationParameters(quantisation.Scale, (int)quantisation.ZeroPoint - offset);
        if (type != ElementType.Int8 && parameters.ZeroPoint != 0)
            throw node.Error($"its zero point is {quantisation.ZeroPoint}; expected {offset} for {OnnxElementType.Describe(quantisation.Type)}");
        QuantisedTensor stored = context.Find(node.Input(0)) switch
        {
            PendingValue pending => context.Realise(pending, type, parameters),
            MappedValue { Results: not null } value => LookUp(context, node, value, type, level => (int)LinearQuantisation.Quantise(
                (float)level, quantisation.Scale, parameters.ZeroPoint, type.Minimum(), type.Maximum())),
            MappedValue { Real: { } real } => Rescale(context, node, real, type, parameters),
            _ => throw node.Error($"input 0 ('{node.Input(0)}') is a constant; expected a computed tensor"),
        };
        context.Set(node.Output, MappedValue.OfIntegers(stored, quantisation.Type, offset, quantisation));
    }

    /// <summary>A function of stored elements as a tensor of the program: the tensor itself where the function leaves every element as it is.</summary>
    public static QuantisedTensor LookUp(QuantisedContext context, GraphNode node, MappedValue value, ElementType type, Func<double, int> quantise)
    {
        if (Array.Exists(value.Results!, double.IsNaN))
            throw node.Error("the function in front of it is not a number everywhere");
        int[] table = Array.ConvertAll(value.Results!, result => quantise(result));
        if (type == ElementType.Int8 && !table.Where((result, level) => result != level + sbyte.MinValue).Any())
            return value.Source;
        TensorHandle handle = TfliteLookupLowering.Lookup(context.Builder, value.Source.Handle, type, element => table[element - sbyte.MinValue]);
        return value.Source with { Handle = context.Emit(node, handle, new QuantisationParameters(1, 0)) };
    }

    private static QuantisedTensor Rescale(QuantisedContext context, GraphNode node, QuantisedTensor real, ElementType type, QuantisationParameters parameters)
    {
        if (real.Handle.Type == type && real.Parameters == parameters)
            return real;
        if (real.Handle.Type != ElementType.Int8 && real.Handle.ZeroPoint != 0)
            throw node.Error($"it reads {real.Handle.Type} with a zero point of {real.Handle.ZeroPoint} as it is stored; expected 0");
        RescaleStage stage = LoweringContext.Stage(node, real.Parameters.Scale / parameters.Scale, parameters, type);
        return real with { Handle = context.Emit(node, context.Builder.Rescale(real.Handle, type, Epilogue.Rescale(stage)), parameters) };
    }

    /// <summary>Files made from models with channels last turn their input round at once: then it is stored as the file has it.</summary>
    private static bool HasChannelsLast(FloatGraph graph)
    {
        string tensor = graph.InputName;
        while (graph.Consumers(tensor) is [{ Operator: "QuantizeLinear" or "DequantizeLinear" or "Cast" or "Identity" } next])
            tensor = next.Output;
        return graph.Shape(tensor).Count == 4 && graph.Consumers(tensor) is [{ Operator: "Transpose" } transpose]
            && transpose.IntegerList("perm") is [0, 3, 1, 2];
    }

    private static TensorShape InputShape(FloatGraph graph)
    {
        TensorShape shape = Views.ProgramShape(graph.InputName, graph.Shape(graph.InputName));
        return HasChannelsLast(graph) ? TensorShape.FromDimensions([.. graph.Shape(graph.InputName)]) : shape;
    }

    private static TensorLayout InputLayout(FloatGraph graph)
    {
        IReadOnlyList<int> shape = graph.Shape(graph.InputName);
        return HasChannelsLast(graph) ? TensorLayout.Of(shape, [0, 1, 2, 3]) : TensorLayout.Standard(shape);
    }

    private static void AddFloatInput(QuantisedContext context, PendingValue pending)
    {
        GraphNode node = pending.Node;
        FloatGraph graph = context.Graph;
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters parameters = context.ResultParameters(node, type);
        if (pending.IsLimited || pending.Factor != 1)
            throw new ImportException($"Input '{node.Output}': the file computes with it before it quantises it; expected a QuantizeLinear first.");
        if (context.FloatInput is null)
        {
            TensorHandle handle = context.Builder.AddInput(
                node.Output, type, InputShape(graph), parameters.Scale, parameters.ZeroPoint);
            context.FloatInput = new QuantisedTensor(handle, parameters, InputLayout(graph));
        }

        if (context.FloatInput.Parameters != parameters || context.FloatInput.Handle.Type != type)
            throw new ImportException($"Input '{node.Output}': it is quantised in two ways; expected one scale and zero point.");
        context.Define(node.Output, context.FloatInput);
    }

    private static (QuantisedTensor Tensor, double Scale, int ZeroPoint, bool IsUnsigned) Output(QuantisedContext context, GraphNode node, string name)
    {
        switch (context.Find(name))
        {
            case MappedValue { Type: OnnxElementType.Float32, Real: { } real }:
                return (real, real.Parameters.Scale, real.Parameters.ZeroPoint, false);
            case MappedValue { Type: OnnxElementType.Float32, Results: { } results } value:
                // A function at the end that the file does not round: 16 bits over its range.
                var wide = QuantisationParameters.Int16(results.Min(), results.Max());
                return (LookUp(context, node, value, ElementType.Int16, result => wide.Quantise(result, short.MinValue, short.MaxValue)), wide.Scale, 0, false);
            case MappedValue value when QuantisedConstants.Stored(value.Type) == value.Source.Handle.Type:
                int offset = QuantisedConstants.Offset(value.Type);
                bool isStored = value.Line is { Scale: 1 } line && line.ZeroPoint == -offset;
                if (!isStored && value.Results is null)
                    break;
                QuantisedTensor stored = isStored ? value.Source : LookUp(context, node, value, ElementType.Int8, result => (int)result - offset);
                return (stored, value.Encoding?.Scale ?? 1, (int)(value.Encoding?.ZeroPoint ?? 0), offset > 0);
            case PendingValue { Node.Operator: "Softmax" } pending:
                var probabilities = new QuantisationParameters(1.0 / short.MaxValue, 0);
                return (context.Realise(pending, ElementType.Int16, probabilities), probabilities.Scale, 0, false);
            case PendingValue { NaturalScale: > 0 } pending:
                // The sums themselves, in units of the largest scale of the channels.
                double unit = pending.NaturalScale * pending.Factor;
                return (context.Realise(pending, ElementType.Int32, new QuantisationParameters(unit, 0)), unit, 0, false);
        }

        throw new ImportException($"Output '{name}': it is not quantised; expected a QuantizeLinear, with or without a DequantizeLinear, in front of it.");
    }
}
