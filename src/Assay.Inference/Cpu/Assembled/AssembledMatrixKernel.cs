using Assay.Inference.Cpu.Matrix;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>Products of matrices with kernels that are assembled at run time, because .NET has no class for AVX-512 VNNI.</summary>
internal sealed unsafe class AssembledMatrixKernel : MatrixKernel
{
    private const int VectorLanes = 16;
    private const int MostBlocks = 4;

    // The most rows of a tile by its blocks: as many accumulators as leave registers for the weights, the activations and the rows' addresses.
    private static readonly int[] s_mostRows = [0, 12, 12, 8, 6];

    // By blocks and rows, each assembled when first needed; all are the same for everybody.
    private static readonly Lazy<nint>[][] s_kernels =
        [.. Enumerable.Range(0, MostBlocks + 1).Select(blocks => Enumerable.Range(0, s_mostRows[blocks] + 1).Select(rows => Lazily(rows, blocks)).ToArray())];

    public override bool IsSixteenBit => false;

    public override int Lanes => VectorLanes;

    public override int ActivationOffset => 128;

    /// <summary>Whether the system grants executable memory.</summary>
    public static bool IsAvailable => s_kernels[1][1].Value != 0;

    public override void Multiply(in MatrixTile tile)
    {
        int left = tile.Weights.Blocks;
        for (int block = 0; left > 0;)
        {
            // Five blocks are better cut into three and two than into four and one.
            int blocks = left == MostBlocks + 1 ? MostBlocks - 1 : Math.Min(left, MostBlocks);
            MultiplyBlocks(tile, block, blocks);
            block += blocks;
            left -= blocks;
        }
    }

    private static void MultiplyBlocks(in MatrixTile tile, int block, int blocks)
    {
        int most = s_mostRows[blocks];
        int channels = tile.Weights.OutputChannels;
        int lanes = Math.Min(channels - ((block + blocks - 1) * VectorLanes), VectorLanes);
        MatrixArguments arguments = new()
        {
            Rows = tile.Rows,
            SegmentOffsets = tile.SegmentOffsets,
            Segments = tile.Segments,
            SegmentBytes = (nint)tile.GroupsPerSegment * PackedMatrix.GroupBytes,
            Weights = tile.Weights.Block(block),
            BlockBytes = (nint)(tile.Weights.Block(1) - tile.Weights.Block(0)),
            Bias = tile.Weights.Bias + ((long)block * VectorLanes),
            Output = tile.Accumulators + ((long)block * VectorLanes),
            OutputPitch = (nint)channels * sizeof(int),
            LastLanes = (1 << lanes) - 1,
        };
        (int tiles, int rest) = Math.DivRem(tile.RowCount, most);
        if (tiles > 0)
            Call(blocks, most, tiles, &arguments);
        if (rest > 0)
            Call(blocks, rest, 1, &arguments);
    }

    private static void Call(int blocks, int rows, int tiles, MatrixArguments* arguments)
    {
        nint kernel = s_kernels[blocks][rows].Value;
        if (kernel == 0)
            throw new InsufficientMemoryException("The system grants no more executable memory.");
        arguments->Tiles = tiles;

        // A chunk of accumulators takes some microseconds, a hundred with the longest rows: the garbage collector can wait for it.
        ((delegate* unmanaged[SuppressGCTransition]<MatrixArguments*, void>)kernel)(arguments);
    }

    private static Lazy<nint> Lazily(int rows, int blocks) => new(() => ExecutableMemory.Place(new MatrixKernelAssembler(rows, blocks).Assemble()));
}
