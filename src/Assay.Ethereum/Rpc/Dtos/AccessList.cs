namespace Nethereum.RPC.Eth.DTOs;

/// <summary>One entry of an EIP-2930 access list: a contract and the storage slots that the transaction announces.</summary>
public class AccessList
{
    /// <summary>The contract.</summary>
    public string Address { get; set; } = "";

    /// <summary>32-byte storage keys in hexadecimal with <c>0x</c>.</summary>
    public List<string> StorageKeys { get; set; } = [];
}
