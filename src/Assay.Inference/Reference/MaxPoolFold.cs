namespace Assay.Inference;

/// <summary>MAX_POOL2D: <c>acc = max(acc, x[n, iy, ix, c])</c>. Taps outside the input never win.</summary>
internal sealed class MaxPoolFold(Instruction instruction) : WindowFold(instruction)
{
    internal override int Initial => int.MinValue;

    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        for (int k = first; k < end; k++)
        {
            (int ky, int kx) = Math.DivRem(k, Window.KernelWidth);
            if (TryReadTap(memory, output, ky, kx, output.Channel, out int value))
                accumulator = Math.Max(accumulator, value);
        }

        return accumulator;
    }
}
