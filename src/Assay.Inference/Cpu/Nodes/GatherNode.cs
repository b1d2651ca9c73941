namespace Assay.Inference.Cpu.Nodes;

/// <summary>GATHER: a row of A for each element of B.</summary>
internal sealed class GatherNode(NodeContext context) : MovementNode(context)
{
    protected override IEnumerable<Operand> Moved => [Instruction.A];

    protected override Stretch Locate(long element)
    {
        TensorShape values = Instruction.A.Shape;
        (long place, long channel) = Math.DivRem(element, values.Channels);
        long named = (long)ReadElement(1, place) - Instruction.B!.ZeroPoint;
        long matrix = values.Height == 1 ? 0 : place / Instruction.OutputShape.Width;
        long row = (matrix * values.Width) + Math.Clamp(named, 0, values.Width - 1);
        return new Stretch(0, (row * values.Channels) + channel, 1, values.Channels - channel);
    }
}
