namespace Assay.Inference;

/// <summary>Reason 14: every element can be proven in steps of bounded size.</summary>
internal static class StepLimits
{
    internal const int MaximumSegments = 256;
    internal const int MaximumRuns = 8;
    internal const int MaximumTransposedRuns = 5;
    internal const int MaximumRowChunks = 32;

    internal static bool Hold(Instruction instruction) =>
        StepPlan.SegmentCount(instruction) <= MaximumSegments && RunsHold(instruction);

    private static bool RunsHold(Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D:
                return ConvolutionRuns(instruction) <= MaximumRuns;
            case Opcode.TransposeConv2D:
                return TransposedRows(instruction) <= MaximumTransposedRuns;
            case Opcode.DepthwiseConv2D or Opcode.MaxPool2D or Opcode.AvgPool2D:
                WindowRows rows = WindowRows.Of(instruction);
                return rows.Runs <= MaximumRuns && rows.Chunks <= MaximumRowChunks;
            default:
                return true;
        }
    }

    // How many kernel rows 512 consecutive products of TRANSPOSE_CONV2D can touch; of neighbouring rows, one in StrideY sees the input.
    // With more channels than a row is read at once, these are at most three taps.
    private static long TransposedRows(Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        long rowLength = (long)window.KernelWidth * instruction.A.Shape.Channels;
        long rows = Math.Min(window.KernelHeight, ((StepPlan.ProductsPerSegment - 1) / rowLength) + 2);
        return (rows + window.StrideY - 1) / window.StrideY;
    }

    // How many kernel rows, or taps when dilated, 512 consecutive products can touch.
    private static long ConvolutionRuns(Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        long channels = instruction.A.Shape.Channels;
        return window.DilationX == 1
            ? Math.Min(window.KernelHeight, ((StepPlan.ProductsPerSegment - 1) / (window.KernelWidth * channels)) + 2)
            : Math.Min((long)window.KernelHeight * window.KernelWidth, ((StepPlan.ProductsPerSegment - 1) / channels) + 2);
    }
}
