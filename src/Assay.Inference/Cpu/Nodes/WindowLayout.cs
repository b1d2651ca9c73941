namespace Assay.Inference.Cpu.Nodes;

/// <summary>The geometry of a window operator and the rows of input, padding included, that its outputs see.</summary>
internal sealed class WindowLayout
{
    public WindowLayout(Instruction instruction)
    {
        Window = instruction.Window!;
        Input = instruction.A.Shape;
        Output = instruction.OutputShape;
        PaddedWidth = ((Output.Width - 1) * Window.StrideX) + ((Window.KernelWidth - 1) * Window.DilationX) + 1;
        IsInside = Window is { PadTop: 0, PadLeft: 0 } && PaddedWidth <= Input.Width && RowsFor(Output.Height) <= Input.Height;
    }

    public WindowAttributes Window { get; }

    public TensorShape Input { get; }

    public TensorShape Output { get; }

    /// <summary>Pixels that the outputs of one row see, from the first tap to the last.</summary>
    public int PaddedWidth { get; }

    /// <summary>Whether every tap lies inside the input.</summary>
    public bool IsInside { get; }

    /// <summary>One pixel in, one pixel out, in the same order.</summary>
    public bool IsPointwise =>
        IsInside
        && Window is { KernelHeight: 1, KernelWidth: 1, StrideX: 1, StrideY: 1 }
        && Input.Width == Output.Width
        && Input.Height == Output.Height;

    public int OutputRows => Output.Batch * Output.Height;

    /// <summary>Input rows that this many output rows see.</summary>
    public int RowsFor(int outputRows) => ((outputRows - 1) * Window.StrideY) + ((Window.KernelHeight - 1) * Window.DilationY) + 1;
}
