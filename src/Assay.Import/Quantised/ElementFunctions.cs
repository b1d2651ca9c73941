using Assay.Import.Graphs;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>
/// Element-wise operators on functions of one stored tensor: evaluated for its 256 possible elements, in float32 where the graph computes in float32, so that the
/// table that comes of it holds what a runtime would compute.
/// </summary>
internal static class ElementFunctions
{
    /// <summary>Zero points further from an integer than this are no zero points.</summary>
    private const double LargestFraction = 1e-6;

    /// <summary>Whether an operator is one of these.</summary>
    public static bool IsKnown(string name) => name is "Abs" or "Add" or "Cast" or "Clip" or "Div" or "Dropout" or "Elu" or "Equal" or "Erf" or "Exp" or "Floor" or "Gather"
        or "Gelu" or "Greater" or "GreaterOrEqual" or "HardSigmoid" or "HardSwish" or "Identity" or "LeakyRelu" or "Less" or "LessOrEqual" or "Max" or "Min" or "Mod"
        or "Mul" or "Neg" or "Pow" or "Relu" or "Sigmoid" or "Sqrt" or "Sub" or "Tanh" or "Where";

    /// <summary>The function that a node makes of its inputs, or null where they are not all scalars and functions of one tensor that is as large as the result.</summary>
    public static MappedValue? TryApply(QuantisedContext context, GraphNode node)
    {
        MappedValue? first = null;
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (!node.HasInput(i) || (node.Operator == "Gather" && i == 0))
                continue;
            if (context.Find(node.Input(i)) is MappedValue value)
            {
                if (first is not null && !(first.Source.Handle == value.Source.Handle && ReferenceEquals(first.Source.Layout, value.Source.Layout)))
                    return null;
                first ??= value;
            }
            else if (Scalar(context, node.Input(i)) is null)
            {
                return null;
            }
        }

