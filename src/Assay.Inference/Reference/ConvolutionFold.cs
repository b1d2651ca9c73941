namespace Assay.Inference;

/// <summary>CONV2D: <c>acc += (x[n, iy, ix, ic] − zx) * (w[k] − zw)</c>, <c>k = (ky, kx, ic)</c>, then the bias.</summary>
internal sealed class ConvolutionFold(Instruction instruction) : WindowFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        int channels = Instruction.A.Shape.Channels;
        for (int k = first; k < end; k++)
        {
            (int tap, int channel) = Math.DivRem(k, channels);
            (int ky, int kx) = Math.DivRem(tap, Window.KernelWidth);
            if (TryReadTap(memory, output, ky, kx, channel, out int value))
            {
                int weight = ReadWeight(memory, output.Channel, k);
                accumulator = FixedPoint.Wrap(accumulator + ((long)(value - Instruction.A.ZeroPoint) * (weight - Window.WeightZeroPoint)));
            }
        }

        return accumulator;
    }

    protected override EpilogueInput BeforeEpilogue(ProgramMemory memory, long element, int accumulator) =>
        BeforeConvolutionEpilogue(memory, element, accumulator);
}
