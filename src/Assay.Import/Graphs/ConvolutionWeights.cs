namespace Assay.Import.Graphs;

/// <summary>Weights and bias of a convolution while passes fold other operators into them; computed in double.</summary>
internal sealed class ConvolutionWeights
{
    private readonly double[] _weights;
    private readonly double[] _bias;
    private readonly int[] _shape;

    private ConvolutionWeights(int[] shape, double[] weights, double[] bias)
    {
        _shape = shape;
        _weights = weights;
        _bias = bias;
    }

    public int Channels => _shape[0];

    public static ConvolutionWeights Of(FloatGraph graph, GraphNode convolution)
    {
        ConstantTensor weights = graph.Constant(convolution, 1);
        double[] bias = new double[weights.Shape[0]];
        if (convolution.HasInput(2))
        {
            ConstantTensor values = graph.Constant(convolution, 2);
            if (values.Count != bias.Length)
                throw convolution.Error($"{values.Count} bias values; expected {bias.Length}");
            bias = [.. values.Floats.Select(value => (double)value)];
        }

        return new ConvolutionWeights([.. weights.Shape], [.. weights.Floats.Select(value => (double)value)], bias);
    }

    /// <summary>The convolution of some of the output channels alone.</summary>
    public ConvolutionWeights Rows(int first, int count)
    {
        int size = _weights.Length / Channels;
        return new ConvolutionWeights([count, .. _shape[1..]], _weights[(first * size)..((first + count) * size)], _bias[first..(first + count)]);
    }

    /// <summary>Makes the convolution compute <c>factor · result + offset</c> in the channel.</summary>
    public void Transform(int channel, double factor, double offset)
    {
        ScaleWeights(channel, factor);
        _bias[channel] = (_bias[channel] * factor) + offset;
    }

    /// <summary>Multiplies the weights of a channel and leaves its bias.</summary>
    public void ScaleWeights(int channel, double factor)
    {
        int size = _weights.Length / Channels;
        for (int k = channel * size; k < (channel + 1) * size; k++)
            _weights[k] *= factor;
    }

    /// <summary>Multiplies the weights that read a channel of the input.</summary>
    public void ScaleInput(int channel, double factor)
    {
        foreach (int k in OfInput(channel))
            _weights[k] *= factor;
    }

    /// <summary>Largest magnitude of the weights that read a channel of the input.</summary>
    public double InputMagnitude(int channel) => OfInput(channel).Max(k => Math.Abs(_weights[k]));

    /// <summary>The convolution with these weights, writing <paramref name="output"/>.</summary>
    public GraphNode Store(FloatGraph graph, GraphNode convolution, string output)
    {
        string weights = $"{output}/weights", bias = $"{output}/bias";
        graph.Constants[weights] = ConstantTensor.FromFloats(_shape, Array.ConvertAll(_weights, value => (float)value));
        graph.Constants[bias] = ConstantTensor.FromFloats([Channels], Array.ConvertAll(_bias, value => (float)value));
        return convolution with { Inputs = [convolution.Input(0), weights, bias], Outputs = [output], PreActivation = output };
    }

    private IEnumerable<int> OfInput(int channel)
    {
        int positions = _shape[2] * _shape[3];
        return Enumerable.Range(0, Channels).SelectMany(output => Enumerable.Range(((output * _shape[1]) + channel) * positions, positions));
    }
}
