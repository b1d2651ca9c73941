namespace Assay.Inference;

/// <summary>Reasons 11 and 12: rescales and epilogues.</summary>
internal static class EpilogueRules
{
    private const int MinimumShift = 2;
    private const int MaximumShift = 62;

    internal static bool RescalesAreValid(Instruction instruction) =>
        instruction.Operands().All(operand => OperandIsValid(instruction, operand))
        && StagesAreValid(instruction);

    internal static bool EpilogueIsValid(Instruction instruction)
    {
        Epilogue epilogue = instruction.Epilogue;
        if (epilogue.Kind > EpilogueKind.Clamp)
            return false;
        if (epilogue.PerChannel && !((instruction.Opcode.IsConvolution() || instruction.Opcode == Opcode.Rescale) && epilogue.HasFirst))
            return false;
        if (epilogue.PerChannelSecond && !epilogue.PerChannel)
            return false;
        return epilogue.Kind switch
        {
            EpilogueKind.Narrow => true,
            EpilogueKind.Rescale => RangeIsValid(epilogue.First, instruction.OutputMinimum, instruction.OutputMaximum),
            _ => RangeIsValid(epilogue.First, short.MinValue, short.MaxValue)
                && RangeIsValid(epilogue.Second, instruction.OutputMinimum, instruction.OutputMaximum),
        };
    }

    private static bool OperandIsValid(Instruction instruction, Operand operand)
    {
        if (!ZeroPointIsValid(instruction, operand))
            return false;

        // SELECT looks at the bytes of its condition, and a maximum is taken of them.
        bool isRaw = instruction.Opcode.IsCentred()
            || (instruction.Opcode == Opcode.Select && ReferenceEquals(operand, instruction.A));
        if (isRaw && operand.ZeroPoint != 0)
            return false;
        return !instruction.Opcode.RescalesOperands() || ScaleIsValid(operand.Multiplier, operand.Shift);
    }

    private static bool ZeroPointIsValid(Instruction instruction, Operand operand)
    {
        if (instruction.UnsignedInput)
            return operand.ZeroPoint >= 0 && operand.ZeroPoint < 1 << (8 * operand.Type.Size());
        return operand.Type == ElementType.Int8
            ? operand.ZeroPoint is >= sbyte.MinValue and <= sbyte.MaxValue
            : operand.ZeroPoint == 0;
    }

    private static bool StagesAreValid(Instruction instruction)
    {
        Epilogue epilogue = instruction.Epilogue;
        int highest = instruction.UnsignedOutput ? ushort.MaxValue : short.MaxValue;
        if (epilogue.HasFirst)
        {
            // A per-channel scale lies in the constants, which are not validated.
            bool scaleIsValid = epilogue.PerChannel || ScaleIsValid(epilogue.First.Multiplier, epilogue.First.Shift);
            if (!scaleIsValid || !ZeroPointIsValid(epilogue.First, highest))
                return false;
        }

        return !epilogue.HasSecond
            || ((epilogue.PerChannelSecond || ScaleIsValid(epilogue.Second.Multiplier, epilogue.Second.Shift)) && ZeroPointIsValid(epilogue.Second, highest));
    }

    private static bool ScaleIsValid(int multiplier, byte shift) => multiplier >= 0 && shift is >= MinimumShift and <= MaximumShift;

    private static bool ZeroPointIsValid(RescaleStage stage, int highest) => stage.ZeroPoint >= short.MinValue && stage.ZeroPoint <= highest;

    private static bool RangeIsValid(RescaleStage stage, int least, int greatest) =>
        least <= stage.Low && stage.Low <= stage.High && stage.High <= greatest;
}
