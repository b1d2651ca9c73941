namespace Assay.Inference.Cpu.Nodes;

/// <summary>REINDEX: along the last dimension of the output, one dimension of the operand runs and the others stand still.</summary>
internal sealed class ReindexNode : MovementNode
{
    private readonly ReindexAttributes _attributes;
    private readonly long[] _strides = [1, 1, 1, 1];
    private readonly int _running;

    public ReindexNode(NodeContext context)
        : base(context)
    {
        _attributes = Instruction.Reindex!;
        for (int dimension = 2; dimension >= 0; dimension--)
            _strides[dimension] = _strides[dimension + 1] * Instruction.A.Shape[dimension + 1];
        while (_attributes[_running].Axis != 3)
            _running++;
    }

    protected override Stretch Locate(long element)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        ReadOnlySpan<int> coordinates = [output.Batch, output.Y, output.X, output.Channel];
        long left = Instruction.OutputShape.Channels - output.Channel;
        long index = 0;
        for (int dimension = 0; dimension < 4; dimension++)
        {
            ReindexAxis axis = _attributes[dimension];
            long position = Position(axis, coordinates[axis.Axis], Instruction.A.Shape[dimension]);
            if (dimension != _running && IsOutside(position, dimension))
                return Stretch.Filled(_attributes.Fill, left);
            index += position * _strides[dimension];
        }

        ReindexAxis running = _attributes[_running];
        long start = Position(running, output.Channel, Instruction.A.Shape[_running]);
        long count = Math.Min(left, Remaining(start, running.Step, Instruction.A.Shape[_running]));
        return IsOutside(start, _running)
            ? Stretch.Filled(_attributes.Fill, count)
            : new Stretch(0, index, running.Step * _strides[_running], count);
    }

    /// <summary>How many steps from a position stay inside the dimension, or outside it.</summary>
    private static long Remaining(long position, long step, int size)
    {
        // Counted in the direction of the step, the dimension is [0, size).
        long pace = Math.Abs(step);
        long forward = step > 0 ? position : size - 1 - position;
        if (forward >= size)
            return long.MaxValue;
        return forward < 0 ? (pace - 1 - forward) / pace : ((size - 1 - forward) / pace) + 1;
    }

    private long Position(ReindexAxis axis, int coordinate, int size)
    {
        long position = axis.Start + ((long)axis.Step * coordinate);
        return _attributes.Mode == ReindexMode.Wrap ? ((position % size) + size) % size : position;
    }

    private bool IsOutside(long position, int dimension) => position < 0 || position >= Instruction.A.Shape[dimension];
}
