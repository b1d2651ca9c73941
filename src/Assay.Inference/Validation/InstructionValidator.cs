namespace Assay.Inference;

/// <summary>
/// The validity rules of the arithmetic. A valid instruction has a defined result for every content of memory, and each of its output elements
/// can be proven in bounded steps.
/// </summary>
public static class InstructionValidator
{
    /// <summary>The first rule which the encoded instruction breaks, or <see cref="InvalidReason.None"/>.</summary>
    /// <param name="bytes">The encoding; any length and content is judged.</param>
    /// <param name="index">Its position in the program.</param>
    /// <param name="pages">The page counts of the program's spaces.</param>
    public static InvalidReason Validate(ReadOnlySpan<byte> bytes, long index, PageCounts pages)
    {
        InvalidReason form = CanonicalForm.Check(bytes);
        return form != InvalidReason.None ? form : ValidateFields(InstructionCodec.DecodeFields(bytes), index, pages);
    }

    /// <summary>The first rule which the instruction's encoding breaks, or <see cref="InvalidReason.None"/>.</summary>
    public static InvalidReason Validate(Instruction instruction, long index, PageCounts pages) =>
        Validate(InstructionCodec.Encode(instruction), index, pages);

    /// <summary>Whether an operand is what its producer wrote.</summary>
    /// <param name="consumer">The instruction that reads.</param>
    /// <param name="slot">0 for operand A, 1 for operand B, 2 for operand C.</param>
    /// <param name="producer">The instruction at the operand's producer index.</param>
    /// <returns><see cref="InvalidReason.LinkMismatch"/> or <see cref="InvalidReason.None"/>; None too for operands that have no producer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The slot is not 0, 1 or 2.</exception>
    public static InvalidReason ValidateLink(Instruction consumer, int slot, Instruction producer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentNullException.ThrowIfNull(producer);
        Operand? operand = slot switch
        {
            0 => consumer.A,
            1 => consumer.B,
            2 => consumer.C,
            _ => throw new ArgumentOutOfRangeException(nameof(slot), slot, "An operand's slot is 0, 1 or 2."),
        };
        if (operand is null || operand.Space is MemorySpace.Input or MemorySpace.Constants)
            return InvalidReason.None;
        bool linked = producer.OutputSpace == operand.Space
            && producer.OutputPage == operand.Page
            && producer.OutputType == operand.Type
            && producer.OutputShape.Elements == operand.Shape.Elements;
        return linked ? InvalidReason.None : InvalidReason.LinkMismatch;
    }

    /// <summary>Whether an instruction's output follows directly on those before it.</summary>
    /// <param name="previous">The instruction before, or null for the first.</param>
    /// <param name="next">The instruction.</param>
    public static InvalidReason ValidateOrder(Instruction? previous, Instruction next)
    {
        ArgumentNullException.ThrowIfNull(next);
        uint body = previous?.NextBodyPage ?? 0;
        uint output = previous?.NextOutputPage ?? 0;
        bool follows = next.OutputSpace == MemorySpace.Body
            ? next.OutputPage == body && next.NextOutputPage == output
            : next.OutputPage == output && next.NextBodyPage == body;
        return follows ? InvalidReason.None : InvalidReason.OrderMismatch;
    }

    /// <summary>Whether the last instruction's counters are the page counts of body and output.</summary>
    public static InvalidReason ValidateTotal(Instruction last, PageCounts pages)
    {
        ArgumentNullException.ThrowIfNull(last);
        return last.NextBodyPage == pages.Body && last.NextOutputPage == pages.Output ? InvalidReason.None : InvalidReason.TotalMismatch;
    }

    /// <summary>Checks every instruction, their links, their order, the totals and the interface.</summary>
    /// <returns>The first fault, or null when the program is valid.</returns>
    public static ProgramFault? Validate(InferenceProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return ProgramRules.Check(program);
    }

    /// <summary>Throws when the program is not valid.</summary>
    /// <exception cref="ProgramValidationException">The message names the instruction and the reason.</exception>
    public static void ThrowIfInvalid(InferenceProgram program)
    {
        if (Validate(program) is { } fault)
            throw new ProgramValidationException(program.Name, fault);
    }

    private static InvalidReason ValidateFields(Instruction instruction, long index, PageCounts pages)
    {
        if (!FieldRules.TypesAreValid(instruction))
            return InvalidReason.BadType;
        if (!FieldRules.ShapesAreValid(instruction))
            return InvalidReason.BadShape;
        if (!FieldRules.SpacesAreValid(instruction))
            return InvalidReason.BadSpace;
        if (!FieldRules.ReferencesAreValid(instruction, index))
            return InvalidReason.BadReference;
        if (!AttributeRules.AttributesAreValid(instruction))
            return InvalidReason.BadAttribute;
        if (!ShapeRules.ShapesFit(instruction))
            return InvalidReason.ShapeMismatch;
        if (!EpilogueRules.RescalesAreValid(instruction))
            return InvalidReason.BadRescale;
        if (!EpilogueRules.EpilogueIsValid(instruction))
            return InvalidReason.BadEpilogue;
        if (!SpaceRules.IsInsideSpaces(instruction, pages))
            return InvalidReason.OutOfSpace;
        return StepLimits.Hold(instruction) ? InvalidReason.None : InvalidReason.StepTooLarge;
    }
}
