namespace Assay.Inference;

/// <summary>Reason 14: every element can be proven in steps of bounded size.</summary>
internal static class StepLimits
{
    internal const int MaximumSegments = 256;
    internal const int MaximumRuns = 8;
    internal const int MaximumRowChunks = 32;

    internal static bool Hold(Instruction instruction) =>
        StepPlan.SegmentCount(instruction) <= MaximumSegments && RunsHold(instruction);

    private static bool RunsHold(Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D:
                return ConvolutionRuns(instruction) <= MaximumRuns;
            case Opcode.DepthwiseConv2D or Opcode.MaxPool2D:
                WindowRows rows = WindowRows.Of(instruction);
                return rows.Runs <= MaximumRuns && rows.Chunks <= MaximumRowChunks;
            default:
                return true;
        }
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
