using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>From an accumulator to stored elements, exactly.</summary>
internal static class IntegerEpilogue
{
    // An int16 with seven fractional bits.
    private const int LargestInterpolated = 1 << 22;

    /// <summary>Applies bias and epilogue to accumulators that lie as [N, H, W, C], and stores the result.</summary>
    public static string Apply(ExportContext context, Instruction instruction, IntegerValue accumulator)
    {
        IntegerMath math = context.Math;
        Epilogue epilogue = instruction.Epilogue;
        ChannelParameters? channels = context.Constants.Channels(instruction);
        IntegerValue value = math.Wrap(accumulator);
        if (channels is not null)
            value = math.Wrap(math.Add(value, math.Constant([channels.Biases.Length], channels.Biases)));
        if (!epilogue.HasFirst)
            return Store(context, instruction, math.Clamp(value, instruction.OutputMinimum, instruction.OutputMaximum));

        RescaleStage first = epilogue.First;
        value = Limit(math, first, epilogue.PerChannel
            ? math.Scale(value, [channels!.Multipliers.Length], channels.Multipliers, channels.Shifts, first.DoubleRounding)
            : Scale(math, first, value));
        return epilogue.Kind switch
        {
            EpilogueKind.Rescale => Store(context, instruction, value),
            _ when epilogue.PerChannelSecond => Store(context, instruction, SecondPerChannel(context, instruction, value, channels!.Seconds)),
            EpilogueKind.Table => context.Graph.Node(
                "Gather", [LookupTable(context, instruction), math.Add(value, -epilogue.First.Low).Name]),
            _ => Store(context, instruction, Limit(math, epilogue.Second, Scale(math, epilogue.Second, value))),
        };
    }

    /// <summary>
    /// For every result of the first stage, from its least to its greatest, the stored element: interpolation and second rescale are
    /// functions of 16 bits. Where channels differ in the second rescale, what it takes, as int32.
    /// </summary>
    public static string LookupTable(ExportContext context, Instruction instruction)
    {
        int[] values = LookupValues(context, instruction);
        if (instruction.Epilogue.PerChannelSecond)
            return context.Graph.Constant<int>(OnnxElementType.Int32, [values.Length], values);
        int type = StoredTensor.OnnxType(instruction.OutputType), offset = StoredTensor.Offset(instruction.OutputType);
        return instruction.OutputType switch
        {
            ElementType.Int8 => context.Graph.Constant<byte>(type, [values.Length], Array.ConvertAll(values, value => (byte)(value + offset))),
            ElementType.Int16 => context.Graph.Constant<short>(type, [values.Length], Array.ConvertAll(values, value => (short)value)),
            _ => context.Graph.Constant<int>(type, [values.Length], values),
        };
    }

    /// <summary>The elements of <see cref="LookupTable"/> as numbers.</summary>
    public static int[] LookupValues(ExportContext context, Instruction instruction)
    {
        int[] values = Interpolated(context, instruction);
        return instruction.Epilogue.PerChannelSecond
            ? values : Array.ConvertAll(values, value => SignExtend(FixedPoint.Apply(instruction.Epilogue.Second, value), instruction.OutputType));
    }

    /// <summary>For every result of the first stage what the second takes: numbers of 7 fractional bits.</summary>
    public static int[] Interpolated(ExportContext context, Instruction instruction)
    {
        RescaleStage first = instruction.Epilogue.First;
        short[] table = context.Constants.Table(instruction.Epilogue);
        int[] values = new int[first.High - first.Low + 1];
        for (int i = 0; i < values.Length; i++)
        {
            int argument = first.Low + i, entry = FixedPoint.TableIndex(argument);
            values[i] = FixedPoint.Interpolate(argument, table[entry], table[entry + 1]);
        }

        return values;
    }

    private static IntegerValue SecondPerChannel(ExportContext context, Instruction instruction, IntegerValue value, ChannelRescale[] seconds)
    {
        (IntegerMath math, Epilogue epilogue) = (context.Math, instruction.Epilogue);
        if (epilogue.Kind == EpilogueKind.Table)
        {
            string table = LookupTable(context, instruction);
            value = math.Load(context.Graph.Node("Gather", [table, math.Add(value, -epilogue.First.Low).Name]), -LargestInterpolated, LargestInterpolated, 0);
        }

        int[] multipliers = Array.ConvertAll(seconds, second => second.Multiplier);
        byte[] shifts = Array.ConvertAll(seconds, second => second.Shift);
        value = math.Add(value, math.Constant([seconds.Length], Array.ConvertAll(seconds, second => (long)second.Addend(epilogue.Kind))));
        value = math.Scale(value, [seconds.Length], multipliers, shifts, epilogue.Second.DoubleRounding);
        return Limit(math, epilogue.Second, value);
    }

    private static string Store(ExportContext context, Instruction instruction, IntegerValue value) =>
        context.Store(context.Math.SignExtend(value, instruction.OutputType), instruction.OutputType);

    private static IntegerValue Scale(IntegerMath math, RescaleStage stage, IntegerValue value) =>
        math.Scale(value, [], [stage.Multiplier], [stage.Shift], stage.DoubleRounding);

    private static IntegerValue Limit(IntegerMath math, RescaleStage stage, IntegerValue scaled) =>
        math.Clamp(math.Add(scaled, stage.ZeroPoint), stage.Low, stage.High);

    private static int SignExtend(int value, ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte)value,
        ElementType.Int16 => (short)value,
        _ => value,
    };
}
