namespace Assay.Import.Graphs;

/// <summary>Kernel, stride, dilation and padding of a convolution or pooling node, in the order [y, x].</summary>
/// <param name="Kernel">Kernel size.</param>
/// <param name="Strides">Step of the window.</param>
/// <param name="Dilations">Distance between taps.</param>
/// <param name="Pads">Padding [top, left, bottom, right].</param>
public sealed record Window(int[] Kernel, int[] Strides, int[] Dilations, int[] Pads)
{
    /// <summary>Reads the attributes of a Conv or MaxPool node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">Kernel size from the weights, or null to read it from the node.</param>
    /// <returns>The geometry, every value within what an instruction can hold.</returns>
    /// <exception cref="ImportException">An attribute is malformed or asks for automatic padding.</exception>
    public static Window Of(GraphNode node, int[]? kernel)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Text("auto_pad", "NOTSET") is not ("NOTSET" or "") and var mode)
            throw node.Error($"auto_pad {mode} is not supported; expected explicit pads");
        if (node.Integer("ceil_mode", 0) != 0)
            throw node.Error("ceil_mode 1 is not supported; expected 0");
        int[] declared = node.Integers("kernel_shape", kernel ?? [0, 0]);
        if (kernel is not null && !declared.SequenceEqual(kernel))
            throw node.Error($"kernel_shape is [{string.Join(", ", declared)}], the weights have [{string.Join(", ", kernel)}]");
        var geometry = new Window(
            declared, node.Integers("strides", [1, 1]), node.Integers("dilations", [1, 1]), node.Integers("pads", [0, 0, 0, 0]));
        if (geometry.Kernel.Concat(geometry.Strides).Concat(geometry.Dilations).Any(value => value < 1) || geometry.Pads.Any(pad => pad < 0))
            throw node.Error("kernel, strides and dilations must be at least 1, pads at least 0");
        if (geometry.Kernel.Concat(geometry.Strides).Concat(geometry.Dilations).Concat(geometry.Pads).Any(value => value > byte.MaxValue))
            throw node.Error($"kernel, strides, dilations and pads must be at most {byte.MaxValue}");
        return geometry;
    }

    /// <summary>Output size along one axis.</summary>
    /// <param name="size">Input size.</param>
    /// <param name="axis">0 for y, 1 for x.</param>
    /// <param name="node">The node, for the error.</param>
    /// <returns>Number of window positions.</returns>
    public int OutputSize(int size, int axis, GraphNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        long room = (long)size + Pads[axis] + Pads[axis + 2] - ((Kernel[axis] - 1L) * Dilations[axis]) - 1;
        if (room < 0)
            throw node.Error($"the kernel [{string.Join(", ", Kernel)}] does not fit into an input of size {size} along axis {axis + 2}");
        return (int)(room / Strides[axis]) + 1;
    }
}
