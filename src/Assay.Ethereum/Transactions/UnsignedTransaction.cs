using System.Numerics;
using Assay.Ethereum.Rlp;
using Assay.Ethereum.Signing;
using Assay.Primitives;

namespace Assay.Ethereum.Transactions;

/// <summary>Everything about a transaction that its sender signs.</summary>
public sealed record UnsignedTransaction
{
    /// <summary>The envelope.</summary>
    public TransactionType Type { get; init; } = TransactionType.DynamicFee;

    /// <summary>The chain; null only in legacy transactions that predate EIP-155 and can be replayed on any chain.</summary>
    public required BigInteger? ChainId { get; init; }

    /// <summary>The sender's count of earlier transactions.</summary>
    public required BigInteger Nonce { get; init; }

    /// <summary>Legacy and EIP-2930: wei paid for each unit of gas.</summary>
    public BigInteger GasPrice { get; init; }

    /// <summary>EIP-1559: the most wei of the price that go to the block's proposer.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>EIP-1559: the most wei paid for each unit of gas.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>Gas limit.</summary>
    public required BigInteger GasLimit { get; init; }

    /// <summary>Receiver, 20 bytes; null creates a contract.</summary>
    public byte[]? To { get; init; }

    /// <summary>Wei sent along.</summary>
    public BigInteger Value { get; init; }

    /// <summary>Call data or creation code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Announced storage; empty in legacy transactions.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The 32-byte hash that the sender signs.</summary>
    /// <exception cref="ArgumentException">A field cannot be encoded; the message names it.</exception>
    public byte[] GetSigningHash()
    {
        var writer = new RlpWriter();
        WriteTo(writer, null);
        return Keccak256.Hash(writer.WrittenSpan);
    }

    /// <summary>Signs the transaction.</summary>
    /// <param name="privateKey">32 bytes, big-endian.</param>
    public SignedTransaction Sign(ReadOnlySpan<byte> privateKey) => new(this, Secp256k1.Sign(GetSigningHash(), privateKey));

    internal void WriteTo(RlpWriter writer, RecoverableSignature? signature)
    {
        Validate();
        if (Type != TransactionType.Legacy) writer.WriteRaw([(byte)Type]);
        var list = writer.BeginList();
        if (Type != TransactionType.Legacy) writer.WriteInteger(ChainId!.Value);
        writer.WriteInteger(Nonce);
        if (Type == TransactionType.DynamicFee)
        {
            writer.WriteInteger(MaxPriorityFeePerGas);
            writer.WriteInteger(MaxFeePerGas);
        }
        else
        {
            writer.WriteInteger(GasPrice);
        }
        writer.WriteInteger(GasLimit);
        writer.WriteBytes(To);
        writer.WriteInteger(Value);
        writer.WriteBytes(Data.Span);
        if (Type != TransactionType.Legacy) WriteAccessList(writer);
        WriteSignature(writer, signature);
        writer.EndList(list);
    }

    private void WriteAccessList(RlpWriter writer)
    {
        var entries = writer.BeginList();
        foreach (var entry in AccessList)
        {
            var fields = writer.BeginList();
            writer.WriteBytes(entry.Address);
            var keys = writer.BeginList();
            foreach (var key in entry.StorageKeys) writer.WriteBytes(key);
            writer.EndList(keys);
            writer.EndList(fields);
        }
        writer.EndList(entries);
    }

    private void WriteSignature(RlpWriter writer, RecoverableSignature? signature)
    {
        if (signature is { } signed)
        {
            var v = Type != TransactionType.Legacy ? signed.RecoveryId
                : ChainId is { } chainId ? (2 * chainId) + 35 + signed.RecoveryId
                : 27 + signed.RecoveryId;
            writer.WriteInteger(v);
            writer.WriteInteger(new BigInteger(signed.R, isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signed.S, isUnsigned: true, isBigEndian: true));
        }
        else if (Type == TransactionType.Legacy && ChainId is { } chainId)
        {
            // EIP-155: the chain id stands where the signature will be.
            writer.WriteInteger(chainId);
            writer.WriteInteger(0);
            writer.WriteInteger(0);
        }
    }

    private void Validate()
    {
        if (Type is not (TransactionType.Legacy or TransactionType.AccessList or TransactionType.DynamicFee))
            throw new ArgumentException($"Expected a transaction of type 0, 1 or 2 but got type {(byte)Type}.");
        if (Type != TransactionType.Legacy && ChainId is null) throw new ArgumentException($"A {Type} transaction needs a chain id.");
        if (Type == TransactionType.Legacy && AccessList.Count > 0) throw new ArgumentException("A legacy transaction has no access list.");
        if (To is { Length: not 20 }) throw new ArgumentException($"Expected a receiver of 20 bytes but got {To.Length}.");
        if (ChainId is { } chainId) RequireRange(chainId, 64, nameof(ChainId));
        RequireRange(Nonce, 64, nameof(Nonce));
        RequireRange(GasLimit, 64, nameof(GasLimit));
        RequireRange(GasPrice, 256, nameof(GasPrice));
        RequireRange(MaxFeePerGas, 256, nameof(MaxFeePerGas));
        RequireRange(MaxPriorityFeePerGas, 256, nameof(MaxPriorityFeePerGas));
        RequireRange(Value, 256, nameof(Value));
        foreach (var entry in AccessList)
        {
            if (entry.Address.Length != 20) throw new ArgumentException($"Expected an access list address of 20 bytes but got {entry.Address.Length}.");
            foreach (var key in entry.StorageKeys)
                if (key.Length != 32) throw new ArgumentException($"Expected a storage key of 32 bytes but got {key.Length}.");
        }
    }

    private static void RequireRange(BigInteger value, int bits, string name)
    {
        if (value.Sign < 0 || value.GetBitLength() > bits) throw new ArgumentException($"Expected {name} between 0 and 2^{bits} - 1 but got {value}.");
    }
}
