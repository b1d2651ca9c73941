using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>What the chain recorded about a mined transaction.</summary>
public class TransactionReceipt
{
    /// <summary>Hash of the transaction, 32 bytes in hexadecimal.</summary>
    public string TransactionHash { get; set; } = "";

    /// <summary>Position within the block.</summary>
    public HexBigInteger? TransactionIndex { get; set; }

    /// <summary>Hash of the block.</summary>
    public string BlockHash { get; set; } = "";

    /// <summary>Number of the block; null in what some nodes answer before the transaction is mined.</summary>
    public HexBigInteger BlockNumber { get; set; } = null!;

    /// <summary>Sender.</summary>
    public string From { get; set; } = "";

    /// <summary>Receiver; null where the transaction created a contract.</summary>
    public string? To { get; set; }

    /// <summary>Gas used in the block up to and including this transaction.</summary>
    public HexBigInteger? CumulativeGasUsed { get; set; }

    /// <summary>Gas that this transaction used.</summary>
    public HexBigInteger GasUsed { get; set; } = new(0);

    /// <summary>Wei paid for each unit of gas; null on nodes that predate EIP-1559.</summary>
    public HexBigInteger? EffectiveGasPrice { get; set; }

    /// <summary>Address of the contract that the transaction created, otherwise null.</summary>
    public string? ContractAddress { get; set; }

    /// <summary>1 for success, 0 for a revert; null on chains that predate the Byzantium rules.</summary>
    public HexBigInteger? Status { get; set; }

    /// <summary>The logs, in order.</summary>
    public FilterLog[] Logs { get; set => field = value ?? []; } = [];

    /// <summary>Transaction type: 0 legacy, 1 EIP-2930, 2 EIP-1559.</summary>
    public HexBigInteger? Type { get; set; }

    /// <summary>Bloom filter over the logs, 256 bytes in hexadecimal.</summary>
    public string? LogsBloom { get; set; }

    /// <summary>State root after the transaction, on chains that predate the Byzantium rules.</summary>
    public string? Root { get; set; }

    /// <summary>The revert's data, on nodes that add it.</summary>
    public string? RevertReason { get; set; }

    /// <summary>Whether the transaction reverted; null where the chain does not tell.</summary>
    public bool? HasErrors() => Status is null ? null : Status.Value.IsZero;

    /// <summary>Whether the transaction succeeded.</summary>
    /// <param name="treatNullStatusAsFailure">What to answer where the chain does not tell: false means it counts as success.</param>
    public bool Succeeded(bool treatNullStatusAsFailure = false) => !(HasErrors() ?? treatNullStatusAsFailure);

    /// <summary>Whether the transaction reverted.</summary>
    /// <param name="treatNullStatusAsFailure">What to answer where the chain does not tell.</param>
    public bool Failed(bool treatNullStatusAsFailure = false) => !Succeeded(treatNullStatusAsFailure);
}
