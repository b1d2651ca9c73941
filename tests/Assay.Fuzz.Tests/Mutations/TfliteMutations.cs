using Assay.Fuzz.Tests.Models;
using Assay.Import.Tflite;

namespace Assay.Fuzz.Tests.Mutations;

/// <summary>Changes to what a TFLite file says, written as a sound FlatBuffers file: shapes, types, scales, data, operators, their tensors and options.</summary>
internal static class TfliteMutations
{
    private static readonly int[] s_codes =
        [0, 1, 2, 3, 4, 6, 9, 14, 17, 18, 19, 20, 21, 22, 23, 25, 28, 32, 34, 39, 40, 41, 43, 45, 55, 57, 60, 65, 67, 70, 74, 82, 89, 97, 98, 114, 117, 150];

    private static readonly float[] s_scales = [0, -1, 1, 1e-30f, 1e30f, float.NaN, float.PositiveInfinity, float.Epsilon, 0.004f, 1f / 256, 1f / 128, 3e-5f];

    internal static byte[] Apply(TfliteSketch sketch, FuzzRandom random)
    {
        sketch = sketch with { Tensors = [.. sketch.Tensors], Operators = [.. sketch.Operators], Inputs = [.. sketch.Inputs], Outputs = [.. sketch.Outputs] };
        int changes = random.Chance(60) ? 1 : 2 + random.Below(3);
        for (int i = 0; i < changes; i++)
            Once(sketch, random);
        return sketch.Build();
    }

    private static void Once(TfliteSketch sketch, FuzzRandom random)
    {
        int tensor = random.Below(sketch.Tensors.Length), source = random.Below(sketch.Operators.Length);
        switch (random.Below(8))
        {
            case 0 or 1:
                sketch.Tensors[tensor] = Shaped(sketch.Tensors[tensor], random);
                break;
            case 2:
                sketch.Tensors[tensor] = Scaled(sketch.Tensors[tensor], random);
                break;
            case 3:
                sketch.Tensors[tensor] = Filled(sketch.Tensors[tensor], random);
                break;
            case 4:
                sketch.Operators[source] = Connected(sketch, sketch.Operators[source], random);
                break;
            case 5:
                int[] ends = random.Chance(50) ? sketch.Inputs : sketch.Outputs;
                ends[random.Below(ends.Length)] = random.Chance(90) ? tensor : (int)random.Integer(tensor);
                break;
            default:
                sketch.Operators[source] = Optioned(sketch.Operators[source], random);
                break;
        }
    }

    /// <summary>One dimension, the number of dimensions, or all of them.</summary>
    private static TensorSketch Shaped(TensorSketch tensor, FuzzRandom random)
    {
        int[] shape = [.. tensor.Shape];
        switch (random.Below(4))
        {
            case 0:
                shape = [.. shape.Skip(1)];
                break;
            case 1:
                shape = [.. Enumerable.Repeat((int)random.Integer(1), 1 + random.Below(6)), .. shape];
                break;
            default:
                if (shape.Length > 0)
                    shape[random.Below(shape.Length)] = (int)random.Integer(shape[0]);
                break;
        }

        return tensor with { Shape = shape };
    }

    private static TensorSketch Scaled(TensorSketch tensor, FuzzRandom random) => random.Below(4) switch
    {
        0 => tensor with { Type = (TfliteElementType)random.Below(20) },
        1 => tensor with { ZeroPoints = [.. tensor.Scales.Select(_ => random.Integer(0))] },
        2 => tensor with { Scales = [.. tensor.Scales.Skip(1)], Dimension = (int)random.Integer(tensor.Dimension) },
        _ => tensor with { Scales = [.. tensor.Scales.Select(scale => random.Chance(50) ? scale : random.Pick(s_scales))] },
    };

    private static TensorSketch Filled(TensorSketch tensor, FuzzRandom random)
    {
        if (tensor.Data is not { Length: > 0 } data)
            return tensor with { Data = random.Bytes(random.Below(64)) };
        if (tensor.Type != TfliteElementType.Int32 || random.Chance(20))
            return tensor with { Data = random.Chance(20) ? null : ByteMutations.Apply(data, [data], random) };
        byte[] changed = [.. data];
        BitConverter.TryWriteBytes(changed.AsSpan(4 * random.Below(data.Length / 4)), (int)random.Integer(1));
        return tensor with { Data = changed };
    }

    private static OperatorSketch Connected(TfliteSketch sketch, OperatorSketch source, FuzzRandom random)
    {
        int[] inputs = [.. source.Inputs];
        int tensor = random.Chance(95) ? random.Below(sketch.Tensors.Length) : (int)random.Integer(0);
        switch (random.Below(4))
        {
            case 0:
                return source with { Output = tensor };
            case 1:
                return source with { Inputs = [.. inputs.Skip(1)] };
            case 2:
                return source with { Inputs = [.. inputs, tensor] };
            default:
                if (inputs.Length > 0)
                    inputs[random.Below(inputs.Length)] = tensor;
                return source with { Inputs = inputs };
        }
    }

    private static OperatorSketch Optioned(OperatorSketch source, FuzzRandom random)
    {
        if (source.Options.Length == 0 || random.Chance(30))
            return random.Chance(80) ? source with { Code = random.Pick(s_codes) } : source with { OptionsType = (byte)random.Below(90) };
        OptionSketch[] options = [.. source.Options];
        int index = random.Below(options.Length);
        OptionSketch option = options[index];
        options[index] = option with { Value = option.Type == typeof(float) ? random.Pick(s_scales) : random.Integer((long)option.Value) };
        return source with { Options = random.Chance(10) ? [.. options.Skip(1)] : options };
    }
}
