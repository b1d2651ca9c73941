using Assay.Import.Graphs;

namespace Assay.Import.Export;

/// <summary>The function of which a table holds samples: <c>Factor · function(Argument · t) + Summand</c>, for the int16 t that is looked up.</summary>
/// <param name="Operator">ONNX's operator of the function; Swish stands for x · sigmoid(x).</param>
/// <param name="Argument">What t is multiplied with.</param>
/// <param name="Factor">What the function's value is multiplied with; positive.</param>
/// <param name="Summand">What is added then.</param>
internal sealed record KnownActivation(string Operator, double Argument, double Factor, double Summand)
{
    private const int First = -32768, Step = 128, Refinements = 40, Sparse = 8;

    /// <summary>Of the spread of the entries; the search in the first round is coarse.</summary>
    private const double LargestCoarseError = 0.03;

    /// <summary>Entries are rounded samples; the search stops a little beside the exact argument.</summary>
    private const double LargestResidual = 1.5;

    private static readonly (string Operator, Func<double, double> Function)[] Functions =
    [
        ("HardSwish", Activation.HardSwish.Evaluate),
        ("Swish", Activation.Swish.Evaluate),
        ("Sigmoid", Activation.Sigmoid.Evaluate),
        ("Tanh", Activation.Tanh.Evaluate),
        ("Gelu", Activation.Gelu.Evaluate),
    ];

    /// <summary>Finds the function of a table; null when it is none of those that networks use as activations.</summary>
    public static KnownActivation? Of(short[] table)
    {
        short[] some = [.. table.Where((_, entry) => entry % Sparse == 0)];
        double spread = some.Max() - some.Min();
        foreach ((string name, Func<double, double> function) in Functions)
        {
            // A glance at some entries sorts out most functions.
            (double logarithm, double width) = Coarse(some, function);
            if (Math.Sqrt(SquaredError(some, function, Math.Exp(logarithm), Sparse) / some.Length) > LargestCoarseError * spread)
                continue;
            double argument = Refined(table, function, logarithm, width);
            (double factor, double summand, double residual) = Fit(table, function, argument);
            if (residual <= LargestResidual && factor > 0)
                return new KnownActivation(name, argument, factor, Math.Abs(summand) <= LargestResidual ? 0 : summand);
        }

        return null;
    }

    /// <summary>The best of arguments from those that make tables end at 0.5 to those that make them end at 2,000, and their distance.</summary>
    private static (double Logarithm, double Width) Coarse(short[] some, Func<double, double> function)
    {
        const int Count = 160;
        double low = Math.Log(0.5 / -First), high = Math.Log(2000.0 / -First), width = (high - low) / Count;
        return (Enumerable.Range(0, Count + 1).Select(i => low + (i * width)).MinBy(logarithm => SquaredError(some, function, Math.Exp(logarithm), Sparse)), width);
    }

    /// <summary>The argument with the least squared residual: golden sections around a coarse one.</summary>
    private static double Refined(short[] table, Func<double, double> function, double logarithm, double width)
    {
        const double Golden = 0.6180339887498949;
        (double a, double b) = (logarithm - width, logarithm + width);
        for (int i = 0; i < Refinements; i++)
        {
            double c = b - (Golden * (b - a)), d = a + (Golden * (b - a));
            (a, b) = SquaredError(table, function, Math.Exp(c), 1) < SquaredError(table, function, Math.Exp(d), 1) ? (a, d) : (c, b);
        }

        return Math.Exp((a + b) / 2);
    }

    private static double SquaredError(short[] table, Func<double, double> function, double argument, int every)
    {
        (double factor, double summand) = Line(table, function, argument, every);
        double sum = 0;
        for (int i = 0; i < table.Length; i++)
        {
            double difference = (factor * function(Argument0(i * every) * argument)) + summand - table[i];
            sum += difference * difference;
        }

        return sum;
    }

    private static (double Factor, double Summand, double Residual) Fit(short[] table, Func<double, double> function, double argument)
    {
        (double factor, double summand) = Line(table, function, argument, 1);
        return (factor, summand, Enumerable.Range(0, table.Length).Max(i => Math.Abs((factor * function(Argument0(i) * argument)) + summand - table[i])));
    }

    /// <summary>Factor and summand of least squares.</summary>
    private static (double Factor, double Summand) Line(short[] table, Func<double, double> function, double argument, int every)
    {
        double sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        for (int i = 0; i < table.Length; i++)
        {
            double x = function(Argument0(i * every) * argument), y = table[i];
            sumX += x;
            sumY += y;
            sumXX += x * x;
            sumXY += x * y;
        }

        double denominator = (table.Length * sumXX) - (sumX * sumX);
        if (denominator <= 0)
            return (0, sumY / table.Length);
        double factor = ((table.Length * sumXY) - (sumX * sumY)) / denominator;
        return (factor, (sumY - (factor * sumX)) / table.Length);
    }

    private static double Argument0(int entry) => First + (entry * Step);
}
