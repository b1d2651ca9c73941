namespace Assay.Inference.Cpu.Epilogues;

/// <summary>The arithmetic of one vector of accumulators in one instruction set.</summary>
internal unsafe interface IEpilogueLane<TVector>
    where TVector : struct
{
    /// <summary>Accumulators in a vector; at most <see cref="EpilogueParameters.Alignment"/>.</summary>
    public static abstract int Lanes { get; }

    /// <summary>Whether <see cref="Scale"/> saturates; otherwise it needs <see cref="EpilogueParameters.FitsInt32"/>.</summary>
    public static abstract bool Saturates { get; }

    public static abstract TVector Create(int value);

    public static abstract TVector Load(int* source);

    /// <summary>Scales a vector with the parameters' entries from <paramref name="index"/> on.</summary>
    public static abstract TVector Scale(TVector value, EpilogueParameters parameters, int index);

    public static abstract TVector Clamp(TVector value, TVector low, TVector high);

    public static abstract TVector Add(TVector left, TVector right);

    public static abstract void StoreInt32(int* target, TVector value);

    /// <summary>Stores numbers that lie within int16.</summary>
    public static abstract void StoreInt16(short* target, TVector value);

    /// <summary>Stores numbers that lie within int8.</summary>
    public static abstract void StoreInt8(byte* target, TVector value);
}
