using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>The canonical encoding of an instruction: 224 bytes, big-endian, unused bytes zero.</summary>
public static class InstructionCodec
{
    /// <summary>The bytes of an instruction.</summary>
    public const int Size = 224;

    /// <summary>The version that an instruction carries.</summary>
    public const byte Version = 1;

    internal const int OperandAOffset = 32;
    internal const int OperandBOffset = 72;
    internal const int OperandSize = 40;
    internal const int AttributesOffset = 112;
    internal const int EpilogueOffset = 160;

    /// <summary>Encodes an instruction. Whether it is valid is not checked.</summary>
    public static byte[] Encode(Instruction instruction)
    {
        byte[] bytes = new byte[Size];
        Encode(instruction, bytes);
        return bytes;
    }

    /// <summary>Encodes an instruction into the first 224 bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than 224 bytes.</exception>
    public static void Encode(Instruction instruction, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        if (destination.Length < Size)
            throw new ArgumentException($"An instruction needs {Size} bytes, but the destination has {destination.Length}.", nameof(destination));
        Span<byte> bytes = destination[..Size];
        bytes.Clear();
        bytes[0] = Version;
        bytes[1] = (byte)instruction.Opcode;
        bytes[2] = (byte)instruction.OutputType;
        bytes[3] = (byte)instruction.OutputSpace;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], instruction.OutputPage);
        WriteShape(bytes[8..], instruction.OutputShape);
        bytes[24] = (byte)instruction.Epilogue.Kind;
        bytes[25] = (byte)InstructionFlagsOf(instruction);
        WriteOperand(bytes.Slice(OperandAOffset, OperandSize), instruction.A);
        if (instruction.B is { } b)
            WriteOperand(bytes.Slice(OperandBOffset, OperandSize), b);
        if (instruction.Window is { } window)
            WriteWindow(bytes[AttributesOffset..], window);
        if (instruction.Reduction is { } reduction)
            WriteReduction(bytes[AttributesOffset..], reduction);
        if (instruction.Reindex is { } reindex)
            MovementCodec.Write(bytes[AttributesOffset..], reindex);
        if (instruction.Resize is { } resize)
            MovementCodec.Write(bytes[AttributesOffset..], resize);
        WriteElementAttributes(bytes[AttributesOffset..], instruction);
        WriteEpilogue(bytes[EpilogueOffset..], instruction.Epilogue);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[204..], instruction.NextBodyPage);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[208..], instruction.NextOutputPage);
    }

    /// <summary>
    /// Decodes an instruction. Only the form is checked (reasons 1 to 4 of the validity rules), so that every canonical encoding, valid or not,
    /// decodes to a record which encodes to the same bytes.
    /// </summary>
    /// <exception cref="FormatException">The bytes are not a canonical encoding; the message names the reason.</exception>
    public static Instruction Decode(ReadOnlySpan<byte> bytes)
    {
        InvalidReason reason = CanonicalForm.Check(bytes);
        if (reason != InvalidReason.None)
            throw new FormatException(CanonicalForm.Describe(reason, bytes));
        return DecodeFields(bytes);
    }

    internal static Instruction DecodeFields(ReadOnlySpan<byte> bytes)
    {
        var opcode = (Opcode)bytes[1];
        var flags = (InstructionFlags)bytes[25];
        return new Instruction
        {
            Opcode = opcode,
            OutputType = (ElementType)bytes[2],
            OutputSpace = (MemorySpace)bytes[3],
            OutputPage = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            OutputShape = ReadShape(bytes[8..]),
            A = ReadOperand(bytes.Slice(OperandAOffset, OperandSize)),
            B = opcode.HasOperandB() ? ReadOperand(bytes.Slice(OperandBOffset, OperandSize)) : null,
            Window = opcode.IsWindow() ? ReadWindow(bytes[AttributesOffset..]) : null,
            Reduction = opcode.IsReduction() ? ReadReduction(bytes[AttributesOffset..]) : null,
            Reindex = opcode == Opcode.Reindex ? MovementCodec.ReadReindex(bytes[AttributesOffset..]) : null,
            Resize = opcode == Opcode.Resize ? MovementCodec.ReadResize(bytes[AttributesOffset..]) : null,
            C = opcode.HasOperandC() ? ReadOperand(bytes.Slice(AttributesOffset, OperandSize)) : null,
            Records = opcode == Opcode.Rescale && flags.HasFlag(InstructionFlags.PerChannel) ? ReadRecords(bytes[AttributesOffset..]) : null,
            Parameter = opcode.HasParameter() ? bytes[AttributesOffset] : (byte)0,
            UnsignedInput = flags.HasFlag(InstructionFlags.UnsignedInput),
            UnsignedOutput = flags.HasFlag(InstructionFlags.UnsignedOutput),
            Epilogue = ReadEpilogue(bytes[EpilogueOffset..], (EpilogueKind)bytes[24], flags),
            OperandDoubleRounding = flags.HasFlag(InstructionFlags.OperandDoubleRounding),
            NextBodyPage = BinaryPrimitives.ReadUInt32BigEndian(bytes[204..]),
            NextOutputPage = BinaryPrimitives.ReadUInt32BigEndian(bytes[208..]),
        };
    }

    private static InstructionFlags InstructionFlagsOf(Instruction instruction)
    {
        InstructionFlags flags = InstructionFlags.None;
        if (instruction.Epilogue.PerChannel)
            flags |= InstructionFlags.PerChannel;
        if (instruction.Epilogue.First.DoubleRounding)
            flags |= InstructionFlags.FirstDoubleRounding;
        if (instruction.Epilogue.Second.DoubleRounding)
            flags |= InstructionFlags.SecondDoubleRounding;
        if (instruction.OperandDoubleRounding)
            flags |= InstructionFlags.OperandDoubleRounding;
        if (instruction.UnsignedInput)
            flags |= InstructionFlags.UnsignedInput;
        if (instruction.UnsignedOutput)
            flags |= InstructionFlags.UnsignedOutput;
        if (instruction.Epilogue.PerChannelSecond)
            flags |= InstructionFlags.PerChannelSecond;
        return flags;
    }

    private static void WriteShape(Span<byte> target, TensorShape shape)
    {
        for (int i = 0; i < 4; i++)
            BinaryPrimitives.WriteInt32BigEndian(target[(4 * i)..], shape[i]);
    }

    private static TensorShape ReadShape(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32BigEndian(source),
        BinaryPrimitives.ReadInt32BigEndian(source[4..]),
        BinaryPrimitives.ReadInt32BigEndian(source[8..]),
        BinaryPrimitives.ReadInt32BigEndian(source[12..]));

    private static void WriteOperand(Span<byte> target, Operand operand)
    {
        target[0] = (byte)operand.Space;
        target[1] = (byte)operand.Type;
        target[2] = operand.Shift;
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], operand.Page);
        WriteShape(target[8..], operand.Shape);
        BinaryPrimitives.WriteInt32BigEndian(target[24..], operand.ZeroPoint);
        BinaryPrimitives.WriteInt32BigEndian(target[28..], operand.Multiplier);
        BinaryPrimitives.WriteUInt32BigEndian(target[32..], operand.Producer);
    }

    private static Operand ReadOperand(ReadOnlySpan<byte> source) => new(
        (MemorySpace)source[0],
        (ElementType)source[1],
        BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
        ReadShape(source[8..]),
        BinaryPrimitives.ReadInt32BigEndian(source[24..]),
        BinaryPrimitives.ReadInt32BigEndian(source[28..]),
        source[2],
        BinaryPrimitives.ReadUInt32BigEndian(source[32..]));

    private static void WriteWindow(Span<byte> target, WindowAttributes window)
    {
        ReadOnlySpan<ushort> geometry =
        [
            window.KernelHeight, window.KernelWidth, window.StrideY, window.StrideX, window.DilationY, window.DilationX,
            window.PadTop, window.PadBottom, window.PadLeft, window.PadRight,
        ];
        for (int i = 0; i < geometry.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(target[(2 * i)..], geometry[i]);
        BinaryPrimitives.WriteUInt32BigEndian(target[20..], window.WeightsPage);
        BinaryPrimitives.WriteUInt32BigEndian(target[24..], window.ChannelStride);
        BinaryPrimitives.WriteInt32BigEndian(target[28..], window.WeightZeroPoint);
    }

    private static WindowAttributes ReadWindow(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16BigEndian(source),
        BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[4..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[6..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[8..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[10..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[12..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[14..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[16..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[18..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[20..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[24..]),
        BinaryPrimitives.ReadInt32BigEndian(source[28..]));

    private static void WriteReduction(Span<byte> target, ReductionAttributes reduction)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, reduction.Outer);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], reduction.Length);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], reduction.Inner);
    }

    private static ReductionAttributes ReadReduction(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32BigEndian(source),
        BinaryPrimitives.ReadInt32BigEndian(source[4..]),
        BinaryPrimitives.ReadInt32BigEndian(source[8..]));

    private static void WriteElementAttributes(Span<byte> target, Instruction instruction)
    {
        if (instruction.C is { } third)
            WriteOperand(target[..OperandSize], third);
        if (instruction.Opcode.HasParameter())
            target[0] = instruction.Parameter;
        if (instruction.Records is { } records)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target[20..], records.Page);
            BinaryPrimitives.WriteUInt32BigEndian(target[24..], records.Stride);
        }
    }

    private static ChannelRecords ReadRecords(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32BigEndian(source[20..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[24..]));

    private static void WriteEpilogue(Span<byte> target, Epilogue epilogue)
    {
        WriteStage(target, epilogue.First);
        BinaryPrimitives.WriteUInt32BigEndian(target[20..], epilogue.TablePage);
        WriteStage(target[24..], epilogue.Second);
    }

    private static Epilogue ReadEpilogue(ReadOnlySpan<byte> source, EpilogueKind kind, InstructionFlags flags) => new(
        kind,
        ReadStage(source, flags.HasFlag(InstructionFlags.FirstDoubleRounding)),
        ReadStage(source[24..], flags.HasFlag(InstructionFlags.SecondDoubleRounding)),
        BinaryPrimitives.ReadUInt32BigEndian(source[20..]),
        flags.HasFlag(InstructionFlags.PerChannel))
    {
        PerChannelSecond = flags.HasFlag(InstructionFlags.PerChannelSecond),
    };

    private static void WriteStage(Span<byte> target, RescaleStage stage)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, stage.Multiplier);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], stage.ZeroPoint);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], stage.Low);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], stage.High);
        target[16] = stage.Shift;
    }

    private static RescaleStage ReadStage(ReadOnlySpan<byte> source, bool doubleRounding) => new(
        BinaryPrimitives.ReadInt32BigEndian(source),
        source[16],
        BinaryPrimitives.ReadInt32BigEndian(source[4..]),
        BinaryPrimitives.ReadInt32BigEndian(source[8..]),
        BinaryPrimitives.ReadInt32BigEndian(source[12..]),
        doubleRounding);
}
