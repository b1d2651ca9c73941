using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>
/// From an accumulator to a result in real numbers. The operator multiplies its accumulators with <see cref="Factor"/>, or per channel with
/// <see cref="Factors"/>, where that costs nothing: in its weights or the scale of an operand.
/// </summary>
internal sealed class RealEpilogue
{
    private readonly ExportContext _context;
    private readonly Instruction _instruction;
    private readonly KnownActivation? _activation;

    private RealEpilogue(ExportContext context, Instruction instruction)
    {
        _context = context;
        _instruction = instruction;
        Epilogue epilogue = instruction.Epilogue;
        if (epilogue.Kind == EpilogueKind.Table && !context.Options.RoundsWide)
            _activation = KnownActivation.Of(context.Constants.Table(epilogue));
        double common = epilogue.Kind == EpilogueKind.Clamp ? Ratio(epilogue.Second) : _activation?.Argument ?? 1;
        Factor = common * (epilogue.HasFirst && !epilogue.PerChannel ? Ratio(epilogue.First) : 1);
        Channels = context.Constants.Channels(instruction);
        if (epilogue.PerChannel)
            Factors = [.. Channels!.Multipliers.Zip(Channels.Shifts, (multiplier, shift) => common * Ratio(multiplier, shift))];
    }

    /// <summary>Bias, multiplier and shift of every channel, if there are any.</summary>
    public ChannelParameters? Channels { get; }

    /// <summary>What every accumulator is multiplied with.</summary>
    public double Factor { get; }

    /// <summary>What the accumulators of each channel are multiplied with; null where <see cref="Factor"/> counts.</summary>
    public double[]? Factors { get; }

    /// <summary>Prepares the epilogue of an instruction; null for what real numbers do not express.</summary>
    public static RealEpilogue? Of(ExportContext context, Instruction instruction)
    {
        if (instruction.UnsignedOutput || instruction.Epilogue is { Kind: EpilogueKind.Clamp, PerChannelSecond: true })
            return null;
        var epilogue = new RealEpilogue(context, instruction);
        return (epilogue.Factors ?? [epilogue.Factor]).All(factor => factor > 0) ? epilogue : null;
    }

    /// <summary>The real factor of a rescale.</summary>
    public static double Ratio(int multiplier, byte shift) => Math.ScaleB(multiplier, -Math.Min(shift & 63, 62));

    /// <summary>Makes the result of scaled accumulators known.</summary>
    /// <param name="value">The accumulators times the factor.</param>
    /// <param name="channelsFirst">Whether they are [N, C, H, W].</param>
    /// <param name="hasByteKernel">Whether ONNX Runtime has a kernel that gives bytes: then what enters an activation is rounded to 8 bits in the fast form.</param>
    public void Finish(string value, bool channelsFirst, bool hasByteKernel = false)
    {
        Epilogue epilogue = _instruction.Epilogue;
        switch (epilogue.Kind)
        {
            case EpilogueKind.Table when _activation is not null:
                Activate(value, channelsFirst, hasByteKernel && _context.Options.Rounds, _activation);
                break;
            case EpilogueKind.Table:
                LookUp(value, channelsFirst);
                break;
            case EpilogueKind.Clamp:
                double ratio = Ratio(epilogue.Second);
                value = Plus(value, ratio * epilogue.First.ZeroPoint);
                value = Limit(value, ratio * epilogue.First.Low, ratio * epilogue.First.High, epilogue.First, ElementType.Int16);
                Store(value, channelsFirst, 1, epilogue.Second);
                break;
            default:
                RescaleStage last = epilogue.HasFirst ? epilogue.First : new RescaleStage(0, 0, 0, _instruction.OutputMinimum, _instruction.OutputMaximum);
                Store(value, channelsFirst, 1, last);
                break;
        }
    }

    /// <summary>Makes a result known, [N, H, W, C], that is computed whole and has no accumulators: what the last stage does with a step of it is given.</summary>
    /// <param name="value">The result.</param>
    /// <param name="unit">The value of one step as it is stored.</param>
    public void Finish(string value, double unit) => Store(value, channelsFirst: false, unit, _instruction.Epilogue.First);

    private static double Ratio(RescaleStage stage) => Ratio(stage.Multiplier, stage.Shift);

    private OnnxGraphBuilder Graph => _context.Graph;

    private string Plus(string value, double summand) => summand == 0 ? value : Graph.Node("Add", [value, Graph.Scalar((float)summand)]);

    // A limit at the ends of a type of 16 or 32 bits is there to be total, not because numbers come near it.
    private string Limit(string value, double low, double high, RescaleStage stage, ElementType type) =>
        stage.Low == type.Minimum() && stage.High == type.Maximum() && type != ElementType.Int8 && !_context.Options.RoundsWide
            ? value
            : Graph.Node("Clip", [value, Graph.Scalar((float)low), Graph.Scalar((float)high)]);

