namespace Assay.Inference;

/// <summary>
/// How the fold of an output element is cut into steps, and which bytes each step reads. All methods expect a valid instruction and an element
/// below the output's element count.
/// </summary>
public static partial class StepPlan
{
    /// <summary>The most products of one segment of CONV2D, TRANSPOSE_CONV2D or MATMUL.</summary>
    public const int ProductsPerSegment = 512;

    private const int ReductionBytesPerSegment = 2048;
    internal const int MaximumContiguousReductionStride = 256;
    private const int StridedElementsPerSegment = 4;

    /// <summary>How many segments an element's fold has; 1 means that it is proven in one whole step.</summary>
    public static long SegmentCount(Instruction instruction)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D or Opcode.TransposeConv2D:
                long products = ChannelBlock.WeightCount(Opcode.Conv2D, instruction.Window!, instruction.A.Shape.Channels);
                return CeilingDivide(products, ProductsPerSegment);
            case Opcode.MatMul:
                return CeilingDivide(instruction.A.Shape.Channels, ProductsPerSegment);
            case Opcode.DepthwiseConv2D or Opcode.MaxPool2D or Opcode.AvgPool2D:
                WindowRows rows = WindowRows.Of(instruction);
                int height = instruction.Window!.KernelHeight;
                return (long)height * rows.Runs <= 3 && height * rows.Chunks <= 8 ? 1 : height;
            case Opcode.ReduceSum or Opcode.ReduceMax or Opcode.ReduceMin or Opcode.ArgMax:
                return CeilingDivide(instruction.Reduction!.Length, ReductionSegmentLength(instruction));
            default:
                return 1;
        }
    }

    /// <summary>The half-open range of reduction indices <c>[First, End)</c> of a segment; with one segment, all of them.</summary>
    public static (int First, int End) SegmentRange(Instruction instruction, int segment)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        long count = SegmentCount(instruction);
        ArgumentOutOfRangeException.ThrowIfNegative(segment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(segment, count);
        int total = ReductionLength(instruction);
        if (count == 1)
            return (0, total);
        int length = instruction.Opcode switch
        {
            Opcode.Conv2D or Opcode.TransposeConv2D or Opcode.MatMul => ProductsPerSegment,
            _ when instruction.Opcode.IsWindow() => instruction.Window!.KernelWidth,
            _ => ReductionSegmentLength(instruction),
        };
        return (segment * length, Math.Min(total, (segment + 1) * length));
    }

    /// <summary>The number of steps of the reduction: products, taps, elements, or 1 for operators that do not fold.</summary>
    public static int ReductionLength(Instruction instruction)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        return instruction.Opcode switch
        {
            _ when instruction.Opcode.IsWindow() =>
                checked((int)ChannelBlock.WeightCount(instruction.Opcode, instruction.Window!, instruction.A.Shape.Channels)),
            _ when instruction.Opcode.IsReduction() => instruction.Reduction!.Length,
            Opcode.MatMul => instruction.A.Shape.Channels,
            _ => 1,
        };
    }

    private static int ReductionSegmentLength(Instruction instruction)
    {
        long stride = ReductionStride(instruction);
        return stride <= MaximumContiguousReductionStride ? (int)Math.Max(1, ReductionBytesPerSegment / stride) : StridedElementsPerSegment;
    }

    private static long ReductionStride(Instruction instruction) => (long)instruction.Reduction!.Inner * instruction.A.Type.Size();

    private static long CeilingDivide(long value, long divisor) => (value + divisor - 1) / divisor;
}
