namespace Assay.Inference.OpenCL;

/// <summary>How convolutions and products of matrices are cut up. The results are the same in every way.</summary>
public enum OpenClTiling
{
    /// <summary>A work item computes 4 × 4 results from global memory: any device.</summary>
    Registers,

    /// <summary>A work group computes 32 × 32 results from tiles that it copies into local memory: GPUs with fast local memory.</summary>
    LocalMemory,

    /// <summary>A work item computes with vectors of 16: processors.</summary>
    Vectors,
}
