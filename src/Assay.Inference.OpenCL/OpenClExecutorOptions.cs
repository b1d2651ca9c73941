namespace Assay.Inference.OpenCL;

/// <summary>How an <see cref="OpenClExecutor"/> computes. Nothing here changes a byte of the results.</summary>
public sealed record OpenClExecutorOptions
{
    /// <summary>The device; null for <see cref="OpenClDevice.SelectDefault()"/>.</summary>
    public OpenClDevice? Device { get; init; }

    /// <summary>How four products of bytes are computed; null for the best way that the device offers and its driver compiles.</summary>
    public DotProduct? DotProduct { get; init; }

    /// <summary>How convolutions and products of matrices are cut up; null for what suits the device.</summary>
    public OpenClTiling? Tiling { get; init; }
}
