using System.Runtime.InteropServices;
using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>What a program keeps in its constants: operands, kernels, channel records and tables.</summary>
internal sealed class ProgramConstants(InferenceProgram program)
{
    public const int TableLength = 513;

    private readonly ReadOnlyMemory<byte> _bytes = program.Constants;

    /// <summary>An operand in the constants, as tensors are stored.</summary>
    public string Store(OnnxGraphBuilder graph, Operand operand)
    {
        byte[] bytes = _bytes.Span.Slice(checked((int)operand.ByteOffset), checked((int)operand.Shape.ByteLength(operand.Type))).ToArray();
        if (operand.Type == ElementType.Int8)
        {
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] ^= 0x80;
        }

        return graph.Constant<byte>(StoredTensor.OnnxType(operand.Type), StoredTensor.Dimensions(operand.Shape), bytes);
    }

    /// <summary>The 513 entries of a table.</summary>
    public short[] Table(Epilogue epilogue) =>
        MemoryMarshal.Cast<byte, short>(_bytes.Span.Slice((int)(epilogue.TablePage * (long)Memory.PageSize), TableLength * sizeof(short))).ToArray();

    /// <summary>Bias, multiplier and shift of every channel of a convolution or a RESCALE per channel; null for other instructions.</summary>
    public ChannelParameters? Channels(Instruction instruction)
    {
        Func<int, long> offset;
        if (instruction.Opcode.IsConvolution())
            offset = channel => ChannelBlock.Offset(instruction.Window!, channel);
        else if (instruction.Records is { } records)
            offset = records.Offset;
        else
            return null;
        int count = instruction.OutputShape.Channels;
        var result = new ChannelParameters(new long[count], new int[count], new byte[count], new ChannelRescale[count]);
        for (int channel = 0; channel < count; channel++)
        {
            ReadOnlySpan<byte> block = _bytes.Span.Slice((int)offset(channel), ChannelBlock.RecordSize);
            ChannelRecord record = ChannelRecord.Read(block, instruction.Epilogue.PerChannelSecond);
            result.Biases[channel] = record.Bias;
            result.Multipliers[channel] = instruction.Epilogue.PerChannel ? record.Multiplier : instruction.Epilogue.First.Multiplier;
            result.Shifts[channel] = instruction.Epilogue.PerChannel ? record.Shift : instruction.Epilogue.First.Shift;
            result.Seconds[channel] = record.Second ?? default;
        }

        return result;
    }

    /// <summary>The weights of a convolution, [output channels, input channels of one group, KH, KW].</summary>
    /// <param name="instruction">The convolution.</param>
    /// <param name="flip">Whether rows and columns are turned round, as a transposed convolution needs it.</param>
    public sbyte[] Weights(Instruction instruction, bool flip = false)
    {
        WindowAttributes window = instruction.Window!;
        int outputs = instruction.OutputShape.Channels, taps = window.KernelHeight * window.KernelWidth;
        int inputs = instruction.Opcode == Opcode.DepthwiseConv2D ? 1 : instruction.A.Shape.Channels;
        sbyte[] weights = new sbyte[outputs * inputs * taps];
        for (int output = 0; output < outputs; output++)
        {
            int start = (int)ChannelBlock.Offset(window, output) + ChannelBlock.RecordSize;
            ReadOnlySpan<sbyte> block = MemoryMarshal.Cast<byte, sbyte>(_bytes.Span.Slice(start, inputs * taps));
            for (int tap = 0; tap < taps; tap++)
            {
                int place = flip ? taps - 1 - tap : tap;
                for (int input = 0; input < inputs; input++)
                    weights[(((output * inputs) + input) * taps) + place] = block[(tap * inputs) + input];
            }
        }

        return weights;
    }
}

/// <summary>Bias, multiplier and shift of every channel, and its second rescale, which means something only where the epilogue says so.</summary>
internal sealed record ChannelParameters(long[] Biases, int[] Multipliers, byte[] Shifts, ChannelRescale[] Seconds);
