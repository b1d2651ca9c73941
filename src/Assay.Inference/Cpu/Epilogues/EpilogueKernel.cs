using System.Runtime.Intrinsics;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>Turns accumulators into elements of the output.</summary>
internal abstract unsafe class EpilogueKernel
{
    /// <summary>
    /// Processes whole rows of channels.
    /// </summary>
    /// <param name="parameters">The epilogue.</param>
    /// <param name="accumulators">The accumulators, without gaps; up to a vector more may be read, and any may be overwritten.</param>
    /// <param name="count">How many; they begin with channel 0.</param>
    /// <param name="target">The output; nothing beyond <paramref name="count"/> elements is written.</param>
    public void Apply(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        if (parameters.IsContiguous)
        {
            ApplyRow(parameters, accumulators, count, target);
            return;
        }

        int size = parameters.OutputType.Size();
        for (int done = 0; done < count; done += parameters.Channels)
            ApplyRow(parameters, accumulators + done, Math.Min(parameters.Channels, count - done), target + ((long)done * size));
    }

    public static EpilogueKernel Create(CpuInstructionSet set) => set switch
    {
        CpuInstructionSet.Avx512 or CpuInstructionSet.Avx512Vnni => new VectorEpilogueKernel<Avx512EpilogueLane, Vector512<int>>(),
        CpuInstructionSet.Avx2 or CpuInstructionSet.AvxVnni => new VectorEpilogueKernel<Avx2EpilogueLane, Vector256<int>>(),
        CpuInstructionSet.AdvSimd or CpuInstructionSet.ArmDotProduct => new VectorEpilogueKernel<AdvSimdEpilogueLane, Vector128<int>>(),
        _ => new PortableEpilogueKernel(),
    };

    /// <summary>As <see cref="Apply"/>, for a stretch that begins with the first entry of the parameters' period.</summary>
    public abstract void ApplyRow(EpilogueParameters parameters, int* accumulators, int count, byte* target);

    /// <summary>The final results of sixteen (or fewer) numbers <c>t</c>, already taken as offsets into the lookup.</summary>
    protected static void LookUp(EpilogueParameters parameters, int* offsets, int count, byte* target)
    {
        byte* lookup = parameters.Lookup;
        switch (parameters.OutputType)
        {
            case ElementType.Int8:
                for (int i = 0; i < count; i++)
                    target[i] = lookup[offsets[i]];
                break;
            case ElementType.Int16:
                for (int i = 0; i < count; i++)
                    ((short*)target)[i] = ((short*)lookup)[offsets[i]];
                break;
            default:
                for (int i = 0; i < count; i++)
                    ((int*)target)[i] = ((int*)lookup)[offsets[i]];
                break;
        }
    }
}
