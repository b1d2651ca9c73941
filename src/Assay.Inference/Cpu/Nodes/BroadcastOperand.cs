using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// An operand of an element-wise operator: reads it, broadcast to the output's shape, as int32 with its zero point taken off and its rescale applied.
/// </summary>
internal sealed unsafe class BroadcastOperand : IDisposable
{
    private readonly Operand _operand;
    private readonly bool _doubleRounding;
    private readonly EpilogueKernel _scaleKernel;
    private readonly EpilogueParameters? _scale;
    private readonly long[] _extents;
    private readonly long[] _strides;
    private byte* _source;

    /// <param name="operand">The operand.</param>
    /// <param name="output">The output's shape.</param>
    /// <param name="rescales">Whether the operator rescales its operands.</param>
    /// <param name="doubleRounding">Whether that rescale rounds twice.</param>
    /// <param name="set">The vector instructions to use.</param>
    public BroadcastOperand(Operand operand, TensorShape output, bool rescales, bool doubleRounding, CpuInstructionSet set)
    {
        _operand = operand;
        _doubleRounding = doubleRounding;
        _scaleKernel = EpilogueKernel.Create(set);
        (_extents, _strides) = Collapse(operand.Shape, output);
        if (!rescales)
            return;
        RescaleStage stage = new(operand.Multiplier, operand.Shift, 0, int.MinValue, int.MaxValue, doubleRounding);
        _scale = EpilogueParameters.Create(ElementType.Int32, Epilogue.Rescale(stage), [], Bound, []);
    }

    /// <summary>No value's magnitude is above this before the rescale.</summary>
    public long Bound => _operand.Type switch
    {
        ElementType.Int8 => 255,
        ElementType.Int16 => 32_768,
        _ => 1L << 31,
    };

    /// <summary>No value's magnitude is above this after the rescale; 2³¹ where it might wrap.</summary>
    public long ScaledBound
    {
        get
        {
            if (_scale is null)
                return Bound;
            if (!_scale.FitsInt32)
                return 1L << 31;
            long high = FixedPoint.Scale((int)Math.Min(Bound, int.MaxValue), _operand.Multiplier, _operand.Shift, _doubleRounding);
            long low = FixedPoint.Scale((int)-Bound, _operand.Multiplier, _operand.Shift, _doubleRounding);
            return Math.Max(Math.Abs(high), Math.Abs(low));
        }
    }

    /// <summary>Elements after which the operand repeats, if it does; otherwise the size of the output.</summary>
    public long Period
    {
        get
        {
            int dimension = 0;
            while (dimension < _extents.Length - 1 && _strides[dimension] == 0)
                dimension++;
            return _extents[dimension..].Aggregate(1L, (product, extent) => product * extent);
        }
    }

    public void Bind(IAddressSpace addresses) => _source = addresses.Source(_operand);

    public void Dispose() => _scale?.Dispose();

    /// <summary>Reads elements <paramref name="first"/> and following of the broadcast operand; up to a vector more may be written.</summary>
    public void Read(long first, int count, int* target)
    {
        switch (_operand.Type)
        {
            case ElementType.Int8:
                Read<Widening.Int8>(first, count, target);
                break;
            case ElementType.Int16:
                Read<Widening.Int16>(first, count, target);
                break;
            default:
                Read<Widening.Int32>(first, count, target);
                break;
        }

        if (_scale is null)
            return;
        if (_scale.FitsInt32)
        {
            _scaleKernel.Apply(_scale, target, count, (byte*)target);
            return;
        }

        for (int i = 0; i < count; i++)
            target[i] = unchecked((int)FixedPoint.Scale(target[i], _operand.Multiplier, _operand.Shift, _doubleRounding));
    }

    private void Read<TReader>(long first, int count, int* target)
        where TReader : struct, IElementReader
    {
        Vector256<int> zero = Vector256.Create(_operand.ZeroPoint);
        int last = _extents.Length - 1;
        for (int done = 0; done < count;)
        {
            long index = Locate(first + done, out long left);
            int stretch = (int)Math.Min(left, count - done);
            if (_strides[last] == 0)
            {
                new Span<int>(target + done, stretch).Fill(unchecked(Elements.Read(_source, _operand.Type, index) - _operand.ZeroPoint));
            }
            else
            {
                for (int i = 0; i < stretch; i += Widening.Lanes)
                    (TReader.Load(_source, index + i) - zero).Store(target + done + i);
            }

            done += stretch;
        }
    }

    /// <summary>
    /// Where element <paramref name="output"/> of the output lies in the operand, and how many follow in the innermost dimension, itself included.
    /// </summary>
    private long Locate(long output, out long left)
    {
        long index = 0;
        left = 0;
        for (int dimension = _extents.Length - 1; dimension >= 0; dimension--)
        {
            (output, long position) = Math.DivRem(output, _extents[dimension]);
            if (dimension == _extents.Length - 1)
                left = _extents[dimension] - position;
            index += position * _strides[dimension];
        }

        return index;
    }

    /// <summary>
    /// The output's dimensions with those joined that the operand walks through in one go, and the operand's strides (0 where it is broadcast).
    /// </summary>
    private static (long[] Extents, long[] Strides) Collapse(TensorShape operand, TensorShape output)
    {
        List<long> extents = [];
        List<long> strides = [];
        long stride = 1;
        for (int dimension = 3; dimension >= 0; dimension--)
        {
            if (output[dimension] == 1)
                continue;
            long own = operand[dimension] == 1 ? 0 : stride;
            stride *= operand[dimension];
            if (extents.Count > 0 && own == (strides[0] == 0 ? 0 : strides[0] * extents[0]))
            {
                extents[0] *= output[dimension];
            }
            else
            {
                extents.Insert(0, output[dimension]);
                strides.Insert(0, own);
            }
        }

        return extents.Count == 0 ? ([1], [1]) : ([.. extents], [.. strides]);
    }
}
