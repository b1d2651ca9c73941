namespace Assay.Import.Tflite;

/// <summary>A TFLite model as its file states it, every index checked.</summary>
/// <param name="FileBytes">Bytes of the file.</param>
/// <param name="Version">Version of the schema.</param>
/// <param name="Tensors">The tensors of the graph.</param>
/// <param name="Operators">Its operators in the order of execution; none reads a tensor before it is written.</param>
/// <param name="Inputs">Numbers of the input tensors.</param>
/// <param name="Outputs">Numbers of the output tensors.</param>
internal sealed record TfliteModel(
    int FileBytes,
    uint Version,
    IReadOnlyList<TfliteTensor> Tensors,
    IReadOnlyList<TfliteOperator> Operators,
    IReadOnlyList<int> Inputs,
    IReadOnlyList<int> Outputs);
