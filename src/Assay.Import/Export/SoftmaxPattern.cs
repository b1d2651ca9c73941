using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Instructions in a row that are one soft-max.</summary>
/// <param name="Input">What it is the soft-max of.</param>
/// <param name="InputScale">The real value of one step of the input.</param>
/// <param name="Axis">How the axis lies in the input.</param>
/// <param name="Unit">The probability of one step of the result, whose zero point and limits are in the last instruction's rescale.</param>
/// <param name="Count">The number of instructions.</param>
internal sealed record SoftmaxPattern(Operand Input, double InputScale, ReductionAttributes Axis, double Unit, int Count)
{
    /// <summary>The soft-max that starts with an instruction, of an import from ONNX or from TFLite; null where there is none.</summary>
    public static SoftmaxPattern? Find(ExportContext context, int first)
    {
        IReadOnlyList<Instruction> instructions = context.Program.Instructions;
        if (instructions[first] is not { Opcode: Opcode.ReduceMax, Epilogue.Kind: EpilogueKind.Narrow, A: var input } maximum || maximum.OutputType != input.Type)
            return null;
        SoftmaxPattern? pattern = OwnSoftmax.Match(context, first) ?? TfliteSoftmax.Match(context, first);
        return pattern is not null && IsClosed(instructions, first, pattern.Count) ? pattern : null;
    }

    /// <summary>Whether only the last of the instructions is of interest to others.</summary>
    private static bool IsClosed(IReadOnlyList<Instruction> instructions, int first, int count)
    {
        int last = first + count - 1;
        for (int i = first; i < last; i++)
        {
            if (instructions[i].OutputSpace != MemorySpace.Body)
                return false;
        }

        return instructions.Skip(last + 1).SelectMany(instruction => instruction.Operands())
            .All(operand => operand.Producer == Operand.NoProducer || operand.Producer < first || operand.Producer >= last);
    }
}
