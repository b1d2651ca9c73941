using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Assay.Inference.OpenCL;

/// <summary>Which kernel runs an instruction, over how many work items, and where its parameters begin.</summary>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="FirstParameter">Index of the first word in the parameters.</param>
/// <param name="Items">Work items; they are launched in whole groups of <see cref="GroupSize"/>.</param>
/// <param name="Work">About how many products or elements are computed.</param>
internal sealed record Launch(string Kernel, int FirstParameter, long Items, long Work)
{
    /// <summary>
    /// Work items of a group. One size for all: drivers for CPUs compile a kernel anew for every size. REDUCE_GROUP in <c>reduction.cl</c> and TILE_GROUP in <c>tiled.cl</c> are the same.
    /// </summary>
    public const int GroupSize = 64;
}

/// <summary>
/// The parameters and packed weights of all instructions, in the order in which the kernels read them
/// (the enumerations at the beginning of <c>arithmetic.cl</c> and of each operator's file).
/// </summary>
internal sealed partial class OpenClParameters
{
    private const int WeightAlignment = 64;
    private const int LongReduction = 256;
    private const int FewOutputs = 4096;

    // TILE in tiled.cl, and what is computed per work item in the other files.
    private const int Tile = 32;
    private const int PerItem = 4;
    private const int VectorChannels = 16;
    private const int VectorMatrixItem = 2;

    private readonly InferenceProgram _program;
    private readonly OpenClTiling _tiling;
    private readonly int _depthwiseLanes;
    private readonly List<int> _words = [];
    private readonly List<byte> _weights = [];

    /// <param name="program">The program.</param>
    /// <param name="tiling">How convolutions and products of matrices are cut up.</param>
    /// <param name="depthwiseLanes">Channels that a work item of a depthwise convolution takes: what the kernels were built for.</param>
    public OpenClParameters(InferenceProgram program, OpenClTiling tiling, int depthwiseLanes)
    {
        _program = program;
        _tiling = tiling;
        _depthwiseLanes = depthwiseLanes;
        Launches = [.. program.Instructions.Select(Add)];
    }

    public IReadOnlyList<Launch> Launches { get; }

    public ReadOnlySpan<int> Words => CollectionsMarshal.AsSpan(_words);

    public ReadOnlySpan<byte> Weights => CollectionsMarshal.AsSpan(_weights);

    private Launch Add(Instruction instruction)
    {
        // Channel records and weights lie in front of the words that name them.
        int channels = _words.Count;
        int weights = _weights.Count / WeightAlignment;
        if (instruction.Opcode.IsConvolution())
            AddChannels(instruction);
        int first = _words.Count;
        (string kernel, long items) = Plan(instruction);
        AddCommon(instruction, items);
        switch (instruction.Opcode)
        {
            case Opcode.Conv2D or Opcode.DepthwiseConv2D or Opcode.TransposeConv2D:
                AddConvolution(instruction, weights, channels);
                break;
            case Opcode.MaxPool2D or Opcode.AvgPool2D:
                AddPool(instruction);
                break;
            case Opcode.ReduceSum or Opcode.ReduceMax or Opcode.ReduceMin or Opcode.ArgMax:
                AddReduction(instruction);
                break;
            case Opcode.MatMul or >= Opcode.Gather:
                AddTensorOperator(instruction);
                break;
            default:
                AddElementwise(instruction);
                break;
        }

        return new Launch(kernel, first, items, Work(instruction));
    }

    private static long Work(Instruction instruction)
    {
        long perElement = instruction.Opcode switch
        {
            _ when instruction.Opcode.IsConvolution() => ChannelBlock.WeightCount(instruction.Opcode, instruction.Window!, instruction.A.Shape.Channels),
            Opcode.MatMul => instruction.A.Shape.Channels,
            _ when instruction.Window is { } window => window.KernelHeight * window.KernelWidth,
            _ => instruction.Reduction?.Length ?? 1,
        };
        return instruction.OutputShape.Elements * perElement;
    }

