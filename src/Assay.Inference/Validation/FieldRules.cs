namespace Assay.Inference;

/// <summary>Reasons 5 to 8: types, shapes, spaces and producers, each by itself.</summary>
internal static class FieldRules
{
    internal static bool TypesAreValid(Instruction instruction) =>
        instruction.OutputType.IsDefined()
        && (instruction.Opcode != Opcode.ArgMax || instruction.OutputType == ElementType.Int32)
        && instruction.Operands().All(operand => OperandTypeIsValid(instruction.Opcode, operand.Type))
        && !(instruction.UnsignedInput && instruction.A.Type == ElementType.Int32)
        && !(instruction.UnsignedOutput && instruction.OutputType == ElementType.Int32);

    internal static bool ShapesAreValid(Instruction instruction) =>
        instruction.OutputShape.IsValid(instruction.OutputType)
        && instruction.Operands().All(operand => operand.Shape.IsValid(operand.Type));

    internal static bool SpacesAreValid(Instruction instruction) =>
        instruction.OutputSpace is MemorySpace.Body or MemorySpace.Output
        && instruction.Operands().All(operand => operand.Space <= MemorySpace.Body);

    internal static bool ReferencesAreValid(Instruction instruction, long index) =>
        instruction.Operands().All(operand => ReferenceIsValid(operand, index));

    private static bool OperandTypeIsValid(Opcode opcode, ElementType type) => opcode switch
    {
        Opcode.MatMul => type == ElementType.Int8,
        _ when opcode.IsConvolution() => type == ElementType.Int8,
        Opcode.MaxPool2D or Opcode.AvgPool2D or Opcode.ArgMax or Opcode.Resize => type is ElementType.Int8 or ElementType.Int16,
        _ => type.IsDefined(),
    };

    private static bool ReferenceIsValid(Operand operand, long index) =>
        operand.Space == MemorySpace.Body
            ? operand.Producer < index
            : operand.Producer == Operand.NoProducer;
}
