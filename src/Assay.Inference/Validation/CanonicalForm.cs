using System.Globalization;

namespace Assay.Inference;

/// <summary>The form of an instruction's bytes: reasons 1 to 4 of the validity rules.</summary>
internal static class CanonicalForm
{
    private const int StageSize = 20;
    private const int TablePageOffset = InstructionCodec.EpilogueOffset + StageSize;
    private const int SecondStageOffset = TablePageOffset + 4;

    internal static InvalidReason Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != InstructionCodec.Size)
            return InvalidReason.BadLength;
        if (bytes[0] != InstructionCodec.Version)
            return InvalidReason.BadVersion;
        var opcode = (Opcode)bytes[1];
        if (!opcode.IsDefined())
            return InvalidReason.BadOpcode;
        bool canonical = IsZero(bytes[26..32])
            && IsZero(bytes[212..])
            && OperandsAreCanonical(bytes, opcode)
            && AttributesAreCanonical(bytes[InstructionCodec.AttributesOffset..InstructionCodec.EpilogueOffset], opcode, (InstructionFlags)bytes[25])
            && FlagsAreCanonical((InstructionFlags)bytes[25], (EpilogueKind)bytes[24], opcode)
            && EpilogueIsCanonical(bytes);
        return canonical ? InvalidReason.None : InvalidReason.ReservedNotZero;
    }

    internal static string Describe(InvalidReason reason, ReadOnlySpan<byte> bytes) => reason switch
    {
        InvalidReason.BadLength => string.Create(CultureInfo.InvariantCulture, $"An instruction has {InstructionCodec.Size} bytes, but there are {bytes.Length}."),
        InvalidReason.BadVersion => string.Create(CultureInfo.InvariantCulture, $"The instruction's version must be {InstructionCodec.Version}, but is {bytes[0]}."),
        InvalidReason.BadOpcode => string.Create(CultureInfo.InvariantCulture, $"The instruction's opcode must be that of an operator, but is {bytes[1]}."),
        _ => $"The instruction ({(Opcode)bytes[1]}) sets bytes or bits which must be zero for its opcode and epilogue kind.",
    };

    private static bool OperandsAreCanonical(ReadOnlySpan<byte> bytes, Opcode opcode)
    {
        ReadOnlySpan<byte> a = bytes.Slice(InstructionCodec.OperandAOffset, InstructionCodec.OperandSize);
        ReadOnlySpan<byte> b = bytes.Slice(InstructionCodec.OperandBOffset, InstructionCodec.OperandSize);
        return OperandIsCanonical(a, opcode) && (opcode.HasOperandB() ? OperandIsCanonical(b, opcode) : IsZero(b));
    }

    private static bool OperandIsCanonical(ReadOnlySpan<byte> operand, Opcode opcode) =>
        operand[3] == 0
        && IsZero(operand[36..40])
        && (opcode.RescalesOperands() || (operand[2] == 0 && IsZero(operand[28..32])));

    private static bool AttributesAreCanonical(ReadOnlySpan<byte> attributes, Opcode opcode, InstructionFlags flags) => opcode switch
    {
        Opcode.Conv2D or Opcode.DepthwiseConv2D or Opcode.TransposeConv2D => IsZero(attributes[32..]),
        Opcode.MaxPool2D or Opcode.AvgPool2D => IsZero(attributes[20..]),
        _ when opcode.IsReduction() => IsZero(attributes[12..]),
        Opcode.Reindex or Opcode.Resize => MovementCodec.IsCanonical(attributes, opcode),
        Opcode.Select => OperandIsCanonical(attributes[..InstructionCodec.OperandSize], opcode) && IsZero(attributes[InstructionCodec.OperandSize..]),
        Opcode.Rescale when flags.HasFlag(InstructionFlags.PerChannel) => IsZero(attributes[..20]) && IsZero(attributes[28..]),
        _ when opcode.HasParameter() => IsZero(attributes[1..]),
        _ => IsZero(attributes),
    };

    private static bool FlagsAreCanonical(InstructionFlags flags, EpilogueKind kind, Opcode opcode)
    {
        if (((byte)flags & 0x80) != 0)
            return false;
        if ((flags & (InstructionFlags.UnsignedInput | InstructionFlags.UnsignedOutput)) != 0 && opcode != Opcode.Rescale)
            return false;
        if (flags.HasFlag(InstructionFlags.OperandDoubleRounding) && !opcode.RescalesOperands())
            return false;
        if (flags.HasFlag(InstructionFlags.FirstDoubleRounding) && kind == EpilogueKind.Narrow)
            return false;
        return (flags & (InstructionFlags.SecondDoubleRounding | InstructionFlags.PerChannelSecond)) == 0
            || kind is not (EpilogueKind.Narrow or EpilogueKind.Rescale);
    }

    private static bool EpilogueIsCanonical(ReadOnlySpan<byte> bytes)
    {
        var kind = (EpilogueKind)bytes[24];
        var flags = (InstructionFlags)bytes[25];
        ReadOnlySpan<byte> first = bytes.Slice(InstructionCodec.EpilogueOffset, StageSize);
        ReadOnlySpan<byte> table = bytes.Slice(TablePageOffset, 4);
        ReadOnlySpan<byte> second = bytes.Slice(SecondStageOffset, StageSize);
        if (!IsZero(first[17..]) || !IsZero(second[17..]))
            return false;

        if (flags.HasFlag(InstructionFlags.PerChannel) && !(IsZero(first[..4]) && first[16] == 0))
            return false;
        if (flags.HasFlag(InstructionFlags.PerChannelSecond) && !(IsZero(second[..4]) && second[16] == 0))
            return false;
        return kind switch
        {
            EpilogueKind.Narrow => IsZero(first) && IsZero(table) && IsZero(second),
            EpilogueKind.Rescale => IsZero(table) && IsZero(second),
            EpilogueKind.Clamp => IsZero(table),

            // TABLE uses every field. A kind that does not exist lacks no stage here; it is refused later, as BadEpilogue.
            _ => true,
        };
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
