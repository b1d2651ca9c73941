using Assay.Import.Graphs;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;

namespace Assay.Import.Tests.Quantisation;

public class CalibratorTests
{
    [Fact]
    public void A_tensor_that_the_runtime_computes_in_another_size_is_named()
    {
        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(Pool(1)), [1, 1, 4, 4]);
        GraphPasses.Run(graph);

        FluentActions.Invoking(() => Calibrator.Run(Pool(2), graph, [new float[16]], new Dictionary<string, float[]>(), _ => { }, default))
            .Should().Throw<ImportException>().WithMessage("Tensor 'y': ONNX Runtime computes 4 values; expected [1, 1, 3, 3].");
    }

    private static byte[] Pool(int stride) => new ModelWriter().Input("x", 1, 1, 4, 4).Output("y")
        .Node("MaxPool", "y", ["x"], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { stride, stride })).Build();
}
