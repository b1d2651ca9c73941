namespace Assay.Inference;

/// <summary>
/// REINDEX: <c>acc = a[s] − za</c> with <c>s[d] = start[d] + step[d] * o[axis[d]]</c>, modulo the dimension or, outside the operand, the fill. The fold has one step.
/// </summary>
internal sealed class ReindexFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end) =>
        TrySource(Instruction, element, out long index)
            ? FixedPoint.Wrap((long)Read(memory, Instruction.A, index) - Instruction.A.ZeroPoint)
            : Instruction.Reindex!.Fill;

    /// <summary>Where an output element comes from; false where it is the fill.</summary>
    internal static bool TrySource(Instruction instruction, long element, out long index)
    {
        ReindexAttributes reindex = instruction.Reindex!;
        TensorShape source = instruction.A.Shape;
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        ReadOnlySpan<int> coordinates = [output.Batch, output.Y, output.X, output.Channel];
        index = 0;
        for (int dimension = 0; dimension < 4; dimension++)
        {
            ReindexAxis axis = reindex[dimension];
            long position = axis.Start + ((long)axis.Step * coordinates[axis.Axis]);
            int size = source[dimension];
            if (reindex.Mode == ReindexMode.Wrap)
                position = ((position % size) + size) % size;
            else if (position < 0 || position >= size)
                return false;
            index = (index * size) + position;
        }

        return true;
    }
}
