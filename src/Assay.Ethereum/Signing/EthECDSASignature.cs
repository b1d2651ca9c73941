namespace Nethereum.Signer;

/// <summary>An ECDSA signature with its recovery value.</summary>
public sealed class EthECDSASignature
{
    /// <summary>Joins the parts of a signature.</summary>
    /// <param name="r">32 bytes, big-endian.</param>
    /// <param name="s">32 bytes, big-endian.</param>
    /// <param name="v">The recovery value, usually one byte: 27 or 28.</param>
    public EthECDSASignature(byte[] r, byte[] s, byte[] v)
    {
        R = r;
        S = s;
        V = v;
    }

    /// <summary>32 bytes, big-endian.</summary>
    public byte[] R { get; }

    /// <summary>32 bytes, big-endian; at most half the group order.</summary>
    public byte[] S { get; }

    /// <summary>The recovery value: one byte, 27 or 28.</summary>
    public byte[] V { get; }

    /// <summary>The 65 bytes <c>r ‖ s ‖ v</c>.</summary>
    public byte[] To65ByteArray() => [.. R, .. S, .. V];
}
