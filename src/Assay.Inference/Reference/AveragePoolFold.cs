using System.Numerics;

namespace Assay.Inference;

/// <summary>AVG_POOL2D: <c>acc += x[n, iy, ix, c] − zx</c> over the taps inside the input, then the quotient by their number.</summary>
internal sealed class AveragePoolFold(Instruction instruction) : WindowFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        for (int k = first; k < end; k++)
        {
            (int ky, int kx) = Math.DivRem(k, Window.KernelWidth);
            if (TryReadTap(memory, output, ky, kx, output.Channel, out int value))
                accumulator = FixedPoint.Wrap((long)accumulator + value - Instruction.A.ZeroPoint);
        }

        return accumulator;
    }

    protected override EpilogueInput BeforeEpilogue(ProgramMemory memory, long element, int accumulator)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        (int multiplier, byte shift) = Reciprocal(Taps(Window, Instruction.A.Shape, output.Y, output.X));
        return base.BeforeEpilogue(memory, element, FixedPoint.Wrap(FixedPoint.Scale(accumulator, multiplier, shift, doubleRounding: false)));
    }

    /// <summary>The number of taps inside the input; at least 1, because paddings are smaller than the kernel.</summary>
    internal static int Taps(WindowAttributes window, TensorShape input, int y, int x)
    {
        int top = (y * window.StrideY) - window.PadTop;
        int left = (x * window.StrideX) - window.PadLeft;
        int rows = Math.Min(top + window.KernelHeight, input.Height) - Math.Max(top, 0);
        int columns = Math.Min(left + window.KernelWidth, input.Width) - Math.Max(left, 0);
        return rows * columns;
    }

    /// <summary>The scale that divides by a number of taps: <c>k = ceil(log2 n)</c>, <c>m = floor((2^30 + 1) * 2^k / n)</c>, shift <c>30 + k</c>.</summary>
    internal static (int Multiplier, byte Shift) Reciprocal(int taps)
    {
        int bits = 32 - BitOperations.LeadingZeroCount((uint)taps - 1);
        long multiplier = (((1L << 30) + 1) << bits) / taps;
        return ((int)multiplier, (byte)(30 + bits));
    }
}
