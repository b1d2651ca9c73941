using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Import.Quantisation;

/// <summary>
/// Moments of what a convolution reads, in steps from the zero point: for every group of output channels that read the same inputs, the
/// covariance of these inputs over some windows and their means over all. With them the error that rounded weights cause is known
/// without running anything. Sums are of integers, so they are the same on every machine.
/// </summary>
/// <param name="groups">Groups of output channels that read the same inputs: 1, or the channels of a depthwise convolution.</param>
/// <param name="size">Weights of an output channel.</param>
internal sealed class InputMoments(int groups, int size)
{
    /// <summary>Windows that are gathered before they are multiplied; 255² times this fits into int32.</summary>
    private const int BlockSize = 256;

    private readonly long[][] _products = Arrays<long>(groups, size * size);
    private readonly long[][] _sums = Arrays<long>(groups, size);
    private readonly long[][] _totals = Arrays<long>(groups, size);
    private readonly int[][] _pending = Arrays<int>(groups, size * BlockSize);
    private int _pendingCount;
    private long _count, _positions;

    public int Groups => groups;

    public int Size => size;

    /// <summary>Adds one window to the covariance.</summary>
    /// <param name="values">For every group, what each weight is multiplied with, in steps from the zero point.</param>
    public void AddWindow(ReadOnlySpan<int> values)
    {
        for (int group = 0; group < groups; group++)
        {
            int[] pending = _pending[group];
            for (int k = 0; k < size; k++)
                pending[(k * BlockSize) + _pendingCount] = values[(group * size) + k];
        }

        if (++_pendingCount == BlockSize)
            Complete();
    }

    /// <summary>Adds a tensor to the means.</summary>
    /// <param name="values">For every group, what each weight is multiplied with in sum.</param>
    /// <param name="positions">In how many windows.</param>
    public void AddTotals(ReadOnlySpan<long> values, int positions)
    {
        for (int i = 0; i < values.Length; i++)
            _totals[i / size][i % size] += values[i];
        _positions += positions;
    }

    /// <summary>Means of the inputs of a group.</summary>
    public double[] Means(int group) => Array.ConvertAll(_totals[group], total => (double)total / Math.Max(1, _positions));

    /// <summary>Covariance of the inputs of a group, row by row.</summary>
    /// <param name="group">Number of the group.</param>
    /// <param name="centred">False for the mean products instead, where no bias can make up for a mean.</param>
    public double[] Covariance(int group, bool centred = true)
    {
        double count = Math.Max(1, _count);
        double[] means = Array.ConvertAll(_sums[group], sum => centred ? sum / count : 0);
        long[] products = _products[group];
        double[] result = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = i; j < size; j++)
                result[(i * size) + j] = result[(j * size) + i] = (products[(i * size) + j] / count) - (means[i] * means[j]);
        }

        return result;
    }

    private static T[][] Arrays<T>(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new T[length])];

    /// <summary>Takes in the last windows; to be called before the covariance is asked for.</summary>
    public void Complete()
    {
        if (_pendingCount == 0)
            return;
        Parallel.For(0, groups * size, row => Flush(row / size, row % size));
        _count += _pendingCount;
        _pendingCount = 0;
        foreach (int[] pending in _pending)
            Array.Clear(pending);
    }

    /// <summary>Multiplies one input with itself and all that follow; what is not pending is 0.</summary>
    private void Flush(int group, int input)
    {
        int[] pending = _pending[group];
        ReadOnlySpan<int> left = pending.AsSpan(input * BlockSize, BlockSize);
        foreach (int value in left)
            _sums[group][input] += value;
        for (int other = input; other < size; other++)
            _products[group][(input * size) + other] += Dot(left, pending.AsSpan(other * BlockSize, BlockSize));
    }

    private static int Dot(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        ReadOnlySpan<Vector<int>> a = MemoryMarshal.Cast<int, Vector<int>>(left), b = MemoryMarshal.Cast<int, Vector<int>>(right);
        Vector<int> sum = Vector<int>.Zero;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return Vector.Sum(sum);
    }
}
