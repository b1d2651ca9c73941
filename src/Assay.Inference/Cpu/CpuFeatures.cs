using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Assay.Inference.Cpu.Assembled;

namespace Assay.Inference.Cpu;

/// <summary>Which of the instruction sets the running processor (and .NET runtime) supports.</summary>
public static class CpuFeatures
{
    // Fastest first. AVX-VNNI at 256 bits outran AVX-512BW's VPMADDWD, which needs four instructions for the same products.
    private static readonly CpuInstructionSet[] s_fastestFirst =
    [
        CpuInstructionSet.Avx512VnniAssembled,
        CpuInstructionSet.Avx512Vnni,
        CpuInstructionSet.AvxVnni,
        CpuInstructionSet.Avx512,
        CpuInstructionSet.Avx2,
        CpuInstructionSet.ArmDotProduct,
        CpuInstructionSet.AdvSimd,
        CpuInstructionSet.Portable,
    ];

    /// <summary>Every supported set, fastest first; the last is always <see cref="CpuInstructionSet.Portable"/>.</summary>
    public static IReadOnlyList<CpuInstructionSet> Supported { get; } = [.. s_fastestFirst.Where(IsSupported)];

    /// <summary>Tells whether <paramref name="set"/> can run here. <see cref="CpuInstructionSet.Auto"/> always can.</summary>
    public static bool IsSupported(CpuInstructionSet set) => set switch
    {
        CpuInstructionSet.Auto or CpuInstructionSet.Portable => true,
        CpuInstructionSet.AdvSimd => AdvSimd.Arm64.IsSupported,
        CpuInstructionSet.ArmDotProduct => AdvSimd.Arm64.IsSupported && Dp.IsSupported,
        CpuInstructionSet.Avx2 => Avx2.IsSupported,
        CpuInstructionSet.AvxVnni => Avx2.IsSupported && AvxVnni.IsSupported,
        CpuInstructionSet.Avx512 => HasAvx512,
        CpuInstructionSet.Avx512Vnni => HasAvx512 && AvxVnni.IsSupported,
        CpuInstructionSet.Avx512VnniAssembled => HasAvx512 && HasAvx512Vnni && AssembledMatrixKernel.IsAvailable,
        _ => false,
    };

    private static bool HasAvx512 => Avx512BW.IsSupported && Avx512F.VL.IsSupported && Avx512DQ.IsSupported;

    // Leaf 7, ECX bit 11. That the system saves the registers is part of what .NET checks for AVX-512.
    private static bool HasAvx512Vnni => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;

    /// <summary>Replaces <see cref="CpuInstructionSet.Auto"/> by the fastest supported set.</summary>
    /// <exception cref="PlatformNotSupportedException">A set was asked for that the processor lacks.</exception>
    internal static CpuInstructionSet Resolve(CpuInstructionSet requested)
    {
        if (requested == CpuInstructionSet.Auto)
            return Supported[0];
        return IsSupported(requested)
            ? requested
            : throw new PlatformNotSupportedException(
                $"Instruction set {requested} is not available on this processor; available: {string.Join(", ", Supported)}.");
    }
}
