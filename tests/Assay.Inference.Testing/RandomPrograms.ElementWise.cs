namespace Assay.Inference.Testing;

public sealed partial class RandomPrograms
{
    private TensorHandle AddRescale()
    {
        TensorHandle input = Source(AnyType(), SmallShape());
        ElementType output = AnyType();
        bool unsignedInput = input.Type != ElementType.Int32 && _random.Chance(0.3);
        bool unsignedOutput = output != ElementType.Int32 && _random.Chance(0.3);
        if (unsignedInput)
            input = input with { ZeroPoint = _random.Next(0, UnsignedMaximum(input.Type)) };
        bool perChannel = _random.Chance(0.4);
        Epilogue epilogue = Epilogue(output, perChannel);
        if (unsignedOutput)
            epilogue = Unsigned(epilogue, UnsignedMaximum(output));
        if (!epilogue.PerChannel)
            return _builder.Rescale(input, output, epilogue, unsignedInput, unsignedOutput);
        int channels = input.Shape.Channels;
        int[] bias = new int[channels];
        int[] multipliers = new int[channels];
        byte[] shifts = new byte[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            bias[channel] = _random.Chance(0.3) ? _random.AnyInt32() : _random.Next(-100, 100);
            (multipliers[channel], shifts[channel]) = epilogue.PerChannelSecond ? ShortScale() : _random.ChannelScale();
        }

        return _builder.RescalePerChannel(input, output, epilogue, bias, multipliers, shifts, unsignedInput, unsignedOutput, epilogue.PerChannelSecond ? Seconds(channels) : []);
    }

    private TensorHandle AddUnary(Opcode opcode)
    {
        ElementType output = AnyType();
        return _builder.Unary(opcode, Source(AnyType(), SmallShape()), output, Epilogue(output, false));
    }

    private TensorHandle AddBinary(Opcode opcode)
    {
        TensorHandle left = Source(AnyType(), SmallShape());
        TensorHandle right = Source(AnyType(), BroadcastPartner(left.Shape));
        ElementType output = AnyType();
        if (opcode.RescalesOperands())
            return _builder.Binary(opcode, Rescaled(left), Rescaled(right), output, Epilogue(output, false), _random.Chance(0.4));
        byte parameter = opcode switch
        {
            Opcode.Mul => _random.Chance(0.5) ? (byte)0 : (byte)_random.Next(1, 63),
            Opcode.ArithmeticRightShift => (byte)_random.Next(0, 1),
            _ => 0,
        };
        return _builder.Binary(opcode, left, right, output, Epilogue(output, false), parameter);
    }

    private TensorHandle AddSelect()
    {
        TensorHandle condition = Source(AnyType(), SmallShape());
        TensorHandle whenTrue = Source(AnyType(), BroadcastPartner(condition.Shape));
        TensorShape both = TensorShape.FromDimensions(
            [.. Enumerable.Range(0, 4).Select(dimension => Math.Max(condition.Shape[dimension], whenTrue.Shape[dimension]))]);
        ElementType output = AnyType();
        return _builder.Select(condition, whenTrue, Source(AnyType(), BroadcastPartner(both)), output, Epilogue(output, false));
    }

    private static int UnsignedMaximum(ElementType type) => (1 << (8 * type.Size())) - 1;

    private Epilogue Unsigned(Epilogue epilogue, int maximum)
    {
        int low = _random.Next(0, maximum);
        RescaleStage Last(RescaleStage stage) => stage with
        {
            ZeroPoint = _random.Chance(0.5) ? _random.Next(0, maximum) : stage.ZeroPoint,
            Low = low,
            High = _random.Next(low, maximum),
        };
        return epilogue.Kind switch
        {
            EpilogueKind.Narrow => epilogue,
            EpilogueKind.Rescale => epilogue with { First = Last(epilogue.First) },
            _ => epilogue with { Second = Last(epilogue.Second) },
        };
    }
}
