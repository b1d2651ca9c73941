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

    /// <summary>Makes the convolution compute <c>factor · result + offset</c> in the channel.</summary>
    public void Transform(int channel, double factor, double offset)
    {
        int size = _weights.Length / Channels;
        for (int k = channel * size; k < (channel + 1) * size; k++)
            _weights[k] *= factor;
        _bias[channel] = (_bias[channel] * factor) + offset;
    }

    /// <summary>Multiplies the weights that read an input channel. A depthwise convolution has <paramref name="inputChannels"/> groups.</summary>
    public void ScaleInput(int channel, int inputChannels, bool depthwise, double factor)
    {
        int positions = _shape[2] * _shape[3], size = _weights.Length / Channels;
        int multiple = Channels / inputChannels;
        for (int output = depthwise ? channel * multiple : 0; output < (depthwise ? (channel + 1) * multiple : Channels); output++)
        {
            int first = (output * size) + (depthwise ? 0 : channel * positions);
            for (int k = first; k < first + positions; k++)
                _weights[k] *= factor;
        }
    }

    /// <summary>Largest magnitude of the weights that read an input channel of a convolution without groups.</summary>
    public double LargestOfInput(int channel)
    {
        int positions = _shape[2] * _shape[3], size = _weights.Length / Channels;
        double largest = 0;
        for (int output = 0; output < Channels; output++)
        {
            for (int k = 0; k < positions; k++)
                largest = Math.Max(largest, Math.Abs(_weights[(output * size) + (channel * positions) + k]));
        }

        return largest;
    }

    /// <summary>The convolution with these weights, writing <paramref name="output"/>.</summary>
    public GraphNode Store(FloatGraph graph, GraphNode convolution, string output)
    {
        string weights = $"{output}/weights", bias = $"{output}/bias";
        graph.Constants[weights] = ConstantTensor.FromFloats(_shape, Array.ConvertAll(_weights, value => (float)value));
        graph.Constants[bias] = ConstantTensor.FromFloats([Channels], Array.ConvertAll(_bias, value => (float)value));
        return convolution with { Inputs = [convolution.Input(0), weights, bias], Outputs = [output], PreActivation = output };
    }
}
