using System.Numerics;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts.CQS;

/// <summary>A message to a contract and the terms of the transaction that carries it. What is null is filled in before signing.</summary>
public abstract class ContractMessageBase
{
    /// <summary>Wei sent along.</summary>
    public virtual BigInteger AmountToSend { get; set; }

    /// <summary>Gas limit; null means estimated.</summary>
    public virtual BigInteger? Gas { get; set; }

    /// <summary>Wei per unit of gas of a legacy transaction; null means chosen from the chain.</summary>
    public virtual BigInteger? GasPrice { get; set; }

    /// <summary>Sender; null means the account in use.</summary>
    public virtual string? FromAddress { get; set; }

    /// <summary>The sender's count of earlier transactions; null means the account's nonce manager chooses.</summary>
    public virtual BigInteger? Nonce { get; set; }

    /// <summary>EIP-1559: the most wei paid per unit of gas.</summary>
    public virtual BigInteger? MaxFeePerGas { get; set; }

    /// <summary>EIP-1559: the most wei of that which go to the block's proposer.</summary>
    public virtual BigInteger? MaxPriorityFeePerGas { get; set; }

    /// <summary>Transaction type: 0 legacy, 1 EIP-2930, 2 EIP-1559; null means chosen by what the chain supports.</summary>
    public virtual byte? TransactionType { get; set; }

    /// <summary>EIP-2930 access list.</summary>
    public virtual List<AccessList>? AccessList { get; set; }
}
