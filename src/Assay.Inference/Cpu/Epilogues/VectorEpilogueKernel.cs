using System.Runtime.CompilerServices;

namespace Assay.Inference.Cpu.Epilogues;

/// <summary>The epilogue over any <see cref="IEpilogueLane{TVector}"/>, with the scalar one for parameters that the vectors cannot represent.</summary>
internal sealed unsafe class VectorEpilogueKernel<TLane, TVector> : EpilogueKernel
    where TLane : struct, IEpilogueLane<TVector>
    where TVector : struct
{
    private readonly PortableEpilogueKernel _exact = new();

    public override void ApplyRow(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        if (!parameters.FitsVectors || (parameters.HasRescale && !TLane.Saturates && !parameters.FitsInt32))
        {
            _exact.ApplyRow(parameters, accumulators, count, target);
            return;
        }

        int whole = count - (count % TLane.Lanes);
        if (parameters.Lookup is not null)
            Look(parameters, accumulators, whole, target);
        else
            Store(parameters, accumulators, whole, target);
        if (whole < count)
            Rest(parameters, accumulators + whole, whole % parameters.Period, count - whole, target + ((long)whole * parameters.OutputType.Size()));
    }

    private static void Store(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        switch (parameters.OutputType)
        {
            case ElementType.Int8:
                StoreInt8(parameters, accumulators, count, target);
                break;
            case ElementType.Int16:
                StoreInt16(parameters, accumulators, count, (short*)target);
                break;
            default:
                StoreInt32(parameters, accumulators, count, (int*)target, parameters.ZeroPoint);
                break;
        }
    }

    private static void StoreInt8(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        TVector low = TLane.Create(parameters.LowBeforeZeroPoint);
        TVector high = TLane.Create(parameters.HighBeforeZeroPoint);
        TVector zeroPoint = TLane.Create(parameters.ZeroPoint);
        int period = parameters.Period;
        int index = 0;
        for (int i = 0; i < count; i += TLane.Lanes)
        {
            TVector value = Scale(parameters, TLane.Load(accumulators + i), index);
            TLane.StoreInt8(target + i, TLane.Add(TLane.Clamp(value, low, high), zeroPoint));
            index = index + TLane.Lanes >= period ? 0 : index + TLane.Lanes;
        }
    }

    private static void StoreInt16(EpilogueParameters parameters, int* accumulators, int count, short* target)
    {
        TVector low = TLane.Create(parameters.LowBeforeZeroPoint);
        TVector high = TLane.Create(parameters.HighBeforeZeroPoint);
        TVector zeroPoint = TLane.Create(parameters.ZeroPoint);
        int index = 0;
        for (int i = 0; i < count; i += TLane.Lanes)
        {
            TVector value = Scale(parameters, TLane.Load(accumulators + i), index);
            TLane.StoreInt16(target + i, TLane.Add(TLane.Clamp(value, low, high), zeroPoint));
            index = index + TLane.Lanes >= parameters.Period ? 0 : index + TLane.Lanes;
        }
    }

    /// <summary>The first stage, with any offset in the zero point's place.</summary>
    private static void StoreInt32(EpilogueParameters parameters, int* accumulators, int count, int* target, int offset)
    {
        TVector low = TLane.Create(parameters.LowBeforeZeroPoint);
        TVector high = TLane.Create(parameters.HighBeforeZeroPoint);
        TVector addend = TLane.Create(offset);
        int period = parameters.Period;
        int index = 0;
        for (int i = 0; i < count; i += TLane.Lanes)
        {
            TVector value = Scale(parameters, TLane.Load(accumulators + i), index);
            TLane.StoreInt32(target + i, TLane.Add(TLane.Clamp(value, low, high), addend));
            index = index + TLane.Lanes >= period ? 0 : index + TLane.Lanes;
        }
    }

    /// <summary>Turns the accumulators into offsets in place, then looks them up; they are not needed afterwards.</summary>
    private static void Look(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        StoreInt32(parameters, accumulators, count, accumulators, parameters.ZeroPoint - parameters.Low);
        LookUp(parameters, accumulators, count, target);
    }

    /// <summary>The last elements, fewer than a vector.</summary>
    private static void Rest(EpilogueParameters parameters, int* accumulators, int index, int count, byte* target)
    {
        int* values = stackalloc int[EpilogueParameters.Alignment];
        bool looksUp = parameters.Lookup is not null;
        TVector value = Scale(parameters, TLane.Load(accumulators), index);
        value = TLane.Clamp(value, TLane.Create(parameters.LowBeforeZeroPoint), TLane.Create(parameters.HighBeforeZeroPoint));
        TLane.StoreInt32(values, TLane.Add(value, TLane.Create(looksUp ? parameters.ZeroPoint - parameters.Low : parameters.ZeroPoint)));
        if (looksUp)
        {
            LookUp(parameters, values, count, target);
            return;
        }

        for (int i = 0; i < count; i++)
            Elements.Write(target, parameters.OutputType, i, values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scale(EpilogueParameters parameters, TVector value, int index)
    {
        if (!parameters.HasRescale)
            return value;
        if (parameters.Addends != null)
            value = TLane.Add(value, TLane.Load(parameters.Addends + index));
        return TLane.Scale(value, parameters, index);
    }
}
