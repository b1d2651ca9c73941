namespace Assay.Inference.Testing;

/// <summary>A random program with its inputs.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Program">The program; valid.</param>
/// <param name="Inputs">One per input.</param>
public sealed record RandomCase(int Seed, InferenceProgram Program, IReadOnlyList<ReadOnlyMemory<byte>> Inputs)
{
    /// <inheritdoc/>
    public override string ToString() => $"seed {Seed}: {string.Join(", ", Program.Instructions.Select(instruction => instruction.Opcode))}";
}

/// <summary>
/// Makes valid programs of one to five instructions over all operators, types, epilogues and odd sizes, with extremes in every value. The same seed gives the
/// same program. As many consecutive seeds as there are operators start with each of them.
/// </summary>
public sealed partial class RandomPrograms
{
    private readonly RandomValues _random;
    private readonly ProgramBuilder _builder;
    private readonly List<ReadOnlyMemory<byte>> _inputs = [];
    private readonly List<TensorHandle> _results = [];

    private RandomPrograms(int seed)
    {
        _random = new RandomValues(seed);
        _builder = new ProgramBuilder($"random {seed}");
    }

    /// <summary>The program of a seed.</summary>
    public static RandomCase Create(int seed)
    {
        var generator = new RandomPrograms(seed);
        return new RandomCase(seed, generator.Build(OpcodeExtensions.All[seed % OpcodeExtensions.All.Count]), generator._inputs);
    }

    private InferenceProgram Build(Opcode first)
    {
        int count = _random.Next(1, 5);
        for (int i = 0; i < count; i++)
            _results.Add(AddInstruction(i == 0 ? first : OpcodeExtensions.All[_random.Next(0, OpcodeExtensions.All.Count - 1)]));

        _builder.MarkOutput(_results[^1], "last");
        for (int i = 0; i < _results.Count - 1; i++)
        {
            if (_random.Chance(0.25))
                _builder.MarkOutput(_results[i], $"result {i}");
        }

        return _builder.Build();
    }

    private TensorHandle AddInstruction(Opcode opcode) => opcode switch
    {
        Opcode.Conv2D => AddConvolution(),
        Opcode.DepthwiseConv2D => AddDepthwiseConvolution(),
        Opcode.TransposeConv2D => AddTransposedConvolution(),
        Opcode.MaxPool2D or Opcode.AvgPool2D => AddPool(opcode),
        _ when opcode.IsReduction() => AddReduction(opcode),
        Opcode.MatMul => AddMatrixProduct(),
        Opcode.Gather => AddGather(),
        Opcode.Reindex => AddReindex(),
        Opcode.Concat => AddConcatenation(),
        Opcode.Resize => AddResize(),
        Opcode.Rescale => AddRescale(),
        Opcode.Select => AddSelect(),
        Opcode.Abs or Opcode.Negate or Opcode.Clz or Opcode.Cast => AddUnary(opcode),
        _ => AddBinary(opcode),
    };

    private TensorHandle AddReduction(Opcode opcode)
    {
        ElementType type = opcode == Opcode.ArgMax ? _random.Pick(ElementType.Int8, ElementType.Int16) : AnyType();
        // Long reductions of wide rows have several segments.
        TensorShape shape = _random.Chance(0.3) ? new TensorShape(1, _random.Next(5, 30), 1, _random.Pick(257, 300)) : SmallShape();
        TensorHandle input = Source(type, shape);
        int firstAxis = _random.Next(0, 3);
        int lastAxis = _random.Next(firstAxis, 3);
        ElementType output = opcode == Opcode.ArgMax ? ElementType.Int32 : AnyType();
        Epilogue epilogue = Epilogue(output, false);
        return opcode switch
        {
            Opcode.ReduceSum => _builder.ReduceSum(input, firstAxis, lastAxis, output, epilogue),
            Opcode.ReduceMax => _builder.ReduceMax(input, firstAxis, lastAxis, output, epilogue),
            Opcode.ReduceMin => _builder.ReduceMin(input, firstAxis, lastAxis, output, epilogue),
            _ => _builder.ArgMax(input, firstAxis, lastAxis, epilogue),
        };
    }

