namespace Assay.Inference.Cpu.Nodes;

/// <summary>Neighbouring elements of an output that come from elements at one distance from each other, or are all the same.</summary>
/// <param name="Operand">0 for operand A, 1 for operand B, −1 where every accumulator is <paramref name="Index"/>.</param>
/// <param name="Index">The first element in the operand.</param>
/// <param name="Step">Elements from one to the next.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct Stretch(int Operand, long Index, long Step, long Count)
{
    /// <summary>Elements that no operand holds.</summary>
    public static Stretch Filled(int value, long count) => new(-1, value, 0, count);
}
