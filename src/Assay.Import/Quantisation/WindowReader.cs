using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>Reads what the weights of one convolution are multiplied with, in the order of the float weights: input channel by input channel.</summary>
internal sealed class WindowReader
{
    /// <summary>Products that the covariance of one convolution may cost; long rows get fewer windows.</summary>
    private const double LargestWork = 3e9;

    /// <summary>Elements of the covariances of one convolution; the weights of larger ones are rounded to the nearest.</summary>
    private const long LargestCovariance = 1 << 25;

    private const int FewestWindows = 4096, MostWindows = 32_768;

    private readonly Instruction _instruction;
    private readonly WindowAttributes _window;
    private readonly TensorShape _input, _positions;
    private readonly bool _isTransposed;
    private readonly int _taps;

    /// <summary>Prepares for a convolution.</summary>
    /// <param name="instruction">CONV2D, DEPTHWISE_CONV2D, or TRANSPOSE_CONV2D whose windows do not overlap: each tap of it is a 1 × 1 convolution.</param>
    public WindowReader(Instruction instruction)
    {
        _instruction = instruction;
        _window = instruction.Window!;
        _input = instruction.A.Shape;
        _isTransposed = instruction.Opcode == Opcode.TransposeConv2D;
        _positions = _isTransposed ? _input : instruction.OutputShape;
        _taps = _isTransposed ? 1 : _window.KernelHeight * _window.KernelWidth;
    }

    /// <summary>
    /// Whether the convolution is one whose sums are products of a window's inputs and its weights, with covariances small enough to be kept and inverted.
    /// </summary>
    public static bool Reads(Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        bool isTransposed = instruction.Opcode == Opcode.TransposeConv2D;
        if (isTransposed && (window.StrideY != window.KernelHeight || window.StrideX != window.KernelWidth))
            return false;
        long channels = instruction.A.Shape.Channels;
        long taps = isTransposed ? 1 : window.KernelHeight * window.KernelWidth;
        return instruction.Opcode == Opcode.DepthwiseConv2D
            ? channels * taps * taps <= LargestCovariance
            : channels * taps <= int.MaxValue && channels * taps * channels * taps <= LargestCovariance;
    }

    /// <summary>Moments of these inputs, nothing seen yet.</summary>
    public InputMoments Empty() =>
        _instruction.Opcode == Opcode.DepthwiseConv2D ? new InputMoments(_input.Channels, _taps) : new InputMoments(1, _taps * _input.Channels);

    /// <summary>Adds one of several inputs to the moments: all windows to the means, some drawn at random to the covariance.</summary>
    public void Add(ReadOnlySpan<byte> values, InputMoments moments, int sample, int samples)
    {
        int available = _positions.Batch * _positions.Height * _positions.Width;
        double work = (double)moments.Size * moments.Size * moments.Groups;
        int wanted = (int)Math.Ceiling(Math.Clamp(LargestWork / work, FewestWindows, MostWindows) / samples);
        int[] window = new int[_taps * _input.Channels];
        moments.AddTotals(Totals(values), available);
        var random = new SeededRandom(_instruction.OutputPage, (ulong)sample);
        for (int i = 0; i < Math.Min(wanted, available); i++)
        {
            int position = wanted >= available ? i : random.Below(available);
            Read(values, position / _positions.Width / _positions.Height, position / _positions.Width % _positions.Height, position % _positions.Width, window);
            moments.AddWindow(window);
        }
    }

    private void Read(ReadOnlySpan<byte> values, int batch, int row, int column, int[] target)
    {
        int channels = _input.Channels;
        for (int tap = 0; tap < _taps; tap++)
        {
            int at = Place(batch, Row(row, tap), Column(column, tap));
            for (int channel = 0; channel < channels; channel++)
                target[(channel * _taps) + tap] = at >= 0 ? (sbyte)values[at + channel] - _instruction.A.ZeroPoint : 0;
        }
    }

    private long[] Totals(ReadOnlySpan<byte> values)
    {
        int channels = _input.Channels;
        long[] result = new long[_taps * channels];
        int[] sums = new int[channels];
        for (int i = 0; i < _taps * _positions.Batch * _positions.Height; i++)
        {
            (int tap, int batch, int row) = (i % _taps, i / _taps / _positions.Height, i / _taps % _positions.Height);
            int count = 0;
            Array.Clear(sums);
            for (int column = 0; column < _positions.Width; column++)
            {
                int at = Place(batch, Row(row, tap), Column(column, tap));
                if (at < 0)
                    continue;
                count++;
                ReadOnlySpan<byte> pixel = values.Slice(at, channels);
                for (int channel = 0; channel < sums.Length; channel++)
                    sums[channel] += (sbyte)pixel[channel];
            }

            for (int channel = 0; channel < channels; channel++)
                result[(channel * _taps) + tap] += sums[channel] - ((long)count * _instruction.A.ZeroPoint);
        }

        return result;
    }

    private int Row(int row, int tap) =>
        _isTransposed ? row : (row * _window.StrideY) - _window.PadTop + (tap / _window.KernelWidth * _window.DilationY);

    private int Column(int column, int tap) =>
        _isTransposed ? column : (column * _window.StrideX) - _window.PadLeft + (tap % _window.KernelWidth * _window.DilationX);

    /// <summary>Where a pixel lies, or −1 for padding.</summary>
    private int Place(int batch, int y, int x) =>
        (uint)y < (uint)_input.Height && (uint)x < (uint)_input.Width ? ((((batch * _input.Height) + y) * _input.Width) + x) * _input.Channels : -1;
}
