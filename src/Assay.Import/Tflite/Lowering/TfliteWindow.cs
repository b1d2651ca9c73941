using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>Turns a window's options into the geometry of an instruction.</summary>
internal static class TfliteWindow
{
    private const int LargestPadding = 2 * byte.MaxValue;

    /// <summary>The geometry of a window over an input, checked against the shape that the file gives for the output.</summary>
    /// <exception cref="ImportException">Kernel or output do not fit.</exception>
    public static WindowGeometry Geometry(
        TfliteOperator source, TfliteWindowOptions options, TensorShape input, TensorShape output, int kernelY, int kernelX, PaddedTensor? padded = null)
    {
        if (kernelY > byte.MaxValue || kernelX > byte.MaxValue)
            throw source.Error($"its kernel is {kernelY} x {kernelX}; expected at most {byte.MaxValue} x {byte.MaxValue}");
        (int top, int bottom) = Padding(options.SamePadding, input.Height, output.Height, kernelY, options.StrideY, options.DilationY);
        (int left, int right) = Padding(options.SamePadding, input.Width, output.Width, kernelX, options.StrideX, options.DilationX);
        if (Math.Max(top + bottom, left + right) > LargestPadding)
            throw source.Error($"SAME padding of {input} to {output} adds {top + bottom} rows and {left + right} columns; expected at most {LargestPadding}");
        var geometry = new WindowGeometry(kernelY, kernelX)
        {
            StrideY = options.StrideY,
            StrideX = options.StrideX,
            DilationY = options.DilationY,
            DilationX = options.DilationX,
            PadTop = top + (padded?.Top ?? 0),
            PadBottom = bottom + (padded?.Bottom ?? 0),
            PadLeft = left + (padded?.Left ?? 0),
            PadRight = right + (padded?.Right ?? 0),
        };
        int height = Positions(input.Height + geometry.PadTop + geometry.PadBottom, kernelY, options.StrideY, options.DilationY);
        int width = Positions(input.Width + geometry.PadLeft + geometry.PadRight, kernelX, options.StrideX, options.DilationX);
        return height == output.Height && width == output.Width && input.Batch == output.Batch
            ? geometry
            : throw source.Error($"its output has {output.Height} x {output.Width} positions; expected {height} x {width} for an input of {input}");
    }

    private static (int Before, int After) Padding(bool same, int input, int output, int kernel, int stride, int dilation)
    {
        if (!same)
            return (0, 0);
        long total = Math.Max(0, ((output - 1L) * stride) + ((kernel - 1L) * dilation) + 1 - input);
        int clamped = (int)Math.Min(total, int.MaxValue / 4);
        return (clamped / 2, clamped - (clamped / 2));
    }

    private static int Positions(int size, int kernel, int stride, int dilation)
    {
        int room = size - ((kernel - 1) * dilation) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }
}
