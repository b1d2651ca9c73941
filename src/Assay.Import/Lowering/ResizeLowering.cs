using Assay.Import.Graphs;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Enlarging by whole numbers, to the nearest element before: each element is repeated.</summary>
internal static class ResizeLowering
{
    private const int LargestNumerator = 2048;

    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Standard(node, 0);
        IReadOnlyList<int> from = context.Graph.Shape(node.Input(0)), to = context.Graph.Shape(node.Output);
        string mode = node.Text("mode", "nearest"), position = node.Text("coordinate_transformation_mode", "half_pixel");
        string rounding = node.Text("nearest_mode", "round_prefer_floor");
        bool repeats = mode == "nearest" && from[0] == to[0] && from[1] == to[1] && to[2] % from[2] == 0 && to[3] % from[3] == 0
            && ((position == "asymmetric" && rounding == "floor") || position == "half_pixel");
        if (!repeats)
        {
            throw node.Error(
                $"mode {mode}, {position}, {rounding} from [{string.Join(", ", from)}] to [{string.Join(", ", to)}]; expected nearest, asymmetric and floor "
                + "(or half_pixel), enlarging rows and columns by whole numbers");
        }

        var attributes = new ResizeAttributes(ResizeMode.Nearest, Repeat(node, to[2] / from[2]), Repeat(node, to[3] / from[3]));
        TensorHandle handle = context.Builder.Resize(input.Handle with { ZeroPoint = 0 }, attributes, to[2], to[3], input.Handle.Type, Epilogue.Narrow);
        context.Define(node, handle, input.Parameters);
    }

    /// <summary>
    /// Output o lies in source element floor(o / times): the middle of its stretch of 2 · times parts is moved down by almost half,
    /// because RESIZE itself rounds to the nearest element.
    /// </summary>
    private static ResizeAxis Repeat(GraphNode node, int times) => 2 * times <= LargestNumerator
        ? new ResizeAxis((ushort)(2 * times), 2, (short)(1 - times))
        : throw node.Error($"it enlarges {times} times; expected at most {LargestNumerator / 2}");
}
