using Assay.Import.Graphs;

namespace Assay.Import.Onnx;

/// <summary>What an ONNX file says, before any interpretation.</summary>
/// <param name="OpsetVersion">Version of the default operator set.</param>
/// <param name="Nodes">The nodes in file order, which ONNX requires to be topological.</param>
/// <param name="Initializers">Constants stored beside the nodes, by name.</param>
/// <param name="Inputs">Declared inputs, initializers included where the file repeats them.</param>
/// <param name="Outputs">Declared outputs.</param>
public sealed record OnnxModel(
    long OpsetVersion,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyDictionary<string, ConstantTensor> Initializers,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs);

/// <summary>A named input or output of an ONNX graph.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="ElementType">ONNX element type; 1 is float32.</param>
/// <param name="Dimensions">One entry a dimension; null where the file leaves it open.</param>
public sealed record OnnxValue(string Name, int ElementType, IReadOnlyList<long?> Dimensions);
