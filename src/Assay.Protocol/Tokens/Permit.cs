using System.Numerics;
using Assay.Primitives.TypedData;
using Nethereum.Signer;

namespace Assay.Protocol.Tokens;

/// <summary>An EIP-2612 permit: the owner's signature that lets one spender take an amount until a deadline, instead of an <c>approve</c> transaction.</summary>
/// <param name="Deadline">The last second, in Unix time, in which the token takes the permit.</param>
/// <param name="V">27 or 28.</param>
/// <param name="R">32 bytes.</param>
/// <param name="S">32 bytes.</param>
internal sealed record Permit(BigInteger Deadline, byte V, byte[] R, byte[] S)
{
    private static readonly Eip712Type Type = new(
        "Permit", [("address", "owner"), ("address", "spender"), ("uint256", "value"), ("uint256", "nonce"), ("uint256", "deadline")]);

    /// <summary>Signs a permit of the key's own account.</summary>
    /// <param name="privateKey">The owner's key.</param>
    /// <param name="separator">The token's domain separator, 32 bytes.</param>
    /// <param name="spender">Who may take the tokens.</param>
    /// <param name="value">How many, in the token's smallest unit.</param>
    /// <param name="nonce">The owner's next permit nonce at the token.</param>
    /// <param name="deadline">The last second in which the token takes the permit.</param>
    internal static Permit Sign(string privateKey, byte[] separator, string spender, BigInteger value, BigInteger nonce, DateTimeOffset deadline)
    {
        var key = new EthECKey(privateKey);
        var seconds = new BigInteger(deadline.ToUnixTimeSeconds());
        var hasher = Type.Begin();
        hasher.AddAddress(key.GetPublicAddress());
        hasher.AddAddress(spender);
        hasher.AddUnsigned(value);
        hasher.AddUnsigned(nonce);
        hasher.AddUnsigned(seconds);
        var signature = key.SignAndCalculateV(Eip712Domain.Digest(separator, hasher.Finish()));
        return new Permit(seconds, signature.V[0], Word(signature.R), Word(signature.S));
    }

    // Nethereum leaves zeros in front of a number out.
    private static byte[] Word(byte[] number)
    {
        var word = new byte[32];
        number.CopyTo(word, word.Length - number.Length);
        return word;
    }
}
