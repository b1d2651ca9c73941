namespace Assay.Inference.Cpu.Nodes;

/// <summary>CONCAT: stretches of A and of B in turn.</summary>
internal sealed unsafe class ConcatNode : MovementNode
{
    private readonly long _left;
    private readonly long _right;

    public ConcatNode(NodeContext context)
        : base(context)
    {
        long inner = 1;
        for (int axis = 3; axis > Instruction.Parameter; axis--)
            inner *= Instruction.OutputShape[axis];
        _left = Instruction.A.Shape[Instruction.Parameter] * inner;
        _right = Instruction.B!.Shape[Instruction.Parameter] * inner;
    }

    protected override void RunPart(int part, byte* scratch)
    {
        long outer = Instruction.OutputShape.Elements / (_left + _right);

        // Too few stretches for all threads: elements are shared instead.
        if (!KeepsBytes || outer < Parts)
        {
            base.RunPart(part, scratch);
            return;
        }

        int size = Instruction.OutputType.Size();
        (nint left, nint right) = ((nint)_left * size, (nint)_right * size);
        (long from, long to) = Share(outer, part);
        byte* target = Target + ((nint)from * (left + right));
        byte* end = Target + ((nint)to * (left + right));
        byte* first = Source(0) + ((nint)from * left);
        byte* second = Source(1) + ((nint)from * right);
        for (; target < end; first += left, second += right)
        {
            PixelCopy.Copy(first, target, left, end);
            target += left;
            PixelCopy.Copy(second, target, right, end);
            target += right;
        }
    }

    protected override Stretch Locate(long element)
    {
        (long outer, long rest) = Math.DivRem(element, _left + _right);
        return rest < _left
            ? new Stretch(0, (outer * _left) + rest, 1, _left - rest)
            : new Stretch(1, (outer * _right) + rest - _left, 1, _left + _right - rest);
    }
}
