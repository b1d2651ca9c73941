namespace Assay.Import.Quantisation;

/// <summary>What calibration saw of one tensor: the distribution of its values and the mean of each channel.</summary>
internal sealed class TensorStatistics(int channels)
{
    private readonly float[] _magnitudes = new float[channels];
    private readonly double[] _sums = new double[channels];
    private long _valuesPerChannel;

    public ValueHistogram Histogram { get; } = new();

    /// <summary>Adds a tensor of shape [1, channels, …].</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        Histogram.Add(values);
        int perChannel = values.Length / channels;
        for (int channel = 0; channel < channels; channel++)
        {
            double sum = 0;
            float magnitude = _magnitudes[channel];
            foreach (float value in values.Slice(channel * perChannel, perChannel))
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
