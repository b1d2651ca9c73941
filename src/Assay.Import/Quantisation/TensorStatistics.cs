namespace Assay.Import.Quantisation;

/// <summary>What calibration saw of one tensor: the distribution of its values and the mean of each channel.</summary>
internal sealed class TensorStatistics(int channels, int inner = 0)
{
    private readonly float[] _lows = new float[channels];
    private readonly float[] _highs = new float[channels];
    private bool _isEmpty = true;
    private readonly double[] _sums = new double[channels];
    private long _valuesPerChannel;

    public ValueHistogram Histogram { get; } = new();

    /// <summary>Adds a tensor of shape [outer, channels, inner]; an inner size of 0 stands for all that follows the channels of [1, channels, …].</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        Histogram.Add(values);
        int perChannel = values.Length / channels;
        int stretch = inner == 0 ? perChannel : inner;
        for (int start = 0, channel = 0; start < values.Length; start += stretch, channel = channel + 1 == channels ? 0 : channel + 1)
        {
            double sum = 0;
            bool isFirst = _isEmpty && start < channels * stretch;
            float low = isFirst ? float.PositiveInfinity : _lows[channel], high = isFirst ? float.NegativeInfinity : _highs[channel];
            foreach (float value in values.Slice(start, stretch))
            {
                sum += value;
                low = MathF.Min(low, value);
                high = MathF.Max(high, value);
            }

            _sums[channel] += sum;
            (_lows[channel], _highs[channel]) = (low, high);
        }

        _isEmpty = false;

        _valuesPerChannel += perChannel;
    }

    public void Add(TensorStatistics other)
    {
        Histogram.Add(other.Histogram);
        for (int channel = 0; channel < channels; channel++)
        {
            _sums[channel] += other._sums[channel];
            _lows[channel] = _isEmpty ? other._lows[channel] : MathF.Min(_lows[channel], other._isEmpty ? _lows[channel] : other._lows[channel]);
            _highs[channel] = _isEmpty ? other._highs[channel] : MathF.Max(_highs[channel], other._isEmpty ? _highs[channel] : other._highs[channel]);
        }

        _isEmpty &= other._isEmpty;
        _valuesPerChannel += other._valuesPerChannel;
    }

    /// <summary>Largest magnitude in a channel.</summary>
    public float Magnitude(int channel) => MathF.Max(-_lows[channel], _highs[channel]);

    /// <summary>Smallest and largest value in a channel.</summary>
    public (double Low, double High) Range(int channel) => (_lows[channel], _highs[channel]);

    /// <summary>Mean of all values.</summary>
    public double MeanOfAll => _valuesPerChannel == 0 ? 0 : _sums.Sum() / channels / _valuesPerChannel;

    /// <summary>Mean of a channel.</summary>
    public double Mean(int channel) => _valuesPerChannel == 0 ? 0 : _sums[channel] / _valuesPerChannel;
}
