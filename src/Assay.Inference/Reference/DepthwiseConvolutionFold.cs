namespace Assay.Inference;

/// <summary>DEPTHWISE_CONV2D: <c>acc += (x[n, iy, ix, c] − zx) * (w[k] − zw)</c>, <c>k = (ky, kx)</c>, <c>c = oc / M</c>, then the bias.</summary>
internal sealed class DepthwiseConvolutionFold(Instruction instruction) : WindowFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        int multiple = Instruction.OutputShape.Channels / Instruction.A.Shape.Channels;
        int channel = output.Channel / multiple;
        for (int k = first; k < end; k++)
        {
            (int ky, int kx) = Math.DivRem(k, Window.KernelWidth);
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
