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
        int inputZeroPoint = instruction.A.ZeroPoint;
        int channels = instruction.A.Shape.Channels;
        _biasOnly = new PackedMatrix(kernel, new WeightRows([], constants.Bias, 0, 0), inputZeroPoint, _window.WeightZeroPoint);
        for (int y = 0; y < Math.Min(_window.StrideY, _window.KernelHeight); y++)
        {
            for (int x = 0; x < Math.Min(_window.StrideX, _window.KernelWidth); x++)
            {
                (int rows, int columns) = (Taps(_window.KernelHeight, y, _window.StrideY), Taps(_window.KernelWidth, x, _window.StrideX));
                var weights = new WeightRows(Select(y, rows, x, columns, channels), constants.Bias, rows, columns * channels);
                _weights.Add((y, x), new PackedMatrix(kernel, weights, inputZeroPoint, _window.WeightZeroPoint));
            }
        }

        MostRows = Taps(_window.KernelHeight, 0, _window.StrideY);
        int mostColumns = Taps(_window.KernelWidth, 0, _window.StrideX);
        (int first, _) = Split(-_window.OutputPadLeft, _window.StrideX);
        (int last, _) = Split(instruction.OutputShape.Width - 1 - _window.OutputPadLeft, _window.StrideX);
        FirstColumn = first - (mostColumns - 1);
        StagedColumns = last - FirstColumn + 1;
    }

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
