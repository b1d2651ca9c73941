namespace Assay.Inference.Cpu.Matrix;

/// <summary>
/// One vector of int32 accumulators and the instruction that adds a group of products to each: four products of bytes, or two
/// of 16-bit numbers. Either way a group is four bytes of activations, broadcast, against four bytes of weights per accumulator.
/// </summary>
internal unsafe interface IDotLane<TVector>
    where TVector : struct
{
    /// <summary>Accumulators in a vector.</summary>
    public static abstract int Lanes { get; }

    public static abstract TVector Load(int* source);

    public static abstract void Store(int* target, TVector value);

    /// <summary>Broadcasts one four-byte group of activations.</summary>
    public static abstract TVector Activations(byte* source);

    /// <summary>Loads four bytes of weights for each accumulator.</summary>
    public static abstract TVector Weights(byte* source);

    /// <summary>Adds the products of the group to the accumulators, wrapping.</summary>
    public static abstract TVector Accumulate(TVector accumulators, TVector activations, TVector weights);
}
