using System.Runtime.InteropServices;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>Arguments of an assembled depthwise kernel. <see cref="Source"/>, <see cref="Output"/> and <see cref="Blocks"/> are its counters: it changes them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DepthwiseArguments
{
    /// <summary>The first quad that the first step sees.</summary>
    public byte* Source;

    /// <summary>Bytes from the quads of a block to those of the next block of channels.</summary>
    public nint SourceBlockBytes;

    /// <summary>Bytes from a kernel row's input to the next one's.</summary>
    public nint RowPitch;

    public byte* Weights;

    public int* Bias;

    public int* Output;

    /// <summary>Bytes from a pixel's accumulators to the next one's.</summary>
    public nint PixelPitch;

    /// <summary>Steps of pixels; at least 1.</summary>
    public nint Steps;

    /// <summary>Blocks of sixteen channels; at least 1.</summary>
    public nint Blocks;

    /// <summary>Lanes of every block that are written.</summary>
    public nint Lanes;
}

/// <summary>The fields of <see cref="DepthwiseArguments"/> in their order, each a word of eight bytes.</summary>
internal enum DepthwiseArgument
{
    Source,
    SourceBlockBytes,
    RowPitch,
    Weights,
    Bias,
    Output,
    PixelPitch,
    Steps,
    Blocks,
    Lanes,
}

/// <summary>
/// Depthwise convolution of sixteen channels and several neighbouring pixels at a time. The input comes in quads: four columns of sixteen channels, a channel's four
/// bytes side by side and their top bits flipped. An output sees one quad or more; which taps fall on which of their columns depends on where in a quad it begins,
/// so that there are weights for each such phase, zero where a column is not seen.
/// </summary>
internal sealed class DepthwiseKernelAssembler(DepthwiseShape shape) : KernelAssembler
{
    private const int VectorBytes = 64;
    private const int StepsLeft = 0;

    private static readonly AssemblerRegister64 s_source = rsi;
    private static readonly AssemblerRegister64 s_row = rcx;
    private static readonly AssemblerRegister64 s_pitch = rdx;
    private static readonly AssemblerRegister64 s_weights = r8;
    private static readonly AssemblerRegister64 s_output = r9;
    private static readonly AssemblerRegister64 s_pixelPitch = r10;
    private static readonly AssemblerRegister64 s_bias = r11;
    private static readonly AssemblerRegister64 s_arguments = rdi;

    protected override void WriteBody()
    {
        Label block = Code.CreateLabel();
        Label step = Code.CreateLabel();
        Code.mov(s_pitch, Argument(DepthwiseArgument.RowPitch));
        Code.mov(s_pixelPitch, Argument(DepthwiseArgument.PixelPitch));
        Code.mov(s_weights, Argument(DepthwiseArgument.Weights));
        Code.mov(s_bias, Argument(DepthwiseArgument.Bias));
        Code.kmovw(k1, __word_ptr[s_arguments + (8 * (int)DepthwiseArgument.Lanes)]);
        Code.Label(ref block);
        Code.mov(s_source, Argument(DepthwiseArgument.Source));
        Code.mov(s_output, Argument(DepthwiseArgument.Output));
        Code.mov(rax, Argument(DepthwiseArgument.Steps));
        Code.mov(Slot(StepsLeft), rax);
        Code.Label(ref step);
        WriteStep();
        Code.add(s_source, shape.QuadsPerStep * VectorBytes);
        Code.dec(Slot(StepsLeft));
        Code.jne(step);
        Code.mov(rax, Argument(DepthwiseArgument.SourceBlockBytes));
        Code.add(Argument(DepthwiseArgument.Source), rax);
        Code.add(Argument(DepthwiseArgument.Output), VectorBytes);
        Code.add(s_weights, shape.WeightVectors * VectorBytes);
        Code.add(s_bias, VectorBytes);
        Code.dec(Argument(DepthwiseArgument.Blocks));
        Code.jne(block);
    }

    private static AssemblerMemoryOperand Argument(DepthwiseArgument field) => __qword_ptr[s_arguments + (8 * (int)field)];

    private void WriteStep()
    {
        Code.vmovdqu32(Vectors[0], __zmmword_ptr[s_bias]);
        for (int pixel = 1; pixel < shape.PixelsPerStep; pixel++)
            Code.vmovdqa64(Vectors[pixel], Vectors[0]);
        Code.mov(s_row, s_source);
        int vector = 0;
        for (int row = 0; row < shape.KernelHeight; row++)
        {
            if (row > 0)
                Code.add(s_row, s_pitch);
            vector = WriteRow(vector);
        }

        for (int pixel = 0; pixel < shape.PixelsPerStep; pixel++)
        {
            Code.vmovdqu32(__zmmword_ptr[s_output].k1, Vectors[pixel]);
            Code.add(s_output, s_pixelPitch);
        }
    }

    private int WriteRow(int vector)
    {
        int firstQuad = shape.PixelsPerStep;
        int firstWeight = firstQuad + shape.QuadsSeen;
        int spare = Vectors.Length - firstWeight;
        for (int quad = 0; quad < shape.QuadsSeen; quad++)
            Code.vmovdqu32(Vectors[firstQuad + quad], __zmmword_ptr[s_row + (quad * VectorBytes)]);
        foreach ((int phase, int quad) in shape.WeightsOfRow())
        {
            AssemblerRegisterZMM weights = Vectors[firstWeight + (vector % spare)];
            Code.vmovdqu32(weights, __zmmword_ptr[s_weights + (vector * VectorBytes)]);
            for (int pixel = 0; pixel < shape.PixelsPerStep; pixel++)
            {
                if (shape.Phase(pixel) == phase)
                    Code.vpdpbusd(Vectors[pixel], Vectors[firstQuad + shape.Quad(pixel) + quad], weights);
            }

            vector++;
        }

        return vector;
    }
}
