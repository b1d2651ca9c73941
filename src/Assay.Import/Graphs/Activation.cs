namespace Assay.Import.Graphs;

/// <summary>A function applied to every element of a result, fused into the operator that produced it.</summary>
/// <param name="Name">Name for reports.</param>
/// <param name="Evaluate">The real function.</param>
/// <param name="Low">Smallest value it returns.</param>
/// <param name="High">Largest value it returns.</param>
/// <param name="IsClamp">True when it only clamps its argument to [<paramref name="Low"/>, <paramref name="High"/>]: no table is needed.</param>
public sealed record Activation(string Name, Func<double, double> Evaluate, double Low, double High, bool IsClamp)
{
    /// <summary>The identity.</summary>
    public static Activation None { get; } = Clamp("none", double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>max(x, 0).</summary>
    public static Activation Relu { get; } = Clamp("relu", 0, double.PositiveInfinity);

    /// <summary>x · clamp(x + 3, 0, 6) / 6.</summary>
    public static Activation HardSwish { get; } =
        new("hard-swish", x => x * Math.Clamp(x + 3, 0, 6) / 6, -0.375, double.PositiveInfinity, false);

    /// <summary>1 / (1 + e^−x).</summary>
    public static Activation Sigmoid { get; } = new("sigmoid", x => 1 / (1 + Math.Exp(-x)), 0, 1, false);

    /// <summary>x / (1 + e^−x).</summary>
    public static Activation Swish { get; } = new("swish", x => x / (1 + Math.Exp(-x)), -0.2785, double.PositiveInfinity, false);

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new("tanh", Math.Tanh, -1, 1, false);

    /// <summary>x · Φ(x), with the normal distribution's function Φ.</summary>
    public static Activation Gelu { get; } = new("gelu", x => x * NormalDistribution.Cumulative(x), -0.17, double.PositiveInfinity, false);

    /// <summary>GELU as it is approximated with a hyperbolic tangent.</summary>
    public static Activation GeluByTanh { get; } = new(
        "gelu (tanh)", x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))), -0.1701, double.PositiveInfinity, false);

    /// <summary>The error function, 2 · Φ(√2 · x) − 1.</summary>
    public static Activation Erf { get; } = new("erf", x => (2 * NormalDistribution.Cumulative(x * Math.Sqrt(2))) - 1, -1, 1, false);

    /// <summary>ln(1 + e^x).</summary>
    public static Activation Softplus { get; } = new("softplus", SoftplusOf, 0, double.PositiveInfinity, false);

    /// <summary>x / (1 + |x|).</summary>
    public static Activation Softsign { get; } = new("softsign", x => x / (1 + Math.Abs(x)), -1, 1, false);

    /// <summary>x · tanh(ln(1 + e^x)).</summary>
    public static Activation Mish { get; } = new("mish", x => x * Math.Tanh(SoftplusOf(x)), -0.3089, double.PositiveInfinity, false);

    /// <summary>Clamps to a range.</summary>
    /// <param name="name">Name for reports.</param>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <returns>The function.</returns>
    public static Activation Clamp(string name, double low, double high) =>
        new(name, x => Math.Clamp(x, low, high), low, high, true);

    /// <summary>clamp(alpha · x + beta, 0, 1).</summary>
    /// <param name="alpha">Slope.</param>
    /// <param name="beta">Offset.</param>
    /// <returns>The function.</returns>
    public static Activation HardSigmoid(double alpha, double beta) =>
        new("hard-sigmoid", x => Math.Clamp(alpha * x + beta, 0, 1), 0, 1, false);

    /// <summary>x where positive, else alpha · x.</summary>
    /// <param name="alpha">Slope below 0.</param>
    /// <returns>The function.</returns>
    public static Activation LeakyRelu(double alpha) =>
        new("leaky-relu", x => x >= 0 ? x : alpha * x, double.NegativeInfinity, double.PositiveInfinity, false);

    /// <summary>x where positive, else alpha · (e^x − 1).</summary>
    /// <param name="alpha">Where it ends below 0.</param>
    /// <returns>The function.</returns>
    public static Activation Elu(double alpha) => new("elu", x => x >= 0 ? x : alpha * (Math.Exp(x) - 1), -Math.Abs(alpha), double.PositiveInfinity, false);

    /// <summary>gamma · x where positive, else gamma · alpha · (e^x − 1).</summary>
    /// <param name="alpha">Where it ends below 0, before <paramref name="gamma"/>.</param>
    /// <param name="gamma">Factor of everything.</param>
    /// <returns>The function.</returns>
    public static Activation Selu(double alpha, double gamma) => Elu(alpha).Then(gamma, 0) with { Name = "selu" };

    /// <summary>x where positive, else alpha · (e^(x / alpha) − 1).</summary>
    /// <param name="alpha">Where it ends below 0; more than 0.</param>
    /// <returns>The function.</returns>
    public static Activation Celu(double alpha) =>
        new("celu", x => x >= 0 ? x : alpha * (Math.Exp(x / alpha) - 1), -alpha, double.PositiveInfinity, false);

    /// <summary>This function, then factor · y + summand.</summary>
    /// <param name="factor">Factor of the result.</param>
    /// <param name="summand">Summand of the result.</param>
    /// <returns>The function.</returns>
    public Activation Then(double factor, double summand)
    {
        double first = Bound(Low), second = Bound(High);
        return new(Name, x => (factor * Evaluate(x)) + summand, Math.Min(first, second), Math.Max(first, second), false);

        double Bound(double end) => factor == 0 ? summand : (factor * end) + summand;
    }

    /// <summary>The exponent is never positive, so that nothing overflows.</summary>
    private static double SoftplusOf(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
