namespace Assay.Inference.Cpu.Assembled;

/// <summary>What distinguishes assembled depthwise kernels.</summary>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window, up to <see cref="MostColumns"/>.</param>
/// <param name="Stride">Columns from a pixel's window to the next one's, 1 or 2.</param>
/// <param name="PixelsPerStep">Pixels computed at once: a multiple of four.</param>
internal sealed record DepthwiseShape(int KernelHeight, int KernelWidth, int Stride, int PixelsPerStep)
{
    /// <summary>Columns of a quad.</summary>
    public const int Columns = 4;

    /// <summary>The widest window: more would not leave enough registers.</summary>
    public const int MostColumns = 9;

    /// <summary>The highest window, to bound the code.</summary>
    public const int MostRows = 16;

    /// <summary>Quads from a step to the next.</summary>
    public int QuadsPerStep => PixelsPerStep * Stride / Columns;

    /// <summary>Quads that the pixels of a step see.</summary>
    public int QuadsSeen => Quad(PixelsPerStep - 1) + QuadsOf(Phase(PixelsPerStep - 1));

    /// <summary>Vectors of weights for a block of channels.</summary>
    public int WeightVectors => KernelHeight * WeightsOfRow().Count();

    /// <summary>The column of its first quad at which a pixel's window begins.</summary>
    public int Phase(int pixel) => pixel * Stride % Columns;

    /// <summary>The first quad that a pixel sees.</summary>
    public int Quad(int pixel) => pixel * Stride / Columns;

    /// <summary>The weights of a kernel row in the order in which they lie in memory: a phase, and which of the quads that it sees.</summary>
    public IEnumerable<(int Phase, int Quad)> WeightsOfRow() =>
        from phase in Enumerable.Range(0, Columns)
        where phase % Stride == 0
        from quad in Enumerable.Range(0, QuadsOf(phase))
        select (phase, quad);

    private int QuadsOf(int phase) => (phase + KernelWidth + Columns - 1) / Columns;
}
