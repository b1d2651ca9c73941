namespace Assay.Inference;

/// <summary>
/// RESIZE: the nearest element less the zero point, or the sum of four, weighted by how near they are. The fold has one step.
/// </summary>
internal sealed class ResizeFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        long sum = 0;
        foreach ((long index, int weight) in Sources(Instruction, element))
            sum += (long)weight * (Read(memory, Instruction.A, index) - Instruction.A.ZeroPoint);
        return FixedPoint.Wrap(sum);
    }

    /// <summary>The elements from which an output element comes, with their weights: one, or upper left, upper right, lower left, lower right.</summary>
    internal static IEnumerable<(long Index, int Weight)> Sources(Instruction instruction, long element)
    {
        ResizeAttributes resize = instruction.Resize!;
        TensorShape input = instruction.A.Shape;
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        (int y, int deltaY) = resize.Y.Locate(output.Y);
        (int x, int deltaX) = resize.X.Locate(output.X);
        if (resize.Mode == ResizeMode.Nearest)
        {
            y += 2 * deltaY >= resize.Y.Numerator ? 1 : 0;
            x += 2 * deltaX >= resize.X.Numerator ? 1 : 0;
            yield return (At(y, x), 1);
            yield break;
        }

        yield return (At(y, x), (resize.Y.Numerator - deltaY) * (resize.X.Numerator - deltaX));
        yield return (At(y, x + 1), (resize.Y.Numerator - deltaY) * deltaX);
        yield return (At(y + 1, x), deltaY * (resize.X.Numerator - deltaX));
        yield return (At(y + 1, x + 1), deltaY * deltaX);

        long At(int row, int column) =>
            Index(input, output.Batch, Math.Clamp(row, 0, input.Height - 1), Math.Clamp(column, 0, input.Width - 1), output.Channel);
    }
}
