using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A transaction to send; what is null is filled in before signing.</summary>
public class TransactionInput : CallInput
{
    /// <summary>An empty transaction.</summary>
    public TransactionInput()
    {
    }

    /// <summary>A call of a contract.</summary>
    /// <param name="data">Call data in hexadecimal with <c>0x</c>.</param>
    /// <param name="addressTo">The contract.</param>
    public TransactionInput(string data, string addressTo) : base(data, addressTo)
    {
    }

    /// <summary>The sender's count of earlier transactions; null lets the account's nonce manager choose.</summary>
    public HexBigInteger? Nonce { get; set; }

    /// <summary>EIP-2930 access list.</summary>
    public List<AccessList>? AccessList { get; set; }
}
