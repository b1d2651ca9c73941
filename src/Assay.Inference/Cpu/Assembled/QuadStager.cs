using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Assay.Inference.Cpu.Nodes;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>Copies rows of input as quads (<see cref="DepthwiseKernelAssembler"/>), with their padding: for each block of sixteen channels the quads of the row.</summary>
internal sealed unsafe class QuadStager : IDisposable
{
    private const int VectorBytes = 64;
    private const byte TopBit = 0x80;

    // Strips of output rows whose input stays in the second-level cache.
    private const long TargetBytes = 320 * 1024;

    private static readonly Vector512<byte> s_columnsTogether = Vector512.Create([.. Enumerable.Range(0, VectorBytes).Select(i => (byte)((i % 4 * 16) + (i / 4)))]);

    private readonly WindowLayout _layout;
    private readonly int _quads;
    private readonly int _blocks;
    private readonly byte _fill;
    private readonly NativeBuffer _outside;

    /// <param name="layout">The geometry.</param>
    /// <param name="paddedColumns">Columns, padding included, that the outputs of a row see.</param>
    /// <param name="zeroPoint">Zero point of the input, which stands in for what lies outside.</param>
    public QuadStager(WindowLayout layout, int paddedColumns, int zeroPoint)
    {
        _layout = layout;
        _quads = (paddedColumns + DepthwiseShape.Columns - 1) / DepthwiseShape.Columns;
        _blocks = (layout.Input.Channels + QuadWeights.Lanes - 1) / QuadWeights.Lanes;
        _fill = (byte)zeroPoint;
        _outside = new NativeBuffer((long)_blocks * QuadWeights.Lanes);
        new Span<byte>(_outside.Pointer, (int)_outside.Length).Fill(_fill);
    }

    /// <summary>Bytes from the quads of a block of channels to those of the next.</summary>
    public nint BlockBytes => (nint)_quads * VectorBytes;

    /// <summary>Bytes from a row to the next.</summary>
    public nint Pitch => _blocks * BlockBytes;

    /// <summary>Output rows in a strip.</summary>
    public int StripRows
    {
        get
        {
            int rows = 1;
            while (rows < _layout.Output.Height && _layout.RowsFor(rows + 1) * (long)Pitch <= TargetBytes)
                rows++;
            return rows;
        }
    }

    public long ScratchBytes => _layout.RowsFor(StripRows) * (long)Pitch;

    /// <summary>Copies what some output rows of an image see.</summary>
    public void Stage(byte* source, int image, int outputRow, int outputRows, byte* target)
    {
        TensorShape input = _layout.Input;
        int first = (outputRow * _layout.Window.StrideY) - _layout.Window.PadTop;
        int rows = _layout.RowsFor(outputRows);
        for (int row = 0; row < rows; row++, target += Pitch)
        {
            int y = first + row;
            if (y < 0 || y >= input.Height)
                new Span<byte>(target, (int)Pitch).Fill((byte)(_fill ^ TopBit));
            else
                StageRow(source + ((((long)image * input.Height) + y) * input.Width * input.Channels), target);
        }
    }

    public void Dispose() => _outside.Dispose();

    private void StageRow(byte* source, byte* target)
    {
        int channels = _layout.Input.Channels;
        int column = -_layout.Window.PadLeft;
        Vector512<byte> order = s_columnsTogether;
        for (int quad = 0; quad < _quads; quad++, column += DepthwiseShape.Columns, target += VectorBytes)
        {
            byte* c0 = Column(source, column);
            byte* c1 = Column(source, column + 1);
            byte* c2 = Column(source, column + 2);
            byte* c3 = Column(source, column + 3);
            byte* to = target;
            for (int channel = 0; channel < channels; channel += QuadWeights.Lanes, to += BlockBytes)
                Interleave(Vector128.Load(c0 + channel), Vector128.Load(c1 + channel), Vector128.Load(c2 + channel), Vector128.Load(c3 + channel), order).Store(to);
        }
    }

    private byte* Column(byte* row, int column) =>
        (uint)column < (uint)_layout.Input.Width ? row + ((nint)column * _layout.Input.Channels) : _outside.Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Interleave(Vector128<byte> c0, Vector128<byte> c1, Vector128<byte> c2, Vector128<byte> c3, Vector512<byte> order)
    {
        if (Avx512Vbmi.IsSupported)
        {
            Vector512<byte> columns = Vector512.Create(Vector256.Create(c0, c1), Vector256.Create(c2, c3));
            return Avx512Vbmi.PermuteVar64x8(columns, order) ^ Vector512.Create(TopBit);
        }

        Vector128<short> low01 = Sse2.UnpackLow(c0, c1).AsInt16();
        Vector128<short> high01 = Sse2.UnpackHigh(c0, c1).AsInt16();
        Vector128<short> low23 = Sse2.UnpackLow(c2, c3).AsInt16();
        Vector128<short> high23 = Sse2.UnpackHigh(c2, c3).AsInt16();
        Vector256<short> first = Vector256.Create(Sse2.UnpackLow(low01, low23), Sse2.UnpackHigh(low01, low23));
        Vector256<short> second = Vector256.Create(Sse2.UnpackLow(high01, high23), Sse2.UnpackHigh(high01, high23));
        return Vector512.Create(first, second).AsByte() ^ Vector512.Create(TopBit);
    }
}