        if (first is null || !context.Graph.Shape(node.Output).SequenceEqual(first.Source.Layout.Shape))
            return null;
        int type = ResultType(context, node);
        QuantisationParameters? line = Line(context, node, first);
        double[]? results = first.Results is null ? null : Evaluate(context, node, type);
        if (results is null && line is null)
            throw node.Error("it is applied to a tensor of more than 8 bits that is not quantised behind it; expected 8 bits, whose results are a table");
        if (line is null && results is not null && first.Results is not null && results.AsSpan().SequenceEqual(first.Results))
            line = first.Line;
        return new MappedValue(first.Source, type, results, line, IsTransparent(node) ? first.Encoding : null);
    }

    /// <summary>The one value of a constant, real or dequantised, or null.</summary>
    public static double? Scalar(QuantisedContext context, string tensor) => context.Graph.Constants.TryGetValue(tensor, out ConstantTensor? constant)
        ? constant.Count != 1 ? null : constant.IsFloat ? constant.Floats[0] : constant.Integers[0]
        : context.Find(tensor) is ConstantValue { Integers.Count: 1 } value
            ? (value.Integers.Integers[0] - value.Quantisation.ZeroPoint) * value.Quantisation.Scale : null;

    /// <summary>Scale and zero point of factor · x + summand for an x of given ones; null where there are none.</summary>
    public static QuantisationParameters? Line(MappedValue value, QuantisationParameters line, double factor, double summand)
    {
        double scale = line.Scale * factor, zero = line.ZeroPoint - (summand / scale);
        double rounded = Math.Round(zero);
        bool isInRange = value.Source.Handle.Type == ElementType.Int8 ? rounded is >= sbyte.MinValue and <= sbyte.MaxValue : Math.Abs(rounded) <= ushort.MaxValue;
        return scale > 0 && double.IsFinite(scale) && isInRange && Math.Abs(zero - rounded) <= LargestFraction
            ? new QuantisationParameters(scale, (int)rounded) : null;
    }

    private static bool IsTransparent(GraphNode node) => node.Operator is "Identity" or "Dropout";

    private static int ResultType(QuantisedContext context, GraphNode node) => node.Operator switch
    {
        "Cast" => (int)node.Integer("to", 0),
        "Equal" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" => OnnxElementType.Boolean,
        "Gather" => Type(context, node.Input(0)),
        "Where" => Type(context, node.Input(1)),
        _ => Type(context, node.Input(0)),
    };

    private static int Type(QuantisedContext context, string tensor) => context.Find(tensor) switch
    {
        MappedValue value => value.Type,
        ConstantValue => OnnxElementType.Float32,
        _ => context.Graph.Constants[tensor].ElementType,
    };

    private static QuantisationParameters? Line(QuantisedContext context, GraphNode node, MappedValue first)
    {
        if (first.Line is not { } line)
            return null;
        if (node.Operator is "Identity" or "Dropout")
            return line;
        if (node.Operator == "Cast")
            return (int)node.Integer("to", 0) == OnnxElementType.Float32 || IsWider((int)node.Integer("to", 0), first.Type) || HoldsIntegers(first, line, (int)node.Integer("to", 0)) ? line : null;
        int operand = node.Inputs.Count == 2 && context.Find(node.Input(0)) is not MappedValue ? 1 : 0;
        if (node.Inputs.Count != 2 || Scalar(context, node.Input(1 - operand)) is not { } number || context.Find(node.Input(1 - operand)) is MappedValue)
            return null;
        return node.Operator switch
        {
            "Add" => Line(first, line, 1, number),
            "Sub" when operand == 0 => Line(first, line, 1, -number),
            "Mul" when number > 0 => Line(first, line, number, 0),
            "Div" when operand == 0 && number > 0 && first.Type == OnnxElementType.Float32 => Line(first, line, 1 / number, 0),
            _ => null,
        };
    }

    private static bool IsWider(int to, int from) => (to, from) is (OnnxElementType.Int32 or OnnxElementType.Int64, not OnnxElementType.Float32);

    /// <summary>Whether all values are integers of a type.</summary>
    private static bool HoldsIntegers(MappedValue value, QuantisationParameters line, int type)
    {
        if (line.Scale != 1 || !OnnxElementType.IsInteger(type))
            return false;
        (long low, long high) = OnnxElementType.Range(type);
        ElementType stored = value.Source.Handle.Type;
        return stored.Minimum() - (long)line.ZeroPoint >= low && stored.Maximum() - (long)line.ZeroPoint <= high;
    }

    private static double[] Evaluate(QuantisedContext context, GraphNode node, int type)
    {
        double[] results = new double[MappedValue.Levels];
        bool gathers = node.Operator == "Gather";
        var inputs = new Func<int, double>?[node.Inputs.Count];
        for (int i = gathers ? 1 : 0; i < inputs.Length; i++)
            inputs[i] = node.HasInput(i) ? Input(context, node.Input(i)) : null;
        ConstantTensor? table = gathers ? Table(context, node) : null;
        int operandType = gathers ? type : Type(context, node.Input(0));
        for (int level = 0; level < results.Length; level++)
        {
            double value = table is not null
                ? Entry(node, table, inputs[1]!(level))
                : Of(context, node, operandType, [.. inputs.Select(input => input?.Invoke(level) ?? double.NaN)]);
            results[level] = type == OnnxElementType.Float32 ? (float)value : value;
        }

        return results;
    }

    private static Func<int, double> Input(QuantisedContext context, string tensor)
    {
        if (context.Find(tensor) is MappedValue { Results: { } values })
            return level => values[level];
        double scalar = Scalar(context, tensor)!.Value;
        return _ => scalar;
    }

    private static ConstantTensor Table(QuantisedContext context, GraphNode node)
    {
        ConstantTensor table = context.Graph.Constant(node, 0);
        return table.Shape.Count == 1 && node.Integer("axis", 0) == 0 ? table
            : throw node.Error($"it gathers from [{string.Join(", ", table.Shape)}] along axis {node.Integer("axis", 0)}; expected a vector");
    }

    private static double Entry(GraphNode node, ConstantTensor table, double index)
    {
        if (index < -table.Count || index >= table.Count)
            throw node.Error($"it can gather element {index} of {table.Count}");
        int place = (int)(index < 0 ? index + table.Count : index);
        return table.IsFloat ? table.Floats[place] : table.Integers[place];
    }

    /// <summary>One value. Of integers, quotients are cut off and remainders have the divisor's sign; <paramref name="x"/> has one number an input.</summary>
    public static double Of(QuantisedContext context, GraphNode node, int type, double[] x)
    {
        bool isReal = type == OnnxElementType.Float32;
        switch (node.Operator)
        {
            case "Cast": return Cast(node, x[0], (int)node.Integer("to", 0));
            case "Identity" or "Dropout": return x[0];
            case "Add": return x[0] + x[1];
            case "Sub": return x[0] - x[1];
            case "Mul": return x[0] * x[1];
            case "Div" when isReal: return x[0] / x[1];
            case "Div" or "Mod" when x[1] == 0: throw node.Error("it divides by zero");
            case "Div": return Math.Truncate(x[0] / x[1]);
            case "Mod" when node.Integer("fmod", 0) != 0 || isReal: return x[0] % x[1];
            case "Mod": return x[0] - (x[1] * Math.Floor(x[0] / x[1]));
            case "Max": return Math.Max(x[0], x[1]);
            case "Min": return Math.Min(x[0], x[1]);
            case "Pow": return Math.Pow(x[0], x[1]);
            case "Equal": return x[0] == x[1] ? 1 : 0;
            case "Greater": return x[0] > x[1] ? 1 : 0;
            case "GreaterOrEqual": return x[0] >= x[1] ? 1 : 0;
            case "Less": return x[0] < x[1] ? 1 : 0;
            case "LessOrEqual": return x[0] <= x[1] ? 1 : 0;
            case "Where": return x[0] != 0 ? x[1] : x[2];
            case "Abs": return Math.Abs(x[0]);
            case "Neg": return -x[0];
            case "Exp": return Math.Exp(x[0]);
            case "Erf": return (2 * NormalDistribution.Cumulative(x[0] * Math.Sqrt(2))) - 1;
            case "Sqrt": return Math.Sqrt(x[0]);
            case "Floor": return Math.Floor(x[0]);
            default:
                Activation activation = ActivationFusion.ActivationOf(context.Graph, node) ?? throw node.Error("it is not among the functions of one element");
                return activation.Evaluate(x[0]);
        }
    }

    private static double Cast(GraphNode node, double value, int to)
    {
        switch (to)
        {
            case OnnxElementType.Float32: return (float)value;
            case OnnxElementType.Boolean: return value != 0 ? 1 : 0;
            case OnnxElementType.Int32 or OnnxElementType.Int64 when double.IsFinite(value): return Math.Truncate(value);
            case var type when QuantisedConstants.Stored(type) is not null && double.IsFinite(value):
                (long low, long high) = OnnxElementType.Range(type);
                double cut = Math.Truncate(value);
                return cut >= low && cut <= high ? cut : throw node.Error($"it can cast {value} to {OnnxElementType.Describe(type)}, which has no such number");
            default: throw node.Error($"it casts {value} to {OnnxElementType.Describe(to)}; expected a finite number, and float32, bool or an integer of 8 to 64 bits");
        }
    }
}
