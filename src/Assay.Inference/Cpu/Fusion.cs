using Assay.Inference.Cpu.Epilogues;
using Assay.Inference.Cpu.Nodes;

namespace Assay.Inference.Cpu;

/// <summary>
/// Pairs of instructions that run as one while the body is not kept: a convolution to int16 whose only reader is the RESCALE behind it. The int16 tensor, which
/// would be written and read once and is larger than caches, is then never stored.
/// </summary>
internal static class Fusion
{
    /// <summary>For each instruction, whether it also computes the next one.</summary>
    public static bool[] Find(InferenceProgram program)
    {
        int[] readers = new int[program.Instructions.Length];
        foreach (Operand operand in program.Instructions.SelectMany(instruction => instruction.Operands()).Where(operand => operand.Space == MemorySpace.Body))
            readers[operand.Producer]++;
        bool[] fuses = new bool[readers.Length];
        for (int i = 0; i + 1 < fuses.Length; i++)
            fuses[i] = readers[i] == 1 && IsPair(program.Instructions[i], program.Instructions[i + 1], i) && CanAddBias(program, program.Instructions[i + 1]);
        return fuses;
    }

    private static bool CanAddBias(InferenceProgram program, Instruction rescale) => EpilogueParameters.CanAddBias(
        rescale.Epilogue, -(long)short.MinValue + RescaleConstants.Read(rescale, program.Constants.Span).LargestBias);

    private static bool IsPair(Instruction first, Instruction second, int index) =>
        first is { Opcode: Opcode.Conv2D or Opcode.DepthwiseConv2D, OutputType: ElementType.Int16, OutputSpace: MemorySpace.Body, Epilogue.PerChannelSecond: false }
        && second is { Opcode: Opcode.Rescale, UnsignedInput: false, UnsignedOutput: false, Epilogue.PerChannelSecond: false }
        && second.A is { Space: MemorySpace.Body, Type: ElementType.Int16, ZeroPoint: 0 }
        && second.A.Producer == index
        && second.A.Shape == first.OutputShape
        && second.OutputShape == first.OutputShape;
}
