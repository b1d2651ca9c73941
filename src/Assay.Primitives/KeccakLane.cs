using System.Diagnostics.CodeAnalysis;

namespace Assay.Primitives;

/// <summary>
/// The word operations of Keccak-f[1600] over one word, or over the same word of several independent states.
/// Implementations are value types so that the permutation is compiled once per width.
/// </summary>
/// <typeparam name="TWord">One 64-bit word, or a vector of them.</typeparam>
internal interface IKeccakLane<TWord>
    where TWord : unmanaged
{
    /// <summary>a ⊕ b.</summary>
    public static abstract TWord Xor(TWord a, TWord b);

    /// <summary>a ⊕ b ⊕ c.</summary>
    public static abstract TWord Xor(TWord a, TWord b, TWord c);

    /// <summary>a ⊕ (¬b ∧ c), the χ step.</summary>
    public static abstract TWord Chi(TWord a, TWord b, TWord c);

    /// <summary>Every 64-bit word rotated left by <paramref name="count"/> bits, 0 &lt; count &lt; 64.</summary>
    public static abstract TWord RotateLeft(TWord a, [ConstantExpected] byte count);

    /// <summary>A word that holds <paramref name="value"/> in every state.</summary>
    public static abstract TWord Broadcast(ulong value);
}

/// <summary>Word operations over several states, with what it takes to deal messages out to them and to collect their digests.</summary>
/// <typeparam name="TWord">A vector of 64-bit words.</typeparam>
internal interface IKeccakVectorLane<TWord> : IKeccakLane<TWord>
    where TWord : unmanaged
{
    /// <summary><paramref name="word"/> moved up by <paramref name="bytes"/> (1 to 7), the gap filled with the top bytes of <paramref name="previous"/>.</summary>
    public static abstract TWord ShiftIn(TWord word, TWord previous, int bytes);

    /// <summary>Transposes the square of words at <paramref name="rows"/>, as many vectors as a vector has elements: messages into words, or words into digests.</summary>
    public static abstract void Transpose(ref TWord rows);
}