    private (string Kernel, long Items) Plan(Instruction instruction)
    {
        TensorShape output = instruction.OutputShape;
        long pixels = output.Elements / output.Channels;
        return instruction.Opcode switch
        {
            Opcode.Conv2D when _tiling == OpenClTiling.Vectors => ("convolution_vectors", Times(output.Channels, VectorChannels) * Times(pixels, PerItem)),
            Opcode.Conv2D when _tiling == OpenClTiling.LocalMemory =>
                ("convolution_tiled", Launch.GroupSize * Times(output.Channels, Tile) * Times(pixels, Tile)),
            Opcode.Conv2D => ("convolution", Times(output.Channels, PerItem) * Times(pixels, PerItem)),
            Opcode.DepthwiseConv2D when output.Channels == instruction.A.Shape.Channels && output.Channels >= _depthwiseLanes =>
                ("depthwise_by_channels", Times(output.Channels, _depthwiseLanes) * pixels),
            Opcode.DepthwiseConv2D => ("depthwise_convolution", output.Elements),
            Opcode.TransposeConv2D => ("transposed_convolution", TransposedItems(instruction)),
            Opcode.MatMul when _tiling == OpenClTiling.Vectors =>
                ("matmul_vectors", Times(output.Width, VectorMatrixItem) * Times(output.Channels, VectorMatrixItem) * output.Height),
            Opcode.MatMul when _tiling == OpenClTiling.LocalMemory =>
                ("matmul_tiled", Launch.GroupSize * Times(output.Width, Tile) * Times(output.Channels, Tile) * output.Height),
            Opcode.MatMul => ("matmul", Times(output.Width, PerItem) * Times(output.Channels, PerItem) * output.Height),
            Opcode.MaxPool2D or Opcode.AvgPool2D => ("pool", output.Elements),
            Opcode.Gather => ("gather", output.Elements),
            Opcode.Reindex => ("reindex", output.Elements),
            Opcode.Concat => ("concat", output.Elements),
            Opcode.Resize => ("resize", output.Elements),
            _ when instruction.Reduction is { } reduction && reduction.Length >= LongReduction && output.Elements <= FewOutputs =>
                ("reduce_by_group", output.Elements * Launch.GroupSize),
            _ when instruction.Opcode.IsReduction() => ("reduce", output.Elements),
            _ => ("elementwise", output.Elements),
        };
    }

    private static long Times(long count, int atOnce) => (count + atOnce - 1) / atOnce;

    // Fours of pixels of a row that lie a stride apart, for every remainder to the stride.
    private static long TransposedItems(Instruction instruction)
    {
        (TensorShape output, int stride) = (instruction.OutputShape, instruction.Window!.StrideX);
        return Times(output.Channels, PerItem) * stride * Times(Times(output.Width, stride), PerItem) * output.Height * output.Batch;
    }

    private void AddCommon(Instruction instruction, long items)
    {
        Operand a = instruction.A;
        Epilogue epilogue = instruction.Epilogue;
        bool narrows = epilogue.Kind == EpilogueKind.Narrow;
        int flags = (epilogue.First.DoubleRounding ? 2 : 0) | (epilogue.Second.DoubleRounding ? 4 : 0) | (instruction.OperandDoubleRounding ? 8 : 0)
            | (instruction.UnsignedInput ? 16 : 0) | (epilogue.PerChannelSecond ? 64 : 0);
        _words.AddRange(
            (int)a.Space, (int)a.Page, (int)a.Type, a.ZeroPoint,
            (int)instruction.OutputSpace, (int)instruction.OutputPage, (int)instruction.OutputType,
            (int)epilogue.Kind, flags,
            epilogue.First.Multiplier, epilogue.First.Shift, epilogue.First.ZeroPoint,
            narrows ? instruction.OutputMinimum : epilogue.First.Low,
            narrows ? instruction.OutputMaximum : epilogue.First.High,
            (int)epilogue.TablePage,
            epilogue.Second.Multiplier, epilogue.Second.Shift, epilogue.Second.ZeroPoint, epilogue.Second.Low, epilogue.Second.High,
            checked((int)items));
    }

    private void AddConvolution(Instruction instruction, int weights, int channels)
    {
        bool transposed = instruction.Opcode == Opcode.TransposeConv2D;
        WindowAttributes window = instruction.Window!;
        (TensorShape input, TensorShape output) = (instruction.A.Shape, instruction.OutputShape);
        _words.AddRange(
            input.Height, input.Width, input.Channels,
            output.Height, output.Width, output.Channels, checked(output.Batch * output.Height * output.Width),
            window.KernelHeight, window.KernelWidth, window.StrideY, window.StrideX, window.DilationY, window.DilationX, transposed ? window.OutputPadTop : window.PadTop, transposed ? window.OutputPadLeft : window.PadLeft,
            window.WeightZeroPoint, weights, channels);
    }

