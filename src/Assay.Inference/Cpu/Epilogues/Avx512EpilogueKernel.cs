using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>AVX-512 with <see cref="HighHalfScales"/>, sixteen accumulators at a time; where there are none, with 64-bit arithmetic.</summary>
internal sealed unsafe class Avx512EpilogueKernel : EpilogueKernel
{
    private const int Lanes = 16;

    private readonly VectorEpilogueKernel<Avx512EpilogueLane, Vector512<int>> _general = new();

    public override void ApplyRow(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        if (parameters.HighHalf is not { } scales || !parameters.FitsVectors)
        {
            _general.ApplyRow(parameters, accumulators, count, target);
        }
        else if (parameters.Interpolation is { } interpolation && parameters.OutputType == ElementType.Int16 && Avx512Interpolation.IsSupported)
        {
            Avx512Interpolation.Apply(scales, parameters, interpolation, accumulators, count, (short*)target);
        }
        else if (parameters.Lookup is not null)
        {
            // Offsets into the lookup take the accumulators' place, which are not needed any more.
            Scale<Int32Writer>(scales, parameters, accumulators, count, (byte*)accumulators, parameters.ZeroPoint - parameters.Low);
            LookUp(parameters, accumulators, count, target);
        }
        else
        {
            switch (parameters.OutputType)
            {
                case ElementType.Int8:
                    Scale<Int8Writer>(scales, parameters, accumulators, count, target, parameters.ZeroPoint);
                    break;
                case ElementType.Int16:
                    Scale<Int16Writer>(scales, parameters, accumulators, count, target, parameters.ZeroPoint);
                    break;
                default:
                    Scale<Int32Writer>(scales, parameters, accumulators, count, target, parameters.ZeroPoint);
                    break;
            }
        }
    }

    protected override bool TryApplyBoth(EpilogueParameters first, EpilogueParameters second, int* accumulators, int count, byte* target)
    {
        bool fits = Avx512Interpolation.IsSupported
            && first is { HighHalf: not null, FitsVectors: true, IsContiguous: true, Interpolation: not null }
            && second is { HighHalf.Nudge: 0, FitsVectors: true, IsContiguous: true, Lookup: null, OutputType: ElementType.Int8 };
        if (fits)
            Avx512Interpolation.ApplyBoth(first, second, accumulators, count, target);
        return fits;
    }

    private static void Scale<TWriter>(HighHalfScales scales, EpilogueParameters parameters, int* accumulators, int count, byte* target, int offset)
        where TWriter : struct, IElementWriter
    {
        EpilogueLimits limits = new(parameters.LowBeforeZeroPoint, parameters.HighBeforeZeroPoint, offset);
        int whole = count / Lanes * Lanes;
        int index = 0;
        if (scales.Nudge != 0)
            index = ScaleStretch<TWriter, NudgedProduct>(scales, parameters.Period, limits, accumulators, whole, target);
        else if (scales.IsUniform)
            ScaleUniform<TWriter>(scales, limits, accumulators, whole, target);
        else
            index = ScaleStretch<TWriter, PlainProduct>(scales, parameters.Period, limits, accumulators, whole, target);
        if (whole == count)
            return;

        // The last ones by way of memory that may be written beyond their end.
        int* rest = stackalloc int[Lanes];
        Vector512<int> last = Vector512.Load(accumulators + whole);
        last = scales.Nudge != 0 ? Avx512Scaling.Value<NudgedProduct>(scales, last, index) : Avx512Scaling.Value<PlainProduct>(scales, last, index);
        TWriter.Write((byte*)rest, 0, limits.Apply(last));
        Unsafe.CopyBlockUnaligned(target + ((long)whole * TWriter.Size), rest, (uint)((count - whole) * TWriter.Size));
    }

    private static int ScaleStretch<TWriter, TRounding>(HighHalfScales scales, int period, EpilogueLimits limits, int* accumulators, int count, byte* target)
        where TWriter : struct, IElementWriter
        where TRounding : struct, IProductRounding
    {
        int index = 0;
        for (int i = 0; i < count; i += Lanes)
        {
            TWriter.Write(target, i, limits.Apply(Avx512Scaling.Value<TRounding>(scales, Vector512.Load(accumulators + i), index)));
            index = index + Lanes >= period ? 0 : index + Lanes;
        }

        return index;
    }

    private static void ScaleUniform<TWriter>(HighHalfScales scales, EpilogueLimits limits, int* accumulators, int count, byte* target)
        where TWriter : struct, IElementWriter
    {
        Vector512<int> multiplier = Vector512.Create(*scales.Multipliers);
        Vector512<int> rounding = Vector512.Create(*scales.Roundings);
        int shift = *scales.Shifts;
        int preShift = scales.PreShift;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> value = Vector512.Load(accumulators + i) << preShift;
            Vector512<int> high = Avx512Scaling.High<PlainProduct>(value, multiplier, multiplier, 0);
            TWriter.Write(target, i, limits.Apply((high + rounding) >> shift));
        }
    }
}
