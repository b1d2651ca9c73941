using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>A tensor of the program and what its integers stand for.</summary>
/// <param name="Handle">The tensor, NHWC.</param>
/// <param name="Parameters">Scale and zero point.</param>
/// <param name="Offset">Real value of the zero point; not 0 only for image inputs.</param>
internal sealed record QuantisedTensor(TensorHandle Handle, QuantisationParameters Parameters, double Offset = 0);
