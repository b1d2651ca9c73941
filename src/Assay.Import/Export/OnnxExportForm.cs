namespace Assay.Import.Export;

/// <summary>What an exported ONNX file is for.</summary>
public enum OnnxExportForm
{
    /// <summary>Integer operators only: the program's own bytes in every runtime that follows ONNX.</summary>
    Integer,

    /// <summary>
    /// QuantizeLinear and DequantizeLinear around float32 operators, wherever the program rounds. Sums are rounded to float32 on the way, so that an element
    /// may come out one step off.
    /// </summary>
    Qdq,

    /// <summary>
    /// As <see cref="Qdq"/>, but what enters an activation is rounded to 8 bits, and what the program keeps at 16 or 32 bits is not rounded at all: the form
    /// that ONNX Runtime turns into its fast int8 kernels. The numbers are near the program's, not the same.
    /// </summary>
    QdqFast,

    /// <summary>Float32 throughout: the program's weights as the real numbers that they stand for, nothing rounded.</summary>
    Float,
}

/// <summary>How a program is exported.</summary>
/// <param name="Form">What the file is for.</param>
public sealed record OnnxExportOptions(OnnxExportForm Form)
{
    /// <summary>Whether inputs and outputs are [N, C, H, W] in the file; the program's are [N, H, W, C].</summary>
    public bool ChannelsFirst { get; init; }

    /// <summary>Whether operators of real numbers may be used.</summary>
    internal bool UsesReals => Form != OnnxExportForm.Integer;

    /// <summary>Whether tensors of 8 bits are rounded.</summary>
    internal bool Rounds => Form != OnnxExportForm.Float;

    /// <summary>Whether tensors of 16 and 32 bits are rounded, and tables looked up rather than their functions computed.</summary>
    internal bool RoundsWide => Form is OnnxExportForm.Integer or OnnxExportForm.Qdq;
}
