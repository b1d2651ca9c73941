namespace Assay.Inference;

/// <summary>
/// ARGMAX: <c>acc = max(acc, x[o, k, i] * 2^16 + (65,535 − k))</c>, so that of equal elements the first wins; then <c>65,535 − (acc mod 2^16)</c>.
/// </summary>
internal sealed class ArgMaxFold(Instruction instruction) : ElementFold(instruction)
{
    /// <summary>The most elements whose indices fit beside them.</summary>
    internal const int MaximumLength = 65_535;

    private const int LastIndex = 0xFFFF;

    internal override int Initial => int.MinValue;

    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        for (int k = first; k < end; k++)
        {
            int value = Read(memory, Instruction.A, ReductionFold.SourceIndex(Instruction.Reduction!, element, k));
            accumulator = Math.Max(accumulator, (value << 16) | (LastIndex - k));
        }

        return accumulator;
    }

    protected override EpilogueInput BeforeEpilogue(ProgramMemory memory, long element, int accumulator) =>
        base.BeforeEpilogue(memory, element, Index(accumulator));

    /// <summary>The index that an accumulator holds.</summary>
    internal static int Index(int accumulator) => LastIndex - (accumulator & LastIndex);
}
