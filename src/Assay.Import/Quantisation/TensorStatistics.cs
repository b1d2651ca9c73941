namespace Assay.Import.Quantisation;

/// <summary>What calibration saw of one tensor: the distribution of its values and the mean of each channel.</summary>
internal sealed class TensorStatistics(int channels)
{
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
            foreach (float value in values.Slice(channel * perChannel, perChannel))
                sum += value;
            _sums[channel] += sum;
        }

        _valuesPerChannel += perChannel;
    }

    public void Add(TensorStatistics other)
    {
        Histogram.Add(other.Histogram);
        for (int channel = 0; channel < channels; channel++)
            _sums[channel] += other._sums[channel];
        _valuesPerChannel += other._valuesPerChannel;
    }

    /// <summary>Mean of a channel.</summary>
    public double Mean(int channel) => _valuesPerChannel == 0 ? 0 : _sums[channel] / _valuesPerChannel;
}
