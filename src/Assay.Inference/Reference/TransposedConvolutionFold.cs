namespace Assay.Inference;

/// <summary>
/// TRANSPOSE_CONV2D: <c>acc += (x[n, iy, ix, ic] − zx) * (w[k] − zw)</c>, <c>k = (ky, kx, ic)</c>, over those taps for which
/// <c>iy * strideY + outputPadTop + ky = oy</c>, and likewise in x, has a solution inside the input; then the bias.
/// </summary>
internal sealed class TransposedConvolutionFold(Instruction instruction) : WindowFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        TensorShape input = Instruction.A.Shape;
        for (int k = first; k < end; k++)
        {
            (int tap, int channel) = Math.DivRem(k, input.Channels);
            (int ky, int kx) = Math.DivRem(tap, Window.KernelWidth);
            if (!TrySource(output.Y - Window.OutputPadTop - ky, Window.StrideY, input.Height, out int y)
                || !TrySource(output.X - Window.OutputPadLeft - kx, Window.StrideX, input.Width, out int x))
            {
                continue;
            }

            int value = Read(memory, Instruction.A, Index(input, output.Batch, y, x, channel));
            int weight = ReadWeight(memory, output.Channel, k);
            accumulator = FixedPoint.Wrap(accumulator + ((long)(value - Instruction.A.ZeroPoint) * (weight - Window.WeightZeroPoint)));
        }

        return accumulator;
    }

    /// <summary>The input coordinate whose tap falls on a distance, if there is one.</summary>
    /// <param name="distance">From the first tap of input coordinate 0.</param>
    /// <param name="stride">From one input coordinate to the next.</param>
    /// <param name="size">The number of input coordinates.</param>
    /// <param name="source">The coordinate.</param>
    internal static bool TrySource(int distance, int stride, int size, out int source)
    {
        (source, int rest) = Math.DivRem(distance, stride);
        return rest == 0 && source >= 0 && source < size;
    }

    protected override EpilogueInput BeforeEpilogue(ProgramMemory memory, long element, int accumulator) =>
        BeforeConvolutionEpilogue(memory, element, accumulator);
}
