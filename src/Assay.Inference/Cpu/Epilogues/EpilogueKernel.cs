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
        if (parameters.Second is not { } second)
        {
            ApplyOne(parameters, accumulators, count, target);
        }
        else if (!TryApplyBoth(parameters, second, accumulators, count, target))
        {
            ApplyOne(parameters, accumulators, count, (byte*)accumulators);
            ApplyOne(second, accumulators, count, target);
        }
    }

    private void ApplyOne(EpilogueParameters parameters, int* accumulators, int count, byte* target)
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
        CpuInstructionSet.Avx512 or CpuInstructionSet.Avx512Vnni or CpuInstructionSet.Avx512VnniAssembled => new Avx512EpilogueKernel(),
        CpuInstructionSet.Avx2 or CpuInstructionSet.AvxVnni => new VectorEpilogueKernel<Avx2EpilogueLane, Vector256<int>>(),
        CpuInstructionSet.AdvSimd or CpuInstructionSet.ArmDotProduct => new VectorEpilogueKernel<AdvSimdEpilogueLane, Vector128<int>>(),
        _ => new PortableEpilogueKernel(),
    };

    /// <summary>
    /// An epilogue and its second rescale at once, where the kernel has a faster way than one after the other.
    /// </summary>
    /// <param name="first">An epilogue whose second rescale differs from channel to channel.</param>
    /// <param name="second">That rescale.</param>
    /// <param name="accumulators">As for <see cref="Apply"/>.</param>
    /// <param name="count">As for <see cref="Apply"/>.</param>
    /// <param name="target">The output of the second.</param>
    /// <returns>False where it has not, and nothing was done.</returns>
    protected virtual bool TryApplyBoth(EpilogueParameters first, EpilogueParameters second, int* accumulators, int count, byte* target) => false;

    /// <summary>As <see cref="Apply"/>, for a stretch that begins with the first entry of the parameters' period.</summary>
    public abstract void ApplyRow(EpilogueParameters parameters, int* accumulators, int count, byte* target);

    /// <summary>The final results of numbers <c>t</c>, already taken as offsets into the lookup.</summary>
    protected static void LookUp(EpilogueParameters parameters, int* offsets, int count, byte* target)
    {
        switch (parameters.OutputType)
        {
            case ElementType.Int8:
                LookUp(parameters.Lookup, offsets, count, target);
                break;
            case ElementType.Int16:
                LookUp((short*)parameters.Lookup, offsets, count, (short*)target);
                break;
            default:
                LookUp((int*)parameters.Lookup, offsets, count, (int*)target);
                break;
        }
    }

    private static void LookUp<T>(T* lookup, int* offsets, int count, T* target)
        where T : unmanaged
    {
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            target[i] = lookup[offsets[i]];
            target[i + 1] = lookup[offsets[i + 1]];
            target[i + 2] = lookup[offsets[i + 2]];
            target[i + 3] = lookup[offsets[i + 3]];
            target[i + 4] = lookup[offsets[i + 4]];
            target[i + 5] = lookup[offsets[i + 5]];
            target[i + 6] = lookup[offsets[i + 6]];
            target[i + 7] = lookup[offsets[i + 7]];
        }

        for (; i < count; i++)
            target[i] = lookup[offsets[i]];
    }
}
