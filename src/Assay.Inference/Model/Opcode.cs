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

    /// <summary>Products of int8 matrices, the right one transposed.</summary>
    MatMul = 10,

    /// <summary>Transposed convolution over int8.</summary>
    TransposeConv2D = 11,

    /// <summary>The mean of a window.</summary>
    AvgPool2D = 12,

    /// <summary>The minimum over a stretch of adjacent axes.</summary>
    ReduceMin = 13,

    /// <summary>The index of the first maximum over a stretch of adjacent axes.</summary>
    ArgMax = 14,

    /// <summary>The greater of two rescaled operands, with broadcast.</summary>
    Maximum = 15,

    /// <summary>The lesser of two rescaled operands, with broadcast.</summary>
    Minimum = 16,

    /// <summary>1 where two rescaled operands are equal, else 0; with broadcast.</summary>
    Equal = 17,

    /// <summary>1 where the first rescaled operand is greater than the second, else 0; with broadcast.</summary>
    Greater = 18,

    /// <summary>1 where the first rescaled operand is not less than the second, else 0; with broadcast.</summary>
    GreaterEqual = 19,

    /// <summary>The second operand where the first is not 0, else the third; with broadcast.</summary>
    Select = 20,

    /// <summary>The first operand shifted right by the second, with broadcast.</summary>
    ArithmeticRightShift = 21,

    /// <summary>The first operand shifted left by the second, with broadcast.</summary>
    LogicalLeftShift = 22,

    /// <summary>The quotient of two operands, rounded toward zero, with broadcast.</summary>
    IntDiv = 23,

    /// <summary>The magnitude of one operand.</summary>
    Abs = 24,

    /// <summary>One operand with the other sign.</summary>
    Negate = 25,

    /// <summary>The number of zeros in front of the highest bit that is set, of 32.</summary>
    Clz = 26,

    /// <summary>The low bits of one operand, as many as the output has.</summary>
    Cast = 27,

    /// <summary>Rows of one operand that the other names.</summary>
    Gather = 28,

    /// <summary>One operand with its elements elsewhere: transposed, sliced, padded, reversed or repeated.</summary>
    Reindex = 29,

    /// <summary>Two operands side by side.</summary>
    Concat = 30,

    /// <summary>One operand with another height and width.</summary>
    Resize = 31,
}

/// <summary>Families of <see cref="Opcode"/>.</summary>
public static class OpcodeExtensions
{
    /// <summary>Whether the code is one of the operators.</summary>
    public static bool IsDefined(this Opcode opcode) => Enum.IsDefined(opcode);

    /// <summary>All operators, in the order of their codes.</summary>
    public static IReadOnlyList<Opcode> All { get; } = Enum.GetValues<Opcode>();

    /// <summary>Operators with a kernel window: convolutions and pools.</summary>
    public static bool IsWindow(this Opcode opcode) => opcode.IsConvolution() || opcode.IsPool();

    /// <summary>CONV2D, DEPTHWISE_CONV2D, TRANSPOSE_CONV2D: operators with channel blocks.</summary>
    public static bool IsConvolution(this Opcode opcode) => opcode is Opcode.Conv2D or Opcode.DepthwiseConv2D or Opcode.TransposeConv2D;

    /// <summary>MAX_POOL2D, AVG_POOL2D.</summary>
    public static bool IsPool(this Opcode opcode) => opcode is Opcode.MaxPool2D or Opcode.AvgPool2D;

    /// <summary>REDUCE_SUM, REDUCE_MAX, REDUCE_MIN, ARGMAX.</summary>
    public static bool IsReduction(this Opcode opcode) => opcode is Opcode.ReduceSum or Opcode.ReduceMax or Opcode.ReduceMin or Opcode.ArgMax;

    /// <summary>Operators whose accumulator may take many steps: windows, reductions and MATMUL.</summary>
    public static bool Folds(this Opcode opcode) => opcode.IsWindow() || opcode.IsReduction() || opcode == Opcode.MatMul;

    /// <summary>Operators with a second operand.</summary>
    public static bool HasOperandB(this Opcode opcode) => opcode
        is Opcode.Add or Opcode.Sub or Opcode.Mul
        or Opcode.MatMul or Opcode.Gather or Opcode.Concat
        or (>= Opcode.Maximum and <= Opcode.IntDiv);

    /// <summary>SELECT: operators with a third operand.</summary>
    public static bool HasOperandC(this Opcode opcode) => opcode == Opcode.Select;

    /// <summary>Operators with one element of each operand for an element of the output.</summary>
    public static bool IsElementWise(this Opcode opcode) => opcode is (>= Opcode.Add and <= Opcode.Rescale) or (>= Opcode.Maximum and <= Opcode.Cast);

    /// <summary>ADD, SUB, MAXIMUM, MINIMUM and the comparisons: operators that rescale each operand first.</summary>
    public static bool RescalesOperands(this Opcode opcode) => opcode
        is Opcode.Add or Opcode.Sub
        or (>= Opcode.Maximum and <= Opcode.GreaterEqual);

    /// <summary>MUL, ARITHMETIC_RIGHT_SHIFT and CONCAT: operators with <see cref="Instruction.Parameter"/>.</summary>
    public static bool HasParameter(this Opcode opcode) => opcode is Opcode.Mul or Opcode.ArithmeticRightShift or Opcode.Concat;

    /// <summary>Operators that look at the elements themselves, so that their operands have no zero point.</summary>
    public static bool IsCentred(this Opcode opcode) => opcode is Opcode.MaxPool2D or Opcode.ReduceMax or Opcode.ReduceMin or Opcode.ArgMax;
}
