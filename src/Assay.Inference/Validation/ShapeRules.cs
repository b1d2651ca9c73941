namespace Assay.Inference;

/// <summary>Reason 10: shapes that fit the operator.</summary>
internal static class ShapeRules
{
    internal static bool ShapesFit(Instruction instruction) => instruction switch
    {
        { Window: { } window } => WindowFits(instruction, window),
        { Reduction: { } reduction } => ReductionFits(instruction, reduction),
        { Opcode: Opcode.MatMul or >= Opcode.Gather } => MovementRules.ShapesFit(instruction),
        { B: null } => instruction.A.Shape == instruction.OutputShape,
        _ => instruction.Operands().All(operand => Broadcasts(operand.Shape, instruction.OutputShape)),
    };

    private static bool WindowFits(Instruction instruction, WindowAttributes window)
    {
        TensorShape input = instruction.A.Shape;
        TensorShape output = instruction.OutputShape;
        if (instruction.Opcode == Opcode.TransposeConv2D)
        {
            return input.Batch == output.Batch
                && window.TransposedHeight(input.Height) == output.Height
                && window.TransposedWidth(input.Width) == output.Width;
        }

        return input.Batch == output.Batch
            && window.OutputHeight(input.Height) == output.Height
            && window.OutputWidth(input.Width) == output.Width
            && instruction.Opcode switch
            {
                Opcode.Conv2D => true,
                Opcode.DepthwiseConv2D => output.Channels % input.Channels == 0,
                _ => output.Channels == input.Channels,
            };
    }

    private static bool ReductionFits(Instruction instruction, ReductionAttributes reduction)
    {
        // Three factors of at most 2²⁸ do not fit 64 bits, two do.
        long kept = (long)reduction.Outer * reduction.Inner;
        return kept == instruction.OutputShape.Elements && (Int128)kept * reduction.Length == instruction.A.Shape.Elements;
    }

    private static bool Broadcasts(TensorShape operand, TensorShape output)
    {
        for (int i = 0; i < 4; i++)
        {
            if (operand[i] != output[i] && operand[i] != 1)
                return false;
        }

        return true;
    }
}