    private RescaledOperand Rescaled(TensorHandle tensor)
    {
        (int multiplier, byte shift) = _random.Scale();
        return new RescaledOperand(tensor, multiplier, shift);
    }

    // An earlier result of this type under its own or a flat shape, or a new input or constant.
    private TensorHandle Source(ElementType type, TensorShape shape)
    {
        TensorHandle[] matching = [.. _results.Where(result => result.Type == type && result.Shape.Elements == shape.Elements)];
        if (matching.Length > 0 && _random.Chance(0.8))
            return WithZeroPoint(_builder.Reshape(_random.Pick<TensorHandle>(matching), shape));
        byte[] bytes = _random.Bytes(type, shape.Elements);
        if (_random.Chance(0.25))
            return WithZeroPoint(_builder.AddConstant(type, shape, bytes));
        _inputs.Add(bytes);
        return WithZeroPoint(_builder.AddInput($"input {_inputs.Count - 1}", type, shape));
    }

    // An earlier result of this type with whatever shape it has, if there is one.
    private TensorHandle? EarlierResult(ElementType type)
    {
        TensorHandle[] matching = [.. _results.Where(result => result.Type == type)];
        return matching.Length > 0 && _random.Chance(0.8) ? WithZeroPoint(_random.Pick<TensorHandle>(matching)) : null;
    }

    private TensorHandle WithZeroPoint(TensorHandle tensor) =>
        tensor with { ZeroPoint = tensor.Type == ElementType.Int8 ? _random.AnyOf(ElementType.Int8) : 0 };

    private ElementType AnyType() => (ElementType)_random.Next(0, 2);

    private TensorShape SmallShape()
    {
        if (_results.Count > 0 && _random.Chance(0.6))
            return _random.Pick<TensorHandle>([.. _results]).Shape;
        return _random.Next(0, 3) switch
        {
            0 => new TensorShape(1, 1, 1, _random.Next(1, 700)),
            1 => new TensorShape(1, _random.Next(1, 40), 1, _random.Next(1, 5)),
            2 => new TensorShape(1, 1, _random.Next(1, 20), _random.Pick(128, 129, 65, 257)),
            _ => new TensorShape(_random.Next(1, 3), _random.Next(1, 7), _random.Next(1, 7), _random.Next(1, 19)),
        };
    }

    private TensorShape BroadcastPartner(TensorShape shape)
    {
        Span<int> dimensions = stackalloc int[4];
        for (int i = 0; i < 4; i++)
            dimensions[i] = _random.Chance(0.6) ? shape[i] : shape[i] == 1 ? _random.Next(1, 4) : 1;
        return TensorShape.FromDimensions(dimensions);
    }

    private Epilogue Epilogue(ElementType output, bool perChannel)
    {
        RescaleStage last = _random.Stage(output);
        RescaleStage middle = _random.Stage(ElementType.Int16);
        return _random.Next(0, 3) switch
        {
            0 => Inference.Epilogue.Narrow,
            1 => Inference.Epilogue.Rescale(last, perChannel),
            2 => MaybeSecondPerChannel(Inference.Epilogue.Table(middle, Table(), last, perChannel)),
            _ => MaybeSecondPerChannel(Inference.Epilogue.Clamp(middle, last, perChannel)),
        };
    }

    private Epilogue MaybeSecondPerChannel(Epilogue epilogue) => epilogue.PerChannel && _random.Chance(0.5) ? epilogue.WithSecondPerChannel() : epilogue;

    private ChannelRescale[] Seconds(int channels) => [.. Enumerable.Range(0, channels).Select(_ =>
    {
        (int multiplier, byte shift) = ShortScale();
        return new ChannelRescale(multiplier, shift, (short)(_random.Chance(0.3) ? 0 : _random.AnyOf(ElementType.Int16)));
    })];

    private (int Multiplier, byte Shift) ShortScale()
    {
        (int multiplier, byte shift) = _random.ChannelScale();
        return ((multiplier & int.MaxValue) / ChannelRecord.ShortMultiplierUnit * ChannelRecord.ShortMultiplierUnit, shift);
    }

    private uint Table()
    {
        short[] entries = new short[ProgramBuilder.TableLength];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = (short)_random.AnyOf(ElementType.Int16);
        return _builder.AddTable(entries);
    }
}
