using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Org.BouncyCastle.Utilities;

namespace Assay.Ethereum.Signing;

/// <summary>
/// ECDSA over secp256k1 as Ethereum uses it: deterministic nonces (RFC 6979), low s (EIP-2), recovery of the public key.
/// </summary>
/// <remarks>
/// The curve is BouncyCastle's specialised one, whose fixed-point comb reads its base-point table without branching on the secret.
/// </remarks>
public static class Secp256k1
{
    private static readonly X9ECParameters Parameters = CustomNamedCurves.GetByName("secp256k1");
    private static readonly BigInteger Order = Parameters.N;
    private static readonly BigInteger HalfOrder = Order.ShiftRight(1);
    private static readonly BigInteger FieldPrime = Parameters.Curve.Field.Characteristic;
    private static readonly FixedPointCombMultiplier BasePointMultiplier = new();

    /// <summary>Whether 32 bytes are a private key: a number from 1 to the group order less 1.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != 32) return false;
        var number = new BigInteger(1, privateKey);
        return number.SignValue > 0 && number.CompareTo(Order) < 0;
    }

    /// <summary>The public key of a private key.</summary>
    /// <param name="privateKey">32 bytes, big-endian.</param>
    /// <returns>64 bytes: x ‖ y, big-endian.</returns>
    public static byte[] GetPublicKey(ReadOnlySpan<byte> privateKey) =>
        EncodePoint(BasePointMultiplier.Multiply(Parameters.G, ToPrivateKey(privateKey)).Normalize());

    /// <summary>Signs a hash.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <param name="privateKey">32 bytes, big-endian.</param>
    public static RecoverableSignature Sign(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> privateKey)
    {
        RequireHash(hash);
        var secret = ToPrivateKey(privateKey);
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(Order, secret, hash.ToArray());
        var digest = new BigInteger(1, hash);
        while (true)
        {
            var nonce = nonces.NextK();
            var point = BasePointMultiplier.Multiply(Parameters.G, nonce).Normalize();
            var x = point.AffineXCoord.ToBigInteger();
            var r = x.Mod(Order);
            // An x above the order would need a third recovery id; its odds are 2^-128, so another nonce costs nothing.
            if (r.SignValue == 0 || x.CompareTo(Order) >= 0) continue;
            var s = BigIntegers.ModOddInverse(Order, nonce).Multiply(digest.Add(secret.Multiply(r))).Mod(Order);
            if (s.SignValue == 0) continue;

            var parity = point.AffineYCoord.TestBitZero() ? 1 : 0;
            if (s.CompareTo(HalfOrder) > 0)
            {
                // (r, −s) verifies as well; only the smaller one is valid on chain (EIP-2).
                s = Order.Subtract(s);
                parity ^= 1;
            }
            return new RecoverableSignature(BigIntegers.AsUnsignedByteArray(32, r), BigIntegers.AsUnsignedByteArray(32, s), parity);
        }
    }

    /// <summary>Whether a signature is valid for a hash and a public key. A high s is refused, as the chain does.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="publicKey">64 bytes: x ‖ y.</param>
    public static bool Verify(ReadOnlySpan<byte> hash, RecoverableSignature signature, ReadOnlySpan<byte> publicKey) =>
        TryRecover(hash, signature, out var recovered) && publicKey.SequenceEqual(recovered);

    /// <summary>Recovers the public key that made a signature.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <param name="signature">The signature; a high s is refused, as the chain does.</param>
    /// <param name="publicKey">64 bytes: x ‖ y; empty where the result is false.</param>
    /// <returns>False where no key can have made that signature.</returns>
    public static bool TryRecover(ReadOnlySpan<byte> hash, RecoverableSignature signature, out byte[] publicKey)
    {
        RequireHash(hash);
        publicKey = [];
        if (signature.R is not { Length: 32 } || signature.S is not { Length: 32 } || signature.RecoveryId is not (0 or 1)) return false;
        var r = new BigInteger(1, signature.R);
        var s = new BigInteger(1, signature.S);
        if (r.SignValue == 0 || r.CompareTo(Order) >= 0 || s.SignValue == 0 || s.CompareTo(HalfOrder) > 0) return false;

        if (!TryLiftX(r, signature.RecoveryId, out var noncePoint)) return false;
        // key = r⁻¹ (s·R − hash·G)
        var inverse = BigIntegers.ModOddInverse(Order, r);
        var basePointFactor = Order.Subtract(new BigInteger(1, hash).Mod(Order)).Multiply(inverse).Mod(Order);
        var noncePointFactor = s.Multiply(inverse).Mod(Order);
        var key = ECAlgorithms.SumOfTwoMultiplies(Parameters.G, basePointFactor, noncePoint, noncePointFactor).Normalize();
        if (key.IsInfinity) return false;
        publicKey = EncodePoint(key);
        return true;
    }

    private static bool TryLiftX(BigInteger x, int yParity, out ECPoint point)
    {
        point = Parameters.Curve.Infinity;
        if (x.CompareTo(FieldPrime) >= 0) return false;
        var field = Parameters.Curve.FromBigInteger(x);
        var y = field.Square().Multiply(field).Add(Parameters.Curve.B).Sqrt();
        if (y is null) return false;
        if (y.TestBitZero() != (yParity == 1)) y = y.Negate();
        point = Parameters.Curve.CreatePoint(x, y.ToBigInteger());
        return true;
    }

    private static BigInteger ToPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        // The key itself never goes into the message.
        if (!IsPrivateKey(privateKey))
            throw new ArgumentException($"Expected a private key of 32 bytes between 1 and the group order but got {privateKey.Length} bytes.", nameof(privateKey));
        return new BigInteger(1, privateKey);
    }

    private static void RequireHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != 32) throw new ArgumentException($"Expected a hash of 32 bytes but got {hash.Length}.", nameof(hash));
    }

    private static byte[] EncodePoint(ECPoint point) =>
        [.. BigIntegers.AsUnsignedByteArray(32, point.AffineXCoord.ToBigInteger()), .. BigIntegers.AsUnsignedByteArray(32, point.AffineYCoord.ToBigInteger())];
}
