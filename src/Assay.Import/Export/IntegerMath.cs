using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>
/// Exact arithmetic on int64 tensors with the operators of ONNX. Bounds are carried along: what cannot leave int32 need not be
/// wrapped, and a sum that could leave int64 is an error of the export, not a wrong number.
/// </summary>
internal sealed class IntegerMath(OnnxGraphBuilder graph)
{
    private const int MaximumShift = 62;
    private string? _powers;

    /// <summary>An integer tensor of any type, minus a number.</summary>
    public IntegerValue Load(string tensor, Int128 low, Int128 high, long minus) =>
        Add(new IntegerValue(graph.Cast(tensor, OnnxElementType.Int64), low, high), -minus);

    public IntegerValue Constant(IReadOnlyList<int> shape, params ReadOnlySpan<long> values)
    {
        string name = shape.Count == 0 ? graph.Scalar(values[0]) : graph.Constant(OnnxElementType.Int64, shape, values);
        (long low, long high) = (values[0], values[0]);
        foreach (long value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return new IntegerValue(name, low, high);
    }

    public IntegerValue Constant(long value) => Constant([], value);

    public IntegerValue Add(IntegerValue a, IntegerValue b) => Fitting("Add", a, b, a.Low + b.Low, a.High + b.High);

    public IntegerValue Add(IntegerValue a, long b) => b == 0 ? a : Add(a, Constant(b));

    public IntegerValue Subtract(IntegerValue a, IntegerValue b) => Fitting("Sub", a, b, a.Low - b.High, a.High - b.Low);

    public IntegerValue Multiply(IntegerValue a, IntegerValue b)
    {
        Int128[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return Fitting("Mul", a, b, corners.Min(), corners.Max());
    }

    /// <summary>The greater. Not ONNX's Max, nor Clip: ONNX Runtime's kernels for them err on numbers beyond 32 bits on some processors.</summary>
    public IntegerValue Maximum(IntegerValue a, IntegerValue b) =>
        Select(Compare("Greater", a, b), a, b) with { Low = Int128.Max(a.Low, b.Low) };

    /// <summary>The lesser.</summary>
    public IntegerValue Minimum(IntegerValue a, IntegerValue b) =>
        Select(Compare("Less", a, b), a, b) with { High = Int128.Min(a.High, b.High) };

    /// <summary>A comparison: Equal, Greater, GreaterOrEqual or Less; a tensor of bool.</summary>
    public string Compare(string operatorName, IntegerValue a, IntegerValue b) => graph.Node(operatorName, [a.Name, b.Name]);

    public IntegerValue Select(string condition, IntegerValue a, IntegerValue b) => new(
        graph.Node("Where", [condition, a.Name, b.Name]), Int128.Min(a.Low, b.Low), Int128.Max(a.High, b.High));

    /// <summary>Bool as 0 and 1.</summary>
    public IntegerValue FromBoolean(string condition) => new(graph.Cast(condition, OnnxElementType.Int64), 0, 1);

    /// <summary>The least non-negative number that differs by a multiple of the divisor.</summary>
    public IntegerValue Modulo(IntegerValue a, IntegerValue divisor) =>
        new(graph.Node("Mod", [a.Name, divisor.Name]), 0, divisor.High - 1);

    /// <summary>The low 32 bits as a signed number.</summary>
    public IntegerValue Wrap(IntegerValue a) => a.Within(int.MinValue, int.MaxValue)
        ? a
        : new IntegerValue(graph.Cast(graph.Cast(a.Name, OnnxElementType.Int32), OnnxElementType.Int64), int.MinValue, int.MaxValue);

    public IntegerValue Clamp(IntegerValue a, long low, long high)
    {
        if (a.Low < low)
            a = Maximum(a, Constant(low));
        return a.High > high ? Minimum(a, Constant(high)) : a;
    }

    /// <summary>Divides by positive numbers, rounded down.</summary>
    public IntegerValue FloorDivide(IntegerValue a, IntegerValue divisor)
    {
        IntegerValue whole = Subtract(a, Modulo(a, divisor));
        return new IntegerValue(
            graph.Node("Div", [whole.Name, divisor.Name]),
            Floor(a.Low, a.Low < 0 ? divisor.Low : divisor.High),
            Floor(a.High, a.High < 0 ? divisor.High : divisor.Low));

        static Int128 Floor(Int128 value, Int128 by) => value < 0 ? -((-value + by - 1) / by) : value / by;
    }

    /// <summary>Divides by numbers that are not zero, rounded towards zero.</summary>
    public IntegerValue Divide(IntegerValue a, IntegerValue divisor)
    {
        Int128 largest = Int128.Max(Int128.Abs(a.Low), Int128.Abs(a.High));
        return new IntegerValue(graph.Node("Div", [a.Name, divisor.Name]), -largest, largest);
    }

    /// <summary>2 to the power of elements of 0 … 31.</summary>
    public IntegerValue PowerOfTwo(IntegerValue exponent)
    {
        _powers ??= graph.Constant<long>(OnnxElementType.Int64, [32], [.. Enumerable.Range(0, 32).Select(bit => 1L << bit)]);
        return new IntegerValue(graph.Node("Gather", [_powers, exponent.Name]), 1, 1L << 31);
    }

    /// <summary>The number of powers of two up to 2³¹ that are greater: the zeros in front of a number of 32 bits; 0 for negative ones.</summary>
    public IntegerValue LeadingZeros(IntegerValue a)
    {
        const int Bits = 32;
        IntegerValue powers = Constant([Bits], [.. Enumerable.Range(0, Bits).Select(bit => 1L << bit)]);
        string column = graph.Node("Unsqueeze", [a.Name, graph.Vector([4])]);
        string greater = graph.Cast(graph.Node("Less", [column, powers.Name]), OnnxElementType.Int64);
        string sum = graph.Node("ReduceSum", [greater, graph.Vector([4])], ("keepdims", 0L));
        return Select(Compare("Less", a, Constant(0)), Constant(0), new IntegerValue(sum, 0, Bits));
    }

    /// <summary>The low bits of a type as a signed number.</summary>
    public IntegerValue SignExtend(IntegerValue a, ElementType type)
    {
        if (a.Within(type.Minimum(), type.Maximum()))
            return a;
        if (type == ElementType.Int32)
            return Wrap(a);
        long half = 1L << ((8 * type.Size()) - 1);
        return Add(Modulo(Add(a, half), Constant(2 * half)), -half);
    }

    /// <summary>The rescale of the arithmetic, for int32 values; one multiplier and shift, or one for each element of <paramref name="shape"/>.</summary>
    public IntegerValue Scale(IntegerValue value, IReadOnlyList<int> shape, int[] multipliers, byte[] shifts, bool doubleRounding)
    {
        if (multipliers.All(multiplier => multiplier == RescaleStage.IdentityMultiplier) && shifts.All(shift => shift == RescaleStage.IdentityShift))
            return value;
        int[] places = Array.ConvertAll(shifts, shift => Math.Min(shift & 63, MaximumShift));
        long[] rounding = Array.ConvertAll(places, place => place == 0 ? 0 : 1L << (place - 1));
        IntegerValue product = Multiply(value, Constant(shape, Array.ConvertAll(multipliers, multiplier => (long)multiplier)));
        IntegerValue summand = Constant(shape, rounding);
        if (doubleRounding && Array.Exists(places, place => place > 31))
        {
            long[] more = Array.ConvertAll(places, place => place > 31 ? 1L << 30 : 0);
            IntegerValue up = Constant(shape, [.. rounding.Zip(more, (a, b) => a + b)]);
            IntegerValue down = Constant(shape, [.. rounding.Zip(more, (a, b) => a - b)]);
            summand = value.Low >= 0 ? up : Select(Compare("GreaterOrEqual", value, Constant(0)), up, down);
        }

        return FloorDivide(Add(product, summand), Constant(shape, Array.ConvertAll(places, place => 1L << place)));
    }

    private IntegerValue Fitting(string operatorName, IntegerValue a, IntegerValue b, Int128 low, Int128 high) =>
        low >= long.MinValue && high <= long.MaxValue
            ? new IntegerValue(graph.Node(operatorName, [a.Name, b.Name]), low, high)
            : throw new InvalidOperationException($"{operatorName} of [{a.Low}, {a.High}] and [{b.Low}, {b.High}] leaves 64 bits.");
}
