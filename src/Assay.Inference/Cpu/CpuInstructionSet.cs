namespace Assay.Inference.Cpu;

/// <summary>The vector instructions that <see cref="CpuExecutor"/> computes with. All give the same bytes; they differ in speed only.</summary>
public enum CpuInstructionSet
{
    /// <summary>The fastest set that the running processor supports.</summary>
    Auto = 0,

    /// <summary>Portable 128-bit vectors and 64-bit scalar arithmetic; available everywhere.</summary>
    Portable,

    /// <summary>Arm Advanced SIMD with 16-bit products.</summary>
    AdvSimd,

    /// <summary>Arm Advanced SIMD with the four-way 8-bit dot product (<c>SDOT</c>).</summary>
    ArmDotProduct,

    /// <summary>x64 AVX2 with 16-bit products (<c>VPMADDWD</c>).</summary>
    Avx2,

    /// <summary>x64 AVX-512 (F, BW, VL) with 16-bit products (<c>VPMADDWD</c>).</summary>
    Avx512,

    /// <summary>x64 AVX2 with the four-way 8-bit dot product of AVX-VNNI (<c>VPDPBUSD</c>).</summary>
    AvxVnni,

    /// <summary>AVX-VNNI for dot products, AVX-512 for everything else.</summary>
    Avx512Vnni,

    /// <summary>
    /// AVX-512 with its own dot product (<c>VPDPBUSD</c> on 512 bits), for which .NET has no class: kernels are assembled at run time. Linux, and only where the
    /// system grants a process executable memory.
    /// </summary>
    Avx512VnniAssembled,
}
