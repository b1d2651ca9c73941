using Assay.Inference.Cpu.Matrix;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>The packed weights of TRANSPOSE_CONV2D for each remainder of an output row and column to the stride, and the columns of input that an output row sees.</summary>
internal sealed class TransposedPhases : IDisposable
{
    private readonly WindowAttributes _window;
    private readonly ChannelConstants _constants;
    private readonly Dictionary<(int Y, int X), PackedMatrix> _weights = [];
    private readonly PackedMatrix _biasOnly;

    public TransposedPhases(Instruction instruction, ChannelConstants constants, MatrixKernel kernel)
    {
        _window = instruction.Window!;
        _constants = constants;
        bool oneColumn = _window.KernelWidth <= _window.StrideX && _window.OutputPadLeft == 0 && instruction.OutputShape.Width % _window.StrideX == 0;
        SideBySide = oneColumn ? _window.StrideX : 1;
        int[] bias = [.. Enumerable.Repeat(constants.Bias, SideBySide).SelectMany(values => values)];
        _biasOnly = new PackedMatrix(kernel, new WeightRows([], bias, 0, 0), instruction.A.ZeroPoint, _window.WeightZeroPoint);
        for (int y = 0; y < Math.Min(_window.StrideY, _window.KernelHeight); y++)
        {
            if (SideBySide > 1)
            {
                _weights.Add((y, 0), PackSideBySide(instruction, kernel, y, bias));
                continue;
            }

            for (int x = 0; x < Math.Min(_window.StrideX, _window.KernelWidth); x++)
                _weights.Add((y, x), Pack(instruction, kernel, y, x));
        }

        MostRows = Taps(_window.KernelHeight, 0, _window.StrideY);
        int mostColumns = Taps(_window.KernelWidth, 0, _window.StrideX);
        (int first, _) = Split(-_window.OutputPadLeft, _window.StrideX);
        (int last, _) = Split(instruction.OutputShape.Width - 1 - _window.OutputPadLeft, _window.StrideX);
        FirstColumn = first - (mostColumns - 1);
        StagedColumns = last - FirstColumn + 1;
    }

    /// <summary>
    /// Neighbouring output pixels that one product gives: the stride where kernels do not overlap, so that all phases of a row see the same pixel and their weights
    /// lie side by side, as more output channels; otherwise 1.
    /// </summary>
    public int SideBySide { get; }

    /// <summary>The most kernel rows of a phase.</summary>
    public int MostRows { get; }

    /// <summary>The first column of input that an output row sees; possibly negative.</summary>
    public int FirstColumn { get; }

    /// <summary>How many columns an output row sees, those outside the input included.</summary>
    public int StagedColumns { get; }

    /// <summary>The kernel taps of a phase along one axis: <c>phase, phase + stride, …</c>.</summary>
    public static int Taps(int kernel, int phase, int stride) => phase < kernel ? (kernel - phase - 1) / stride + 1 : 0;

    /// <summary>The input coordinate of the first tap of an output coordinate, counted from the first tap of input coordinate 0, and its phase.</summary>
    public static (int Input, int Phase) Split(int distance, int stride)
    {
        int phase = ((distance % stride) + stride) % stride;
        return ((distance - phase) / stride, phase);
    }

    /// <summary>The weights of a phase; the bias alone where it has no taps.</summary>
    public PackedMatrix Weights(int phaseY, int phaseX) => _weights.GetValueOrDefault((phaseY, phaseX), _biasOnly);

    public void Dispose()
    {
        _biasOnly.Dispose();
        foreach (PackedMatrix weights in _weights.Values)
            weights.Dispose();
    }

    private PackedMatrix Pack(Instruction instruction, MatrixKernel kernel, int phaseY, int phaseX)
    {
        (int rows, int columns) = (Taps(_window.KernelHeight, phaseY, _window.StrideY), Taps(_window.KernelWidth, phaseX, _window.StrideX));
        int channels = instruction.A.Shape.Channels;
        var weights = new WeightRows(Select(phaseY, rows, phaseX, columns, channels), _constants.Bias, rows, columns * channels);
        return new PackedMatrix(kernel, weights, instruction.A.ZeroPoint, _window.WeightZeroPoint);
    }

    private PackedMatrix PackSideBySide(Instruction instruction, MatrixKernel kernel, int phaseY, int[] bias)
    {
        int rows = Taps(_window.KernelHeight, phaseY, _window.StrideY);
        int channels = instruction.A.Shape.Channels;
        int perPhase = _constants.Bias.Length * rows * channels;
        sbyte[] values = new sbyte[checked(SideBySide * perPhase)];

        // Phases that no tap reaches have the bias alone: weights that count as nothing.
        values.AsSpan().Fill((sbyte)_window.WeightZeroPoint);
        for (int x = 0; x < _window.KernelWidth; x++)
            Select(phaseY, rows, x, 1, channels).CopyTo(values, x * perPhase);
        return new PackedMatrix(kernel, new WeightRows(values, bias, rows, channels), instruction.A.ZeroPoint, _window.WeightZeroPoint);
    }

    // Later taps of a row see earlier columns: in the order of the input they come in reverse.
    private sbyte[] Select(int phaseY, int rows, int phaseX, int columns, int channels)
    {
        int outputChannels = _constants.Bias.Length;
        sbyte[] selected = new sbyte[checked(outputChannels * rows * columns * channels)];
        int next = 0;
        for (int output = 0; output < outputChannels; output++)
        {
            for (int row = 0; row < rows; row++)
            {
                int ky = phaseY + (row * _window.StrideY);
                for (int column = columns - 1; column >= 0; column--)
                {
                    int tap = (ky * _window.KernelWidth) + phaseX + (column * _window.StrideX);
                    int start = (output * _constants.WeightCount) + (tap * channels);
                    _constants.Weights.AsSpan(start, channels).CopyTo(selected.AsSpan(next));
                    next += channels;
                }
            }
        }

        return selected;
    }
}
