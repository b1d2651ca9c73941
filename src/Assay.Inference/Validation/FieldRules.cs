namespace Assay.Inference;

/// <summary>Reasons 5 to 8: types, shapes, spaces and producers, each by itself.</summary>
internal static class FieldRules
{
    internal static bool TypesAreValid(Instruction instruction) =>
        instruction.OutputType.IsDefined()
        && OperandTypeIsValid(instruction.Opcode, instruction.A.Type)
        && (instruction.B is not { } b || OperandTypeIsValid(instruction.Opcode, b.Type));

    internal static bool ShapesAreValid(Instruction instruction) =>
        instruction.OutputShape.IsValid(instruction.OutputType)
        && instruction.A.Shape.IsValid(instruction.A.Type)
        && (instruction.B is not { } b || b.Shape.IsValid(b.Type));

    internal static bool SpacesAreValid(Instruction instruction) =>
        instruction.OutputSpace is MemorySpace.Body or MemorySpace.Output
        && instruction.A.Space <= MemorySpace.Body
        && (instruction.B is not { } b || b.Space <= MemorySpace.Body);

    internal static bool ReferencesAreValid(Instruction instruction, long index) =>
        ReferenceIsValid(instruction.A, index) && (instruction.B is not { } b || ReferenceIsValid(b, index));

    private static bool OperandTypeIsValid(Opcode opcode, ElementType type) => opcode switch
    {
        Opcode.Conv2D or Opcode.DepthwiseConv2D => type == ElementType.Int8,
        Opcode.MaxPool2D => type is ElementType.Int8 or ElementType.Int16,
        _ => type.IsDefined(),
    };

    private static bool ReferenceIsValid(Operand operand, long index) =>
        operand.Space == MemorySpace.Body
            ? operand.Producer < index
            : operand.Producer == Operand.NoProducer;
}
