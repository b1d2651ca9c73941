using System.Buffers.Binary;
using Assay.Inference;

namespace Assay.Verifier.Tests;

/// <summary>Seeded changes of a valid instruction: some of bytes, some of whole fields so that the later rules are reached too.</summary>
internal sealed class InstructionMutations(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The instruction itself, then this many changed ones.</summary>
    internal IEnumerable<Candidate> Of(Instruction instruction, int index, PageCounts pages, int count)
    {
        var original = new Candidate(InstructionCodec.Encode(instruction), index, pages);
        yield return original;
        for (var i = 0; i < count; i++)
        {
            var changed = _random.Next(6) == 0 ? Resize(instruction, index) : Change(original);
            // Two faults at once show which of them comes first.
            yield return _random.Next(3) == 0 ? Change(changed) : changed;
        }
    }

    private Candidate Change(Candidate candidate)
    {
        byte[] bytes = [.. candidate.Bytes];
        if (bytes.Length < InstructionCodec.Size) return candidate;
        switch (_random.Next(9))
        {
            case 0:
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[_random.Next(bytes.Length)] = Pick<byte>(0, 1, 2, 3, 4, 9, 10, 20, 27, 31, 62, 63, 127, 128, 255);
                break;
            case 2:
                // The first bytes of the instruction and of its operands: version, opcode, types, spaces, kinds, flags, shifts.
                bytes[Pick(0, 32, 72, 112) + _random.Next(8)] = (byte)_random.Next(6);
                break;
            case 3 or 4:
                var word = bytes.AsSpan(4 * _random.Next(bytes.Length / 4));
                BinaryPrimitives.WriteUInt32BigEndian(word, Pick(0u, 1u, 2u, 255u, 256u, 32_767u, 65_535u, 65_536u, 1u << 28, (1u << 28) + 1, 0x7fff_ffffu, 0xffff_8000u, uint.MaxValue));
                break;
            case 5:
                var near = bytes.AsSpan(4 * _random.Next(bytes.Length / 4));
                BinaryPrimitives.WriteUInt32BigEndian(near, BinaryPrimitives.ReadUInt32BigEndian(near) + Pick(1u, uint.MaxValue, 2u, 64u));
                break;
            case 6:
                // Another operator or other flags over the same fields.
                bytes[_random.Next(3) == 0 ? 1 : 25] = (byte)_random.Next(64);
                break;
            case 7:
                Array.Resize(ref bytes, _random.Next(8) == 0 ? Pick(0, 223, 225) : bytes.Length);
                return candidate with { Bytes = bytes, Index = _random.Next(3) };
            default:
                return candidate with { Pages = Change(candidate.Pages) };
        }
        return candidate with { Bytes = bytes };
    }

    private PageCounts Change(PageCounts pages)
    {
        uint Near(uint count) => _random.Next(2) == 0 ? count : count + Pick(1u, uint.MaxValue, 0u - count);
        return new PageCounts(Near(pages.Input), Near(pages.Constants), Near(pages.Body), Near(pages.Output));
    }

    /// <summary>Another kernel or reduction with shapes that fit it, in spaces of plenty: what decides is whether its steps stay within the limits.</summary>
    private Candidate Resize(Instruction instruction, int index)
    {
        var resized = instruction switch
        {
            { Window: { } window } => Resize(instruction, window),
            { Reduction: not null } => ResizeReduction(instruction),
            _ => instruction,
        };
        var next = resized.OutputPage + (uint)resized.OutputShape.Pages(resized.OutputType);
        resized = resized.OutputSpace == MemorySpace.Body ? resized with { NextBodyPage = next } : resized with { NextOutputPage = next };
        const uint Plenty = 1u << 30;
        return new Candidate(InstructionCodec.Encode(resized), index, new PageCounts(Plenty, Plenty, Plenty, Plenty));
    }

    private Instruction Resize(Instruction instruction, WindowAttributes window)
    {
        var isPool = instruction.Opcode.IsPool();
        var isTransposed = instruction.Opcode == Opcode.TransposeConv2D;
        var channels = Pick(1, 3, 63, 64, 65, 128, 129, 256, 257, 512, 1024);
        var changed = window with
        {
            KernelHeight = Pick<ushort>(1, 2, 3, 5, 7, 8, 9, 64, 255),
            KernelWidth = Pick<ushort>(1, 2, 3, 5, 8, 9, 31, 255),
            DilationY = isPool || isTransposed ? (ushort)1 : Pick<ushort>(1, 2),
            DilationX = isPool || isTransposed ? (ushort)1 : Pick<ushort>(1, 1, 2, 4),
            PadTop = 0,
            PadBottom = 0,
            PadLeft = 0,
            PadRight = 0,
        };
        if (!isPool) changed = changed with { ChannelStride = (uint)ChannelBlock.Stride(ChannelBlock.WeightCount(instruction.Opcode, changed, channels)) };
        var input = new TensorShape(
            1,
            ((changed.KernelHeight - 1) * changed.DilationY) + 1 + _random.Next(3),
            ((changed.KernelWidth - 1) * changed.DilationX) + 1 + _random.Next(3),
            channels);
        var outputChannels = isPool ? channels : instruction.Opcode == Opcode.DepthwiseConv2D ? channels * Pick(1, 2) : 2;
        var height = isTransposed ? changed.TransposedHeight(input.Height) : changed.OutputHeight(input.Height);
        var width = isTransposed ? changed.TransposedWidth(input.Width) : changed.OutputWidth(input.Width);
        return instruction with
        {
            Window = changed,
            A = instruction.A with { Shape = input },
            OutputShape = new TensorShape(1, (int)height, (int)width, outputChannels),
        };
    }

    private Instruction ResizeReduction(Instruction instruction)
    {
        var reduction = new ReductionAttributes(Pick(1, 2), Pick(1, 255, 256, 257, 1023, 1024, 1025, 4096, 65_535), Pick(1, 8, 63, 64, 65, 128, 129, 256, 257));
        return instruction with
        {
            Reduction = reduction,
            A = instruction.A with { Shape = new TensorShape(1, reduction.Outer, reduction.Length, reduction.Inner) },
            OutputShape = new TensorShape(1, reduction.Outer, 1, reduction.Inner),
        };
    }

    private T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];
}
