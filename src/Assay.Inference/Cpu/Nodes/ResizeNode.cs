using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>RESIZE: the channels of a pixel come from those of one pixel or of four.</summary>
internal sealed unsafe class ResizeNode : Node
{
    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly ResizeAttributes _attributes;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private readonly bool _keepsBytes;
    private readonly int[] _columns;
    private byte* _source;
    private byte* _target;

    public ResizeNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _attributes = _instruction.Resize!;
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        long weights = _attributes.Mode == ResizeMode.Nearest ? 1 : (long)_attributes.Y.Numerator * _attributes.X.Numerator;
        long bound = Math.Min(-2L * _instruction.A.Type.Minimum() * weights, 1L << 31);
        _epilogue = EpilogueParameters.Create(_instruction.OutputType, _instruction.Epilogue, [], bound, context.Constants);
        _keepsBytes = _attributes.Mode == ResizeMode.Nearest && _instruction.Epilogue.Kind == EpilogueKind.Narrow
            && _instruction.A.ZeroPoint == 0 && _instruction.A.Type == _instruction.OutputType;
        _columns = [.. Enumerable.Range(0, _instruction.OutputShape.Width).Select(x => Math.Clamp(Locate(_attributes.X, x).Index, 0, _instruction.A.Shape.Width - 1))];
        Divide(Rows, _instruction.OutputShape.Elements * 8, context.Threads);
    }

    public override long ScratchBytes => ((long)_instruction.OutputShape.Channels * sizeof(int)) + NativeBuffer.Guard;

    private long Rows => (long)_instruction.OutputShape.Batch * _instruction.OutputShape.Height;

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _target = addresses.Target(_index);
    }

    public override void Dispose() => _epilogue.Dispose();

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(Rows, part);
        if (_keepsBytes)
        {
            CopyRows(from, to);
            return;
        }

        for (long row = from; row < to; row++)
        {
            if (_instruction.A.Type == ElementType.Int8)
                RunRow<Widening.Int8>(row, (int*)scratch);
            else
                RunRow<Widening.Int16>(row, (int*)scratch);
        }
    }

    /// <summary>The nearest elements as they are; a row that repeats the one before is copied as a whole.</summary>
    private void CopyRows(long from, long to)
    {
        TensorShape input = _instruction.A.Shape;
        TensorShape output = _instruction.OutputShape;
        nint pixelBytes = (nint)output.Channels * _instruction.OutputType.Size();
        nint rowBytes = output.Width * pixelBytes;
        long copied = -1;
        for (long row = from; row < to; row++)
        {
            (long image, long outputY) = Math.DivRem(row, output.Height);
            long inputRow = (image * input.Height) + Math.Clamp(Locate(_attributes.Y, (int)outputY).Index, 0, input.Height - 1);
            byte* target = _target + (row * rowBytes);
            if (inputRow == copied)
            {
                Buffer.MemoryCopy(target - rowBytes, target, rowBytes, rowBytes);
                continue;
            }

            byte* source = _source + (inputRow * input.Width * pixelBytes);
            byte* end = target + rowBytes;
            foreach (int column in _columns)
            {
                PixelCopy.Copy(source + (column * pixelBytes), target, pixelBytes, end);
                target += pixelBytes;
            }

            copied = inputRow;
        }
    }

    private void RunRow<TReader>(long row, int* accumulators)
        where TReader : struct, IElementReader
    {
        TensorShape input = _instruction.A.Shape;
        TensorShape output = _instruction.OutputShape;
        (long image, long outputY) = Math.DivRem(row, output.Height);
        (int y, int deltaY) = Locate(_attributes.Y, (int)outputY);
        long upper = ((image * input.Height) + Math.Clamp(y, 0, input.Height - 1)) * input.Width;
        long lower = ((image * input.Height) + Math.Clamp(y + 1, 0, input.Height - 1)) * input.Width;
        long pixelBytes = (long)output.Channels * _instruction.OutputType.Size();
        byte* target = _target + (row * output.Width * pixelBytes);
        for (int outputX = 0; outputX < output.Width; outputX++, target += pixelBytes)
        {
            (int x, int deltaX) = Locate(_attributes.X, outputX);
            int left = Math.Clamp(x, 0, input.Width - 1);
            if (_attributes.Mode == ResizeMode.Nearest)
            {
                Take<TReader>((upper + left) * input.Channels, accumulators);
            }
            else
            {
                int right = Math.Clamp(x + 1, 0, input.Width - 1);
                (int weightX, int weightY) = (_attributes.X.Numerator - deltaX, _attributes.Y.Numerator - deltaY);
                Mix<TReader>(
                    new Corner((upper + left) * input.Channels, weightY * weightX),
                    new Corner((upper + right) * input.Channels, weightY * deltaX),
                    new Corner((lower + left) * input.Channels, deltaY * weightX),
                    new Corner((lower + right) * input.Channels, deltaY * deltaX),
                    accumulators);
            }

            _epilogueKernel.Apply(_epilogue, accumulators, output.Channels, target);
        }
    }

    private (int Index, int Delta) Locate(ResizeAxis axis, int coordinate)
    {
        (int index, int delta) = axis.Locate(coordinate);
        bool takesNext = _attributes.Mode == ResizeMode.Nearest && 2 * delta >= axis.Numerator;
        return (takesNext ? index + 1 : index, delta);
    }

    private void Take<TReader>(long start, int* accumulators)
        where TReader : struct, IElementReader
    {
        Vector256<int> zero = Vector256.Create(_instruction.A.ZeroPoint);
        for (int channel = 0; channel < _instruction.OutputShape.Channels; channel += Widening.Lanes)
            (TReader.Load(_source, start + channel) - zero).Store(accumulators + channel);
    }

    private void Mix<TReader>(Corner first, Corner second, Corner third, Corner fourth, int* accumulators)
        where TReader : struct, IElementReader
    {
        // The weights add up to the product of the numerators.
        Vector256<int> zero = Vector256.Create(unchecked(_instruction.A.ZeroPoint * _attributes.Y.Numerator * _attributes.X.Numerator));
        for (int channel = 0; channel < _instruction.OutputShape.Channels; channel += Widening.Lanes)
        {
            Vector256<int> sum = TReader.Load(_source, first.Start + channel) * first.Weight;
            sum += TReader.Load(_source, second.Start + channel) * second.Weight;
            sum += TReader.Load(_source, third.Start + channel) * third.Weight;
            sum += TReader.Load(_source, fourth.Start + channel) * fourth.Weight;
            (sum - zero).Store(accumulators + channel);
        }
    }

    private readonly record struct Corner(long Start, int Weight);
}
