namespace Assay.Import.Quantisation;

/// <summary>What calibration saw of one tensor: the distribution of its values and the mean of each channel.</summary>
internal sealed class TensorStatistics(int channels, int inner = 0)
{
    private readonly float[] _magnitudes = new float[channels];
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
            float magnitude = _magnitudes[channel];
            foreach (float value in values.Slice(start, stretch))
            {
                sum += value;
                magnitude = MathF.Max(magnitude, MathF.Abs(value));
            }

            _sums[channel] += sum;
            _magnitudes[channel] = magnitude;
        }

        _valuesPerChannel += perChannel;
    }

    public void Add(TensorStatistics other)
    {
        Histogram.Add(other.Histogram);
        for (int channel = 0; channel < channels; channel++)
        {
            _sums[channel] += other._sums[channel];
            _magnitudes[channel] = MathF.Max(_magnitudes[channel], other._magnitudes[channel]);
        }

        _valuesPerChannel += other._valuesPerChannel;
    }

    /// <summary>Largest magnitude in a channel.</summary>
    public float Magnitude(int channel) => _magnitudes[channel];

    /// <summary>Mean of a channel.</summary>
    public double Mean(int channel) => _valuesPerChannel == 0 ? 0 : _sums[channel] / _valuesPerChannel;
}
