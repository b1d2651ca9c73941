using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Every operator in integer operators of ONNX, with the same bytes.</summary>
internal static class IntegerLowering
{
    public static void Lower(ExportContext context, Instruction instruction) =>
        context.Define(instruction, IntegerEpilogue.Apply(context, instruction, Accumulate(context, instruction)));

    private static IntegerValue Accumulate(ExportContext context, Instruction instruction) => instruction.Opcode switch
    {
        Opcode.Conv2D or Opcode.DepthwiseConv2D => IntegerWindows.Convolve(context, instruction),
        Opcode.TransposeConv2D => IntegerWindows.ConvolveTransposed(context, instruction),
        Opcode.MaxPool2D => IntegerWindows.Maximum(context, instruction),
        Opcode.AvgPool2D => IntegerWindows.Mean(context, instruction),
        Opcode.MatMul => IntegerReductions.Multiply(context, instruction),
        Opcode.ReduceSum or Opcode.ReduceMax or Opcode.ReduceMin => IntegerReductions.Reduce(context, instruction),
        Opcode.ArgMax => IntegerReductions.ArgMax(context, instruction),
        Opcode.Gather => IntegerMovement.Gather(context, instruction),
        Opcode.Reindex => IntegerMovement.Reindex(context, instruction),
        Opcode.Concat => IntegerMovement.Concat(context, instruction),
        Opcode.Resize => IntegerMovement.Resize(context, instruction),
        _ => IntegerElementwise.Apply(context, instruction),
    };
}
