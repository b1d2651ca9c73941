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
        { Reduction: { } reduction } => ReductionIsValid(instruction.Opcode, reduction),
        { Reindex: { } reindex } => MovementRules.AttributesAreValid(reindex),
        { Resize: { } resize } => MovementRules.AttributesAreValid(resize),
        { Opcode: Opcode.Concat } => instruction.Parameter <= 3,
        { Records: { } records } => records.Stride == ChannelBlock.RecordSize,
        { Opcode: Opcode.Mul } => instruction.Parameter <= MaximumProductShift,
        { Opcode: Opcode.ArithmeticRightShift } => instruction.Parameter <= 1,
        _ => true,
    };

    private static bool WindowIsValid(Instruction instruction, WindowAttributes window)
    {
        bool inRange = IsFactor(window.KernelHeight) && IsFactor(window.KernelWidth)
            && IsFactor(window.StrideY) && IsFactor(window.StrideX)
            && IsFactor(window.DilationY) && IsFactor(window.DilationX);
        if (inRange && instruction.Opcode == Opcode.TransposeConv2D)
            return TransposeIsValid(window) && WeightsAreValid(instruction, window);
        inRange = inRange
            && window.PadTop <= MaximumGeometry && window.PadBottom <= MaximumGeometry
            && window.PadLeft <= MaximumGeometry && window.PadRight <= MaximumGeometry;
        if (!inRange)
            return false;
        return instruction.Opcode.IsPool() ? PoolIsValid(window) : WeightsAreValid(instruction, window);
    }

    // Cutting a whole kernel off would leave rows of input without a use.
    private static bool TransposeIsValid(WindowAttributes window) =>
        window is { DilationY: 1, DilationX: 1 }
        && OutputPadIsValid(window.OutputPadTop, window.KernelHeight) && OutputPadIsValid(window.OutputPadBottom, window.KernelHeight)
        && OutputPadIsValid(window.OutputPadLeft, window.KernelWidth) && OutputPadIsValid(window.OutputPadRight, window.KernelWidth);

    private static bool OutputPadIsValid(int pad, int kernel) => pad > -kernel && pad <= MaximumGeometry;

    // A window that lies wholly in the padding would have no maximum and no mean.
    private static bool PoolIsValid(WindowAttributes window) =>
        window is { DilationY: 1, DilationX: 1 }
        && window.PadTop < window.KernelHeight && window.PadBottom < window.KernelHeight
        && window.PadLeft < window.KernelWidth && window.PadRight < window.KernelWidth;

    private static bool WeightsAreValid(Instruction instruction, WindowAttributes window)
    {
        long weightCount = ChannelBlock.WeightCount(instruction.Opcode, window, instruction.A.Shape.Channels);
        return window.WeightZeroPoint is >= sbyte.MinValue and <= sbyte.MaxValue && window.ChannelStride == ChannelBlock.Stride(weightCount);
    }

    private static bool ReductionIsValid(Opcode opcode, ReductionAttributes reduction) =>
        IsLength(reduction.Outer) && IsLength(reduction.Length) && IsLength(reduction.Inner)
        && (opcode != Opcode.ArgMax || reduction.Length <= ArgMaxFold.MaximumLength);

    private static bool IsFactor(int value) => value is >= 1 and <= MaximumGeometry;

    private static bool IsLength(int value) => value is >= 1 and <= MaximumReduction;
}
