using Nethereum.RPC.NonceServices;

namespace Nethereum.RPC.Accounts;

/// <summary>Who sends transactions.</summary>
public interface IAccount
{
    /// <summary>The account's address with its checksum.</summary>
    public string Address { get; }

    /// <summary>The account's nonces.</summary>
    public INonceService NonceService { get; }
}
