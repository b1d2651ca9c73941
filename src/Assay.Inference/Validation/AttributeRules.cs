namespace Assay.Inference;

/// <summary>Reason 9: the ranges of attributes.</summary>
internal static class AttributeRules
{
    private const int MaximumGeometry = 255;
    private const int MaximumReduction = 1 << 28;
    private const int MaximumProductShift = 63;

    internal static bool AttributesAreValid(Instruction instruction) => instruction switch
    {
        { Window: { } window } => WindowIsValid(instruction, window),
        { Reduction: { } reduction } => ReductionIsValid(reduction),
        { Records: { } records } => records.Stride == ChannelBlock.RecordSize,
        { Opcode: Opcode.Mul } => instruction.Parameter <= MaximumProductShift,
        { Opcode: Opcode.ArithmeticRightShift } => instruction.Parameter <= 1,
        _ => true,
    };

    private static bool WindowIsValid(Instruction instruction, WindowAttributes window)
    {
        bool inRange = IsFactor(window.KernelHeight) && IsFactor(window.KernelWidth)
            && IsFactor(window.StrideY) && IsFactor(window.StrideX)
            && IsFactor(window.DilationY) && IsFactor(window.DilationX)
            && window.PadTop <= MaximumGeometry && window.PadBottom <= MaximumGeometry
            && window.PadLeft <= MaximumGeometry && window.PadRight <= MaximumGeometry;
        if (!inRange)
            return false;
        return instruction.Opcode == Opcode.MaxPool2D ? PoolIsValid(window) : WeightsAreValid(instruction, window);
    }

    // A window that lies wholly in the padding would have no maximum.
    private static bool PoolIsValid(WindowAttributes window) =>
        window is { DilationY: 1, DilationX: 1 }
        && window.PadTop < window.KernelHeight && window.PadBottom < window.KernelHeight
        && window.PadLeft < window.KernelWidth && window.PadRight < window.KernelWidth;

    private static bool WeightsAreValid(Instruction instruction, WindowAttributes window)
    {
        long weightCount = ChannelBlock.WeightCount(instruction.Opcode, window, instruction.A.Shape.Channels);
        return window.WeightZeroPoint is >= sbyte.MinValue and <= sbyte.MaxValue && window.ChannelStride == ChannelBlock.Stride(weightCount);
    }

    private static bool ReductionIsValid(ReductionAttributes reduction) =>
        IsLength(reduction.Outer) && IsLength(reduction.Length) && IsLength(reduction.Inner);

    private static bool IsFactor(int value) => value is >= 1 and <= MaximumGeometry;

    private static bool IsLength(int value) => value is >= 1 and <= MaximumReduction;
}
