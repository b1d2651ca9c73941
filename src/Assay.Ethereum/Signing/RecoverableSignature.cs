namespace Assay.Ethereum.Signing;

/// <summary>An ECDSA signature over secp256k1 from which the signer's public key can be recovered.</summary>
/// <param name="R">The signature's r, 32 bytes big-endian.</param>
/// <param name="S">The signature's s, 32 bytes big-endian; at most half the group order in signatures made here.</param>
/// <param name="RecoveryId">0 or 1: the parity of the nonce point's y coordinate.</param>
public readonly record struct RecoverableSignature(byte[] R, byte[] S, int RecoveryId)
{
    /// <summary>The 65 bytes <c>r ‖ s ‖ v</c> with v = 27 + <see cref="RecoveryId"/>, as <c>ecrecover</c> and OpenZeppelin's ECDSA expect.</summary>
    public byte[] ToBytes() => [.. R, .. S, (byte)(27 + RecoveryId)];

    /// <summary>Reads the 65 bytes <c>r ‖ s ‖ v</c>.</summary>
    /// <param name="bytes">65 bytes, the last of which is 27, 28, 0 or 1.</param>
    /// <exception cref="FormatException">The length or v is another.</exception>
    public static RecoverableSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 65) throw new FormatException($"Expected a signature of 65 bytes but got {bytes.Length}.");
        var recoveryId = bytes[64] switch
        {
            0 or 27 => 0,
            1 or 28 => 1,
            var v => throw new FormatException($"Expected a signature's v of 27, 28, 0 or 1 but got {v}."),
        };
        return new RecoverableSignature(bytes[..32].ToArray(), bytes[32..64].ToArray(), recoveryId);
    }
}
