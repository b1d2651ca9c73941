using Assay.Import.Tests.Tflite;
using Assay.Import.Tflite;
using Google.FlatBuffers;

namespace Assay.Fuzz.Tests.Models;

/// <summary>A tensor of a TFLite file to write; a constant where it has data.</summary>
internal sealed record TensorSketch(int[] Shape, TfliteElementType Type, float[] Scales, long[] ZeroPoints, int Dimension, byte[]? Data);

/// <summary>One field of an operator's options: a byte, an int32 or a float.</summary>
internal readonly record struct OptionSketch(int Field, Type Type, double Value);

/// <summary>An operator of a TFLite file to write.</summary>
internal sealed record OperatorSketch(int Code, int[] Inputs, int Output, byte OptionsType, OptionSketch[] Options);

/// <summary>What a TFLite file is to say, right or wrong; any of it can be changed before the file is written.</summary>
internal sealed record TfliteSketch(TensorSketch[] Tensors, OperatorSketch[] Operators, int[] Inputs, int[] Outputs)
{
    internal byte[] Build()
    {
        var writer = new TfliteWriter();
        foreach (TensorSketch tensor in Tensors)
            writer.Tensor(tensor.Shape, tensor.Type, tensor.Scales, tensor.ZeroPoints, tensor.Dimension, tensor.Data);
        foreach (OperatorSketch source in Operators)
            writer.Operator(source.Code, source.Inputs, source.Output, source.OptionsType, source.OptionsType == 0 ? null : builder => Write(builder, source.Options));
        return writer.Build(Inputs, Outputs);
    }

    private static void Write(FlatBufferBuilder builder, OptionSketch[] options)
    {
        foreach (OptionSketch option in options)
        {
            if (option.Type == typeof(byte))
                builder.AddByte(option.Field, unchecked((byte)(long)option.Value), 0);
            else if (option.Type == typeof(float))
                builder.AddFloat(option.Field, (float)option.Value, 0);
            else
                builder.AddInt(option.Field, unchecked((int)(long)option.Value), 0);
        }
    }
}
