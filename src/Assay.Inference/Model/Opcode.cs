namespace Assay.Inference;

/// <summary>The operator of an instruction. The values are the codes of the instruction encoding.</summary>
public enum Opcode : byte
{
    /// <summary>Convolution over int8.</summary>
    Conv2D = 1,

    /// <summary>Convolution of each channel by itself, over int8.</summary>
    DepthwiseConv2D = 2,

    /// <summary>The maximum of a window.</summary>
    MaxPool2D = 3,

    /// <summary>The sum over a stretch of adjacent axes.</summary>
    ReduceSum = 4,

    /// <summary>The maximum over a stretch of adjacent axes.</summary>
    ReduceMax = 5,

    /// <summary>The sum of two rescaled operands, with broadcast.</summary>
    Add = 6,

    /// <summary>The difference of two rescaled operands, with broadcast.</summary>
    Sub = 7,

    /// <summary>The product of two operands, with broadcast.</summary>
    Mul = 8,

    /// <summary>One operand, only changed by the epilogue.</summary>
    Rescale = 9,
}

/// <summary>Families of <see cref="Opcode"/>.</summary>
public static class OpcodeExtensions
{
    /// <summary>Whether the code is one of the operators.</summary>
    public static bool IsDefined(this Opcode opcode) => opcode is >= Opcode.Conv2D and <= Opcode.Rescale;

    /// <summary>CONV2D, DEPTHWISE_CONV2D, MAX_POOL2D.</summary>
    public static bool IsWindow(this Opcode opcode) => opcode is Opcode.Conv2D or Opcode.DepthwiseConv2D or Opcode.MaxPool2D;

    /// <summary>CONV2D, DEPTHWISE_CONV2D: operators with channel blocks.</summary>
    public static bool IsConvolution(this Opcode opcode) => opcode is Opcode.Conv2D or Opcode.DepthwiseConv2D;

    /// <summary>REDUCE_SUM, REDUCE_MAX.</summary>
    public static bool IsReduction(this Opcode opcode) => opcode is Opcode.ReduceSum or Opcode.ReduceMax;

    /// <summary>ADD, SUB, MUL: operators with a second operand.</summary>
    public static bool IsBinary(this Opcode opcode) => opcode is Opcode.Add or Opcode.Sub or Opcode.Mul;

    /// <summary>ADD, SUB: operators that rescale each operand first.</summary>
    public static bool RescalesOperands(this Opcode opcode) => opcode is Opcode.Add or Opcode.Sub;
}
