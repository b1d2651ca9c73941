namespace Assay.Inference;

/// <summary>What CONV2D, DEPTHWISE_CONV2D and MAX_POOL2D share: windows whose taps may lie outside the input, and channel blocks.</summary>
internal abstract class WindowFold(Instruction instruction) : ElementFold(instruction)
{
    protected WindowAttributes Window { get; } = instruction.Window!;

    /// <summary>Reads the input under a tap, or returns false when the tap lies outside and is skipped.</summary>
    protected bool TryReadTap(ProgramMemory memory, ElementPosition output, int ky, int kx, int channel, out int value)
    {
        TensorShape input = Instruction.A.Shape;
        int y = (output.Y * Window.StrideY) - Window.PadTop + (ky * Window.DilationY);
        int x = (output.X * Window.StrideX) - Window.PadLeft + (kx * Window.DilationX);
        bool inside = y >= 0 && y < input.Height && x >= 0 && x < input.Width;
        value = inside ? Read(memory, Instruction.A, Index(input, output.Batch, y, x, channel)) : 0;
        return inside;
    }

    protected int ReadWeight(ProgramMemory memory, int outputChannel, int k)
    {
        long offset = ChannelBlock.Offset(Window, outputChannel) + ChannelBlock.RecordSize + k;
        return memory.Read(MemorySpace.Constants, offset, ElementType.Int8);
    }

    /// <summary>Adds the bias and, if the epilogue is per channel, takes the channel's multiplier and shift.</summary>
    protected EpilogueInput BeforeConvolutionEpilogue(ProgramMemory memory, long element, int accumulator)
    {
        int channel = ElementPosition.Of(Instruction.OutputShape, element).Channel;
        return BeforeEpilogueOfChannel(memory, ChannelBlock.Offset(Window, channel), accumulator);
    }
}
