namespace Assay.Import.Quantisation;

/// <summary>What learned rounding needs to know of one convolution of a program.</summary>
/// <param name="Rows">For every output channel its real weights, input channel by input channel, for inputs in units of their common scale.</param>
/// <param name="Scales">For every output channel the size of one step of a weight.</param>
/// <param name="Biases">For every output channel its real bias, with what the zero point of the input stands for.</param>
/// <param name="InputScale">Size of one step of the input.</param>
internal sealed record RoundingTask(double[][] Rows, double[] Scales, double[] Biases, double InputScale);
