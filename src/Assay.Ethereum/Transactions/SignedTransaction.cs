using Assay.Ethereum.Accounts;
using Assay.Ethereum.Rlp;
using Assay.Ethereum.Signing;
using Assay.Primitives;

namespace Assay.Ethereum.Transactions;

/// <summary>A transaction and its sender's signature.</summary>
public sealed class SignedTransaction
{
    private readonly byte[] _encoded;

    /// <summary>Joins a transaction and a signature of its signing hash.</summary>
    public SignedTransaction(UnsignedTransaction transaction, RecoverableSignature signature)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        Transaction = transaction;
        Signature = signature;
        var writer = new RlpWriter();
        transaction.WriteTo(writer, signature);
        _encoded = writer.WrittenSpan.ToArray();
    }

    /// <summary>What was signed.</summary>
    public UnsignedTransaction Transaction { get; }

    /// <summary>The signature.</summary>
    public RecoverableSignature Signature { get; }

    /// <summary>The bytes that <c>eth_sendRawTransaction</c> takes.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>The transaction's hash, 32 bytes in hexadecimal with <c>0x</c>.</summary>
    public string Hash => Hex.Encode(Keccak256.Hash(_encoded));

    /// <summary>Recovers the sender's address.</summary>
    /// <exception cref="FormatException">No key can have made the signature.</exception>
    public string RecoverSender() =>
        Secp256k1.TryRecover(Transaction.GetSigningHash(), Signature, out var publicKey)
            ? EthereumAddress.FromPublicKey(publicKey)
            : throw new FormatException($"No key can have made the signature of transaction {Hash}.");

    /// <summary>Reads a signed transaction.</summary>
    /// <param name="encoded">A legacy, EIP-2930 or EIP-1559 transaction in its canonical encoding.</param>
    /// <exception cref="FormatException">It is anything else.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> encoded) => SignedTransactionDecoder.Decode(encoded);
}
