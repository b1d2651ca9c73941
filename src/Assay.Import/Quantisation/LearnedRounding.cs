using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Import.Quantisation;

/// <summary>
/// Rounds weights so that the results change least, rather than the weights: each weight is rounded in turn, and those that are still
/// to be rounded make up for its error as far as the inputs' covariance H lets them (the order and arithmetic of GPTQ, as a nearest
/// plane search over H = Rᵀ·R). Then single weights move by whole steps while that helps. Additions happen in a fixed order, so the
/// same covariance gives the same weights on every machine.
/// </summary>
internal sealed class LearnedRounding
{
    /// <summary>Share of the mean variance that is added to each: what calibration did not see must not cost without bounds.</summary>
    private const double Damping = 0.01;

    /// <summary>Columns that a Cholesky factor grows by at a time, so that their rows stay in the cache.</summary>
    private const int PanelSize = 32;

    private const double SmallestPivot = 1e-12;
    private const int Sweeps = 4;
    private const int LargestWeight = 127;

    private readonly int _size;
    private readonly int[] _order;
    private readonly double[] _covariance;
    private readonly double[] _factor;

    private LearnedRounding(int[] order, double[] covariance, double[] factor)
    {
        _size = order.Length;
        _order = order;
        _covariance = covariance;
        _factor = factor;
    }

    /// <summary>Prepares for weights that read inputs of a covariance.</summary>
    /// <param name="covariance">Row by row.</param>
    /// <returns>Rounds any number of rows; may be used from several threads.</returns>
    public static LearnedRounding For(double[] covariance)
    {
        int size = (int)Math.Sqrt(covariance.Length);
        double mean = Enumerable.Range(0, size).Average(k => covariance[(k * size) + k]);
        double damping = mean > 0 ? Damping * mean : 1;

        // The search starts at the last one: what matters most has its rounding error made up for by all others.
        int[] order = [.. Enumerable.Range(0, size).OrderBy(k => covariance[(k * size) + k])];
        double[] ordered = new double[covariance.Length];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
                ordered[(i * size) + j] = covariance[(order[i] * size) + order[j]] + (i == j ? damping : 0);
        }

        return new LearnedRounding(order, ordered, Factorise(ordered, size));
    }

    /// <summary>Rounds the weights of an output channel.</summary>
    /// <param name="row">The weights.</param>
    /// <param name="scale">Size of one step.</param>
    /// <returns>The rounded weights in steps, −127 … 127.</returns>
    public sbyte[] Round(double[] row, double scale)
    {
        double[] errors = new double[_size], targets = new double[_size];
        int[] rounded = new int[_size];
        for (int i = 0; i < _size; i++)
            targets[i] = row[_order[i]] / scale;
        for (int i = _size - 1; i >= 0; i--)
        {
            rounded[i] = (int)Math.Clamp(Math.Round(targets[i]), -LargestWeight, LargestWeight);
            errors[i] = (row[_order[i]] / scale) - rounded[i];

            // Row i of the transposed factor: how the error tells on those before.
            AddMultiple(targets.AsSpan(0, i), _factor.AsSpan(i * _size, i), errors[i]);
        }

        Refine(rounded, errors);
        sbyte[] result = new sbyte[_size];
        for (int i = 0; i < _size; i++)
            result[_order[i]] = (sbyte)rounded[i];
        return result;
    }

    /// <summary>Moves single weights by whole steps while the error falls.</summary>
    private void Refine(int[] rounded, double[] errors)
    {
        double[] gradient = new double[_size];
        for (int i = 0; i < _size; i++)
            AddRow(gradient, i, errors[i]);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool moved = false;
            for (int i = 0; i < _size; i++)
            {
                double step = Math.Round(gradient[i] / _covariance[(i * _size) + i]);
                int target = (int)Math.Clamp(rounded[i] + step, -LargestWeight, LargestWeight);
                int change = target - rounded[i];
                if (change == 0)
                    continue;
                rounded[i] = target;
                errors[i] -= change;
                AddRow(gradient, i, -change);
                moved = true;
            }

            if (!moved)
                return;
        }
    }

    private void AddRow(double[] sums, int row, double factor) => AddMultiple(sums, _covariance.AsSpan(row * _size, _size), factor);

    /// <summary>
    /// For H = Rᵀ·R with an upper triangular R: element (i, j), j below i, is R(j, i) / R(j, j), by how much an error in i moves the
    /// best value of j.
    /// </summary>
    private static double[] Factorise(double[] matrix, int size)
    {
        double[] lower = (double[])matrix.Clone();
        for (int start = 0; start < size; start += PanelSize)
        {
            int end = Math.Min(start + PanelSize, size), first = start;
            for (int i = start; i < end; i++)
                SolveRow(lower, size, i, first, i + 1);
            Parallel.For(end, size, i => SolveRow(lower, size, i, first, end));
        }

        double[] result = new double[matrix.Length];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
                result[(i * size) + j] = lower[(i * size) + j] / lower[(j * size) + j];
        }

        return result;
    }

    /// <summary>Columns of one row of the lower Cholesky factor, from the row itself and finished rows.</summary>
    private static void SolveRow(double[] lower, int size, int row, int first, int end)
    {
        for (int j = first; j < end; j++)
        {
            double rest = lower[(row * size) + j] - Dot(lower.AsSpan(row * size, j), lower.AsSpan(j * size, j));
            lower[(row * size) + j] = j == row ? Math.Sqrt(Math.Max(rest, SmallestPivot)) : rest / lower[(j * size) + j];
        }
    }

    /// <summary>Four running sums on every machine, so that none adds in another order.</summary>
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            sum += Vector256.Create(left.Slice(i, Vector256<double>.Count)) * Vector256.Create(right.Slice(i, Vector256<double>.Count));
        double total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; i < left.Length; i++)
            total += left[i] * right[i];
        return total;
    }

    private static void AddMultiple(Span<double> sums, ReadOnlySpan<double> values, double factor)
    {
        Span<Vector<double>> target = MemoryMarshal.Cast<double, Vector<double>>(sums);
        ReadOnlySpan<Vector<double>> source = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (int i = 0; i < target.Length; i++)
            target[i] += source[i] * factor;
        for (int i = target.Length * Vector<double>.Count; i < sums.Length; i++)
            sums[i] += values[i] * factor;
    }
}
