namespace Assay.Inference;

[Flags]
internal enum InstructionFlags : byte
{
    None = 0,
    PerChannel = 1,
    FirstDoubleRounding = 2,
    SecondDoubleRounding = 4,
    OperandDoubleRounding = 8,
    UnsignedInput = 16,
    UnsignedOutput = 32,
    PerChannelSecond = 64,
}
