using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.Contracts.CQS;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.Services;
using Nethereum.RPC.TransactionManagers;

namespace Nethereum.Contracts.Services;

/// <summary>Requests about the chain, contracts and events.</summary>
public interface IEthApiContractService
{
    /// <summary>The chain's id.</summary>
    public EthChainId ChainId { get; }

    /// <summary>The price of gas.</summary>
    public EthGasPrice GasPrice { get; }

    /// <summary>Past base fees and priority fees.</summary>
    public EthFeeHistory FeeHistory { get; }

    /// <summary>Balances.</summary>
    public EthGetBalance GetBalance { get; }

    /// <summary>Contracts' code.</summary>
    public EthGetCode GetCode { get; }

    /// <summary>Contracts' storage.</summary>
    public EthGetStorageAt GetStorageAt { get; }

    /// <summary>Blocks.</summary>
    public EthApiBlockService Blocks { get; }

    /// <summary>Transactions and calls.</summary>
    public EthApiTransactionsService Transactions { get; }

    /// <summary>Logs.</summary>
    public EthApiFilterService Filters { get; }

    /// <summary>Completes, signs and sends transactions.</summary>
    public ITransactionManager TransactionManager { get; }

    /// <summary>A contract's functions.</summary>
    public ContractHandler GetContractHandler(string contractAddress);

    /// <summary>Deploys contracts.</summary>
    public IContractDeploymentTransactionHandler<TContractDeploymentMessage> GetContractDeploymentHandler<TContractDeploymentMessage>()
        where TContractDeploymentMessage : ContractDeploymentMessage, new();

    /// <summary>Events of a class, of any contract.</summary>
    public Event<TEventType> GetEvent<TEventType>()
        where TEventType : class, IEventDTO, new();

    /// <summary>Events of a class, of one contract.</summary>
    public Event<TEventType> GetEvent<TEventType>(string contractAddress)
        where TEventType : class, IEventDTO, new();
}
