using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A message to a contract, or creation code where <see cref="To"/> is null.</summary>
public class CallInput
{
    /// <summary>An empty call.</summary>
    public CallInput()
    {
    }

    /// <summary>A call of a contract.</summary>
    /// <param name="data">Call data in hexadecimal with <c>0x</c>.</param>
    /// <param name="addressTo">The contract.</param>
    public CallInput(string data, string addressTo)
    {
        Data = data;
        To = addressTo;
    }

    /// <summary>Sender.</summary>
    public string? From { get; set; }

    /// <summary>Receiver; null creates a contract.</summary>
    public string? To { get; set; }

    /// <summary>Gas limit.</summary>
    public HexBigInteger? Gas { get; set; }

    /// <summary>Legacy price in wei for each unit of gas.</summary>
    public HexBigInteger? GasPrice { get; set; }

    /// <summary>Wei sent along.</summary>
    public HexBigInteger? Value { get; set; }

    /// <summary>Call data or creation code, in hexadecimal with <c>0x</c>.</summary>
    public string? Data { get; set; }

    /// <summary>EIP-1559: the most wei paid for each unit of gas.</summary>
    public HexBigInteger? MaxFeePerGas { get; set; }

    /// <summary>EIP-1559: the most wei of that which go to the block's proposer.</summary>
    public HexBigInteger? MaxPriorityFeePerGas { get; set; }

    /// <summary>Transaction type: 0 legacy, 1 EIP-2930, 2 EIP-1559; null lets the runtime choose.</summary>
    public HexBigInteger? Type { get; set; }

    /// <summary>The chain; null lets the node or the account decide.</summary>
    public HexBigInteger? ChainId { get; set; }
}
