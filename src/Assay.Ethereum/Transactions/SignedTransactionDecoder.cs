using System.Numerics;
using Assay.Ethereum.Rlp;
using Assay.Ethereum.Signing;

namespace Assay.Ethereum.Transactions;

/// <summary>Reads signed transactions and refuses every encoding but the canonical one.</summary>
internal static class SignedTransactionDecoder
{
    public static SignedTransaction Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty) throw new RlpException("Expected a signed transaction but found no bytes.");
        var type = encoded[0] switch
        {
            >= 0xc0 => TransactionType.Legacy,
            1 => TransactionType.AccessList,
            2 => TransactionType.DynamicFee,
            var other => throw new RlpException($"Expected a transaction of type 0, 1 or 2 but found type {other}."),
        };
        var reader = new RlpReader(type == TransactionType.Legacy ? encoded : encoded[1..]);
        var fields = reader.ReadList();
        reader.EnsureEnd();
        var transaction = type == TransactionType.Legacy ? DecodeLegacy(ref fields) : DecodeTyped(type, ref fields);
        fields.EnsureEnd();
        return transaction;
    }

    private static SignedTransaction DecodeLegacy(ref RlpReader fields)
    {
        var transaction = new UnsignedTransaction
        {
            Type = TransactionType.Legacy,
            ChainId = null,
            Nonce = ReadUInt64(ref fields, "nonce"),
            GasPrice = fields.ReadInteger(),
            GasLimit = ReadUInt64(ref fields, "gas limit"),
            To = ReadReceiver(ref fields),
            Value = fields.ReadInteger(),
            Data = fields.ReadBytes().ToArray(),
        };
        var v = fields.ReadInteger();
        if (v == 27 || v == 28) return new SignedTransaction(transaction, ReadSignature(ref fields, (int)(v - 27)));
        if (v < 35) throw new RlpException($"Expected a signature's v of 27, 28 or at least 35 but found {v}.");
        var chainId = (v - 35) / 2;
        if (chainId > ulong.MaxValue) throw new RlpException($"Expected a chain id of at most 64 bits but found {chainId}.");
        return new SignedTransaction(transaction with { ChainId = chainId }, ReadSignature(ref fields, (int)((v - 35) % 2)));
    }

    private static SignedTransaction DecodeTyped(TransactionType type, ref RlpReader fields)
    {
        var chainId = ReadUInt64(ref fields, "chain id");
        var nonce = ReadUInt64(ref fields, "nonce");
        var isDynamic = type == TransactionType.DynamicFee;
        var firstPrice = fields.ReadInteger();
        var transaction = new UnsignedTransaction
        {
            Type = type,
            ChainId = chainId,
            Nonce = nonce,
            GasPrice = isDynamic ? 0 : firstPrice,
            MaxPriorityFeePerGas = isDynamic ? firstPrice : 0,
            MaxFeePerGas = isDynamic ? fields.ReadInteger() : 0,
            GasLimit = ReadUInt64(ref fields, "gas limit"),
            To = ReadReceiver(ref fields),
            Value = fields.ReadInteger(),
            Data = fields.ReadBytes().ToArray(),
            AccessList = ReadAccessList(ref fields),
        };
        var parity = fields.ReadInteger();
        if (parity > 1) throw new RlpException($"Expected a signature's parity of 0 or 1 but found {parity}.");
        return new SignedTransaction(transaction, ReadSignature(ref fields, (int)parity));
    }

    private static List<AccessListEntry> ReadAccessList(ref RlpReader fields)
    {
        var entries = new List<AccessListEntry>();
        var list = fields.ReadList();
        while (!list.IsAtEnd)
        {
            var entry = list.ReadList();
            var address = entry.ReadBytes(20, "an access list address").ToArray();
            var keys = new List<byte[]>();
            var keyList = entry.ReadList();
            while (!keyList.IsAtEnd) keys.Add(keyList.ReadBytes(32, "a storage key").ToArray());
            entry.EnsureEnd();
            entries.Add(new AccessListEntry(address, keys));
        }
        return entries;
    }

    private static byte[]? ReadReceiver(ref RlpReader fields)
    {
        var to = fields.ReadBytes();
        if (to.Length is not (0 or 20)) throw new RlpException($"Expected a receiver of 0 or 20 bytes but found {to.Length}.");
        return to.IsEmpty ? null : to.ToArray();
    }

    private static BigInteger ReadUInt64(ref RlpReader fields, string name)
    {
        var value = fields.ReadInteger();
        return value <= ulong.MaxValue ? value : throw new RlpException($"Expected a {name} of at most 64 bits but found {value}.");
    }

    private static RecoverableSignature ReadSignature(ref RlpReader fields, int recoveryId) =>
        new(ToWord(fields.ReadInteger()), ToWord(fields.ReadInteger()), recoveryId);

    private static byte[] ToWord(BigInteger value)
    {
        var word = new byte[32];
        var length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(word.AsSpan(32 - length), out _, isUnsigned: true, isBigEndian: true);
        return word;
    }
}
