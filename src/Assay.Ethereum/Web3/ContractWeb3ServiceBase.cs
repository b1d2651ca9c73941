using Nethereum.Contracts;

namespace Nethereum.Web3;

/// <summary>What generated services of contracts derive from.</summary>
public abstract class ContractWeb3ServiceBase : ContractServiceBase
{
    /// <summary>For derived classes.</summary>
    /// <param name="web3">The node and the account.</param>
    /// <param name="contractAddress">The contract's address.</param>
    protected ContractWeb3ServiceBase(IWeb3 web3, string contractAddress) : base(Require(web3).Eth.GetContractHandler(contractAddress)) => Web3 = web3;

    /// <summary>The node and the account.</summary>
    public IWeb3 Web3 { get; }

    private static IWeb3 Require(IWeb3 web3)
    {
        ArgumentNullException.ThrowIfNull(web3);
        return web3;
    }
}
