namespace Assay.Inference;

/// <summary>Reason 13: everything lies inside its space.</summary>
internal static class SpaceRules
{
    private const int TableBytes = 2 * ProgramBuilder.TableLength;

    internal static bool IsInsideSpaces(Instruction instruction, PageCounts pages)
    {
        long outputEnd = instruction.OutputPage + instruction.OutputShape.Pages(instruction.OutputType);
        long next = instruction.OutputSpace == MemorySpace.Body ? instruction.NextBodyPage : instruction.NextOutputPage;
        return outputEnd <= pages[instruction.OutputSpace]
            && next == outputEnd
            && instruction.Operands().All(operand => OperandIsInside(operand, pages))
            && ChannelBlocksAreInside(instruction, pages)
            && TableIsInside(instruction.Epilogue, pages);
    }

    private static bool OperandIsInside(Operand operand, PageCounts pages) =>
        operand.Page + operand.Shape.Pages(operand.Type) <= pages[operand.Space];

    private static bool ChannelBlocksAreInside(Instruction instruction, PageCounts pages)
    {
        if (!instruction.Opcode.IsConvolution() && instruction.Records is null)
            return true;
        int channels = instruction.OutputShape.Channels;
        long end = instruction.Records?.Offset(channels) ?? ChannelBlock.Offset(instruction.Window!, channels);
        return end <= (long)pages.Constants * Memory.PageSize;
    }

    private static bool TableIsInside(Epilogue epilogue, PageCounts pages) =>
        epilogue.Kind != EpilogueKind.Table
        || ((long)epilogue.TablePage * Memory.PageSize) + TableBytes <= (long)pages.Constants * Memory.PageSize;
}