    private void AddPool(Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        (TensorShape input, TensorShape output) = (instruction.A.Shape, instruction.OutputShape);
        _words.AddRange(
            input.Height, input.Width, input.Channels, output.Height, output.Width,
            window.KernelHeight, window.KernelWidth, window.StrideY, window.StrideX, window.PadTop, window.PadLeft,
            instruction.Opcode == Opcode.AvgPool2D ? 1 : 0);
    }

    private void AddReduction(Instruction instruction)
    {
        ReductionAttributes reduction = instruction.Reduction!;
        _words.AddRange(reduction.Length, reduction.Inner, instruction.Opcode switch
        {
            Opcode.ReduceSum => 0,
            Opcode.ReduceMax => 1,
            Opcode.ReduceMin => 2,
            _ => 3,
        });
    }

    private void AddElementwise(Instruction instruction)
    {
        TensorShape output = instruction.OutputShape;
        Operand a = instruction.A;
        Operand b = instruction.B ?? a;
        _words.AddRange((int)instruction.Opcode, instruction.Parameter, output.Height, output.Width, output.Channels);
        AddStrides(a.Shape, output);
        _words.AddRange(a.Multiplier, a.Shift, (int)b.Space, (int)b.Page, (int)b.Type, b.ZeroPoint);
        AddStrides(b.Shape, output);
        _words.AddRange(b.Multiplier, b.Shift, instruction.Records is null ? 0 : 1, (int)(instruction.Records?.Page ?? 0));
        Operand c = instruction.C ?? a;
        _words.AddRange((int)c.Space, (int)c.Page, (int)c.Type, c.ZeroPoint);
        AddStrides(c.Shape, output);
    }

    private void AddStrides(TensorShape shape, TensorShape output)
    {
        int[] strides = new int[4];
        int stride = 1;
        for (int dimension = 3; dimension >= 0; dimension--)
        {
            strides[dimension] = shape[dimension] == output[dimension] ? stride : 0;
            stride *= shape[dimension];
        }

        _words.AddRange(strides);
    }

    /// <summary>Adds the three words of every channel's record, and the packed weights.</summary>
    private void AddChannels(Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        bool isDense = instruction.Opcode != Opcode.DepthwiseConv2D;
        int count = checked((int)ChannelBlock.WeightCount(instruction.Opcode, window, instruction.A.Shape.Channels));
        int outputChannels = instruction.OutputShape.Channels;
        int inputChannels = instruction.A.Shape.Channels;
        int taps = window.KernelHeight * window.KernelWidth;
        WeightPacking packing = new(
            taps,
            inputChannels,
            outputChannels,
            !isDense ? WeightOrder.ByTap : instruction.Opcode == Opcode.Conv2D && _tiling == OpenClTiling.Vectors ? WeightOrder.ByVectors : WeightOrder.ByQuads);
        int packedBytes = packing.Bytes;
        int start = _weights.Count;
        CollectionsMarshal.SetCount(_weights, checked(start + ((packedBytes + WeightAlignment - 1) / WeightAlignment * WeightAlignment)));
        Span<byte> packed = CollectionsMarshal.AsSpan(_weights)[start..];
        packed.Clear();
        for (int channel = 0; channel < outputChannels; channel++)
        {
            ReadOnlySpan<byte> block = _program.Constants.Span.Slice(checked((int)ChannelBlock.Offset(window, channel)), ChannelBlock.RecordSize + count);
            ReadOnlySpan<byte> weights = block[ChannelBlock.RecordSize..];
            int sum = 0;
            for (int k = 0; k < count; k++)
            {
                (int tap, int inputChannel) = isDense ? Math.DivRem(k, inputChannels) : (k, 0);
                packed[packing.Position(channel, tap, inputChannel)] = weights[k];
                sum += (sbyte)weights[k];
            }

            int zeroPoint = instruction.A.ZeroPoint;

            // CONV2D: sum((x - zx) * (w - zw)) = sum(x * w) - zw * sum(x) - zx * sum(w) + count * zx * zw.
            int correction = instruction.Opcode == Opcode.Conv2D ? unchecked((count * zeroPoint * window.WeightZeroPoint) - (zeroPoint * sum)) : 0;
            int bias = BinaryPrimitives.ReadInt32LittleEndian(block);
            bool perChannel = instruction.Epilogue.PerChannel;
            _words.AddRange(
                unchecked(bias + correction),
                perChannel ? BinaryPrimitives.ReadInt32LittleEndian(block[4..]) : instruction.Epilogue.First.Multiplier,
                perChannel ? BinaryPrimitives.ReadInt32LittleEndian(block[8..]) : instruction.Epilogue.First.Shift);
        }
    }
}
