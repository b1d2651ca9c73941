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

        if (parameters.Lookup is not null)
            Look(parameters, accumulators, count, target);
        else if (parameters.OutputType == ElementType.Int8)
            ToInt8(parameters, accumulators, count, target);
        else
            ToWide(parameters, accumulators, count, target);
    }

    private static void ToInt8(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        Limits limits = new(parameters);
        int index = 0;
        int i = 0;
        for (; i + TLane.Lanes <= count; i += TLane.Lanes)
            TLane.StoreInt8(target + i, First(parameters, limits, accumulators + i, ref index));
        if (i == count)
            return;
        byte* rest = stackalloc byte[EpilogueParameters.Alignment];
        TLane.StoreInt8(rest, First(parameters, limits, accumulators + i, ref index));
        new ReadOnlySpan<byte>(rest, count - i).CopyTo(new Span<byte>(target + i, count - i));
    }

    private static void ToWide(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        Limits limits = new(parameters);
        int size = parameters.OutputType.Size();
        int* rest = stackalloc int[EpilogueParameters.Alignment];
        int index = 0;
        for (int i = 0; i < count; i += TLane.Lanes)
        {
            TVector value = First(parameters, limits, accumulators + i, ref index);
            bool whole = i + TLane.Lanes <= count;
            byte* destination = whole ? target + ((long)i * size) : (byte*)rest;
            if (parameters.OutputType == ElementType.Int16)
                TLane.StoreInt16((short*)destination, value);
            else
                TLane.StoreInt32((int*)destination, value);
            if (!whole)
                new ReadOnlySpan<byte>(rest, (count - i) * size).CopyTo(new Span<byte>(target + ((long)i * size), (count - i) * size));
        }
    }

    private static void Look(EpilogueParameters parameters, int* accumulators, int count, byte* target)
    {
        Limits limits = new(parameters) { ZeroPoint = TLane.Create(parameters.ZeroPoint - parameters.Low) };
        int* offsets = stackalloc int[EpilogueParameters.Alignment];
        int size = parameters.OutputType.Size();
        int index = 0;
        for (int i = 0; i < count; i += TLane.Lanes)
        {
            TVector value = First(parameters, limits, accumulators + i, ref index);
            TLane.StoreInt32(offsets, value);
            LookUp(parameters, offsets, Math.Min(TLane.Lanes, count - i), target + ((long)i * size));
        }
    }

    private static TVector First(EpilogueParameters parameters, in Limits limits, int* accumulators, ref int index)
    {
        TVector value = TLane.Load(accumulators);
        if (parameters.HasRescale)
        {
            value = TLane.Scale(value, parameters, index);
            index += TLane.Lanes;
            if (index >= parameters.Period)
                index = 0;
        }

        return TLane.Add(TLane.Clamp(value, limits.Low, limits.High), limits.ZeroPoint);
    }

    private readonly struct Limits(EpilogueParameters parameters)
    {
        public readonly TVector Low = TLane.Create(parameters.LowBeforeZeroPoint);
        public readonly TVector High = TLane.Create(parameters.HighBeforeZeroPoint);

        public TVector ZeroPoint { get; init; } = TLane.Create(parameters.ZeroPoint);
    }
}
