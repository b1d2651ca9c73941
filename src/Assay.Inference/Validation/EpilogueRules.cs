namespace Assay.Inference;

/// <summary>Reasons 11 and 12: rescales and epilogues.</summary>
internal static class EpilogueRules
{
    private const int MinimumShift = 2;
    private const int MaximumShift = 62;

    internal static bool RescalesAreValid(Instruction instruction) =>
        OperandIsValid(instruction, instruction.A)
        && (instruction.B is not { } b || OperandIsValid(instruction, b))
        && StagesAreValid(instruction.Epilogue);

    internal static bool EpilogueIsValid(Instruction instruction)
    {
        Epilogue epilogue = instruction.Epilogue;
        if (epilogue.Kind > EpilogueKind.Clamp)
            return false;
        if (epilogue.PerChannel && !(instruction.Opcode.IsConvolution() && epilogue.HasFirst))
            return false;
        return epilogue.Kind switch
        {
            EpilogueKind.Narrow => true,
            EpilogueKind.Rescale => RangeIsValid(epilogue.First, instruction.OutputType),
            _ => RangeIsValid(epilogue.First, ElementType.Int16) && RangeIsValid(epilogue.Second, instruction.OutputType),
        };
    }

    private static bool OperandIsValid(Instruction instruction, Operand operand)
    {
        bool zeroPointIsValid = operand.Type == ElementType.Int8
            ? operand.ZeroPoint is >= sbyte.MinValue and <= sbyte.MaxValue
            : operand.ZeroPoint == 0;
        if (!zeroPointIsValid)
            return false;
        if (instruction.Opcode is Opcode.MaxPool2D or Opcode.ReduceMax && operand.ZeroPoint != 0)
            return false;
        return !instruction.Opcode.RescalesOperands() || ScaleIsValid(operand.Multiplier, operand.Shift);
    }

    private static bool StagesAreValid(Epilogue epilogue)
    {
        if (epilogue.HasFirst)
        {
            // A per-channel scale lies in the constants, which are not validated.
            bool scaleIsValid = epilogue.PerChannel || ScaleIsValid(epilogue.First.Multiplier, epilogue.First.Shift);
            if (!scaleIsValid || !ZeroPointIsValid(epilogue.First))
                return false;
        }

        return !epilogue.HasSecond
            || (ScaleIsValid(epilogue.Second.Multiplier, epilogue.Second.Shift) && ZeroPointIsValid(epilogue.Second));
    }

    private static bool ScaleIsValid(int multiplier, byte shift) => multiplier >= 0 && shift is >= MinimumShift and <= MaximumShift;

    private static bool ZeroPointIsValid(RescaleStage stage) => stage.ZeroPoint is >= short.MinValue and <= short.MaxValue;

    private static bool RangeIsValid(RescaleStage stage, ElementType type) =>
        type.Minimum() <= stage.Low && stage.Low <= stage.High && stage.High <= type.Maximum();
}
