namespace Assay.Import.Graphs;

/// <summary>The standard normal distribution, for tables that are computed at import.</summary>
internal static class NormalDistribution
{
    /// <summary>Beyond this the function is 0 or 1 in double precision.</summary>
    private const double Limit = 9;

    /// <summary>Φ(x) = ½ + φ(x) · Σ x^(2k+1) / (1·3·5·…·(2k+1)): the series converges for every x.</summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) > Limit)
            return x > 0 ? 1 : 0;
        double term = x, sum = x;
        for (int k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); k++)
        {
            term *= x * x / ((2 * k) + 1);
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