    /// <summary>The index is rounded as the program does, so that what the table gives for it is exact.</summary>
    private void LookUp(string value, bool channelsFirst)
    {
        (RescaleStage first, RescaleStage second) = (_instruction.Epilogue.First, _instruction.Epilogue.Second);
        string rounded = Graph.Node("Floor", [Plus(value, first.ZeroPoint - first.Low + 0.5)]);
        string limited = Graph.Node("Clip", [rounded, Graph.Scalar(0f), Graph.Scalar((float)(first.High - first.Low))]);
        string index = Graph.Cast(limited, OnnxElementType.Int32);
        if (_instruction.Epilogue.PerChannelSecond)
            StorePerChannel(Gather(IntegerEpilogue.LookupValues(_context, _instruction)), channelsFirst, 1);
        else if (!_context.Options.Rounds)
            _context.Define(_instruction, Gather(Array.ConvertAll(IntegerEpilogue.LookupValues(_context, _instruction), entry => entry - second.ZeroPoint)), channelsFirst, 1, second.ZeroPoint);
        else if (second.DoubleRounding || second.Multiplier == 0)
            _context.Define(_instruction, Graph.Node("Gather", [IntegerEpilogue.LookupTable(_context, _instruction), index]), channelsFirst);
        else
            Store(Gather(IntegerEpilogue.Interpolated(_context, _instruction)), channelsFirst, 1 / Ratio(second), second);

        string Gather(int[] values) => Graph.Node(
            "Gather", [Graph.Constant<float>(OnnxElementType.Float32, [values.Length], Array.ConvertAll(values, entry => (float)entry)), index]);
    }

    /// <summary>Computes the function itself; the value is its argument.</summary>
    private void Activate(string value, bool channelsFirst, bool roundsArgument, KnownActivation activation)
    {
        RescaleStage first = _instruction.Epilogue.First, last = _instruction.Epilogue.Second;
        value = Plus(value, activation.Argument * first.ZeroPoint);
        if (roundsArgument)
            value = RoundArgument(value, activation.Argument);
        string result = activation.Operator == "Swish"
            ? Graph.Node("Mul", [value, Graph.Node("Sigmoid", [value])])
            : Graph.Node(activation.Operator, [value]);
        result = Plus(result, activation.Summand / activation.Factor);
        if (_instruction.Epilogue.PerChannelSecond)
            StorePerChannel(result, channelsFirst, activation.Factor * InterpolationSteps);
        else
            Store(result, channelsFirst, 1 / (activation.Factor * InterpolationSteps * Ratio(last)), last);
    }

    /// <summary>Applies the second rescale of every channel to values of 1 / factor, and stores what comes out.</summary>
    private void StorePerChannel(string value, bool channelsFirst, double factor)
    {
        ChannelRescale[] seconds = Channels!.Seconds;
        value = Graph.Node("Mul", [value, PerChannel(second => (float)(factor * second.Factor))]);
        if (Array.Exists(seconds, second => second.Offset != 0))
            value = Graph.Node("Add", [value, PerChannel(second => (float)(second.Factor * second.Addend(EpilogueKind.Table)))]);
        Store(value, channelsFirst, 1, _instruction.Epilogue.Second);

        string PerChannel(Func<ChannelRescale, float> part) =>
            Graph.Constant<float>(OnnxElementType.Float32, channelsFirst ? [seconds.Length, 1, 1] : [seconds.Length], [.. seconds.Select(part)]);
    }

    private const int InterpolationSteps = 128;

    /// <summary>To 8 bits over the arguments on which the result depends.</summary>
    private string RoundArgument(string value, double unit)
    {
        const int Steps = byte.MaxValue;
        int[] results = IntegerEpilogue.LookupValues(_context, _instruction);
        int low = Array.FindIndex(results, result => result != results[0]), high = Array.FindLastIndex(results, result => result != results[^1]);
        double bottom = Math.Min(0, unit * (low + _instruction.Epilogue.First.Low)), top = Math.Max(0, unit * (high + _instruction.Epilogue.First.Low));
        double scale = (top - bottom) / Steps;
        if (low < 0 || scale <= 0)
            return value;
        int zero = (int)Math.Round(-bottom / scale);
        string bytes = Graph.Node("QuantizeLinear", [value, Graph.Scalar((float)scale), Graph.Scalar((byte)zero)]);
        return RealOperands.Dequantise(Graph, bytes, scale, zero);
    }

    /// <summary>Stores values of unit · (q − zero point).</summary>
    private void Store(string value, bool channelsFirst, double unit, RescaleStage last)
    {
        ElementType type = _instruction.OutputType;
        if (type == ElementType.Int8 && _context.Options.Rounds)
        {
            _context.Define(_instruction, Quantise(value, unit, last), channelsFirst);
            return;
        }

        value = Limit(value, unit * (last.Low - last.ZeroPoint), unit * ((double)last.High - last.ZeroPoint), last, type);
        if (_context.Options.RoundsWide)
        {
            StoredTensor real = StoredTensor.OfReals(Graph, type, _instruction.OutputShape, value, channelsFirst, unit, last.ZeroPoint);
            _context.Define(_instruction, real.Integers(_instruction.OutputShape, channelsFirst), channelsFirst);
            return;
        }

        _context.Define(_instruction, value, channelsFirst, unit, last.ZeroPoint);
    }

    private string Quantise(string value, double unit, RescaleStage last)
    {
        int offset = StoredTensor.Offset(ElementType.Int8), zero = Math.Clamp(last.ZeroPoint + offset, byte.MinValue, byte.MaxValue);
        value = Plus(value, unit * (last.ZeroPoint + offset - zero));
        string bytes = Graph.Node("QuantizeLinear", [value, Graph.Scalar((float)unit), Graph.Scalar((byte)zero)]);
        return last.Low == sbyte.MinValue && last.High == sbyte.MaxValue
            ? bytes
            : Graph.Node("Clip", [bytes, Graph.Scalar((byte)(last.Low + offset)), Graph.Scalar((byte)(last.High + offset))]);
    }
}
