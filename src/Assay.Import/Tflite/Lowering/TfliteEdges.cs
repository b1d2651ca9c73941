using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>Inputs and outputs of the program, and the changes of type next to them: QUANTIZE and DEQUANTIZE.</summary>
internal static class TfliteEdges
{
    /// <summary>
    /// Adds the inputs. int8 and uint8 tensors keep their bytes; a float tensor that is quantised at once becomes the int8 tensor that comes of it.
    /// </summary>
    /// <exception cref="ImportException">An input has another type, or a float input is used otherwise.</exception>
    public static void AddInputs(TfliteLoweringContext context)
    {
        foreach (int index in context.Model.Inputs)
        {
            TfliteTensor tensor = context.Model.Tensors[index];
            TfliteTensor stored = tensor.Type == TfliteElementType.Float32 ? Quantised(context, tensor) : tensor;
            if (stored.Type is not (TfliteElementType.Int8 or TfliteElementType.UInt8))
                throw tensor.Error($"an input of the type {tensor.Type}; expected Int8, UInt8, or Float32 that is quantised at once");
            TensorShape shape = TfliteLoweringContext.Shape(stored);
            TensorHandle input = context.Builder.AddInput(Name(tensor, "input"), ElementType.Int8, shape, stored.Scale, stored.ZeroPoint, IsUnsigned(stored));
            context.Define(stored, input);
        }
    }

    /// <summary>Marks the outputs. An output that no instruction writes, or that is another one under a second name, is copied.</summary>
    public static void MarkOutputs(TfliteLoweringContext context)
    {
        var marked = new List<TensorHandle>();
        foreach (int index in context.Model.Outputs)
        {
            TfliteTensor tensor = context.Model.Tensors[index];
            TensorHandle value = context.Find(tensor) ?? throw tensor.Error("an output that no instruction computes");
            if (!value.IsComputed || marked.Exists(value.IsSameTensor))
                value = context.EmitCopy(value);
            marked.Add(value);
            TfliteTensor stored = Stored(context, tensor);
            (double scale, int zeroPoint) = IsCount(stored) ? (1, 0) : (stored.Scale, stored.ZeroPoint);
            context.Builder.MarkOutput(value with { ZeroPoint = zeroPoint }, Name(tensor, "output"), scale, IsUnsigned(stored));
        }
    }

    /// <summary>QUANTIZE: from float at the input, from uint8, to uint8, or from one scale to another.</summary>
    public static void LowerQuantize(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Tensor(source, 0), output = context.Output(source);
        if (input.Type == TfliteElementType.Float32)
        {
            // The program begins with the result, which AddInputs has defined.
            if (context.Find(output) is null)
                throw source.Error($"it quantises {input}, which is no input of the graph");
            return;
        }

        TfliteLookupLowering.RequireSameElements(source, input, output);
        TensorHandle value = context.Find(input) ?? throw source.Error($"it reads {input}, which no instruction computes");
        TfliteScale scale = TfliteScale.FromReal((double)input.Scale / output.Scale, source);
        (int low, int high) = Range(source, output);
        bool isUnsigned = Range(source, input).Low == 0;
        TensorHandle result = TfliteLookupLowering.Lookup(
            context, source, value, stored =>
            {
                int number = isUnsigned ? (byte)stored : stored;
                return (sbyte)Math.Clamp(scale.Apply(number - input.ZeroPoint) + output.ZeroPoint, low, high);
            });
        context.Define(output, context.Builder.Reshape(result, TfliteLoweringContext.Shape(output)));
    }

    /// <summary>DEQUANTIZE at an output: the program ends with the integers.</summary>
    public static void LowerDequantize(TfliteLoweringContext context, TfliteOperator source)
    {
        TfliteTensor input = context.Int8Tensor(source, 0), output = context.Output(source);
        if (!context.Model.Outputs.Contains(output.Index) || context.Model.Operators.Any(reader => reader.Inputs.Contains(output.Index)))
            throw source.Error($"it dequantises {input} inside the graph; expected it at an output only");
        TfliteLookupLowering.RequireSameElements(source, input, output);
        context.Define(output, context.Value(source, 0));
    }

    /// <summary>Whether a tensor's integers stand for themselves, as indices do.</summary>
    private static bool IsCount(TfliteTensor tensor) => tensor is { Quantisation: null, Type: TfliteElementType.Int32 or TfliteElementType.Int64 };

    private static bool IsUnsigned(TfliteTensor tensor) => tensor.Type == TfliteElementType.UInt8;

    private static (int Low, int High) Range(TfliteOperator source, TfliteTensor tensor) => tensor.Type switch
    {
        TfliteElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        TfliteElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        _ => throw source.Error($"it reads or writes {tensor}; expected Int8 or UInt8"),
    };

    private static TfliteTensor Quantised(TfliteLoweringContext context, TfliteTensor input)
    {
        TfliteOperator[] readers = [.. context.Model.Operators.Where(reader => reader.Inputs.Contains(input.Index))];
        return readers is [{ Kind: "QUANTIZE" } quantize]
            ? context.Output(quantize)
            : throw input.Error($"a float input that {readers.Length} operators read; expected one QUANTIZE");
    }

    /// <summary>The tensor whose integers an output holds: that before DEQUANTIZE, or itself.</summary>
    private static TfliteTensor Stored(TfliteLoweringContext context, TfliteTensor output) => output.Type == TfliteElementType.Float32
        ? context.Tensor(context.Model.Operators.First(writer => writer.Outputs.Contains(output.Index)), 0)
        : output;

    private static string Name(TfliteTensor tensor, string role) => tensor.Name.Length > 0 ? tensor.Name : $"{role} {tensor.Index}";
}
