using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.Contracts.CQS;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.Services;
using Nethereum.RPC.TransactionManagers;

namespace Nethereum.Contracts.Services;

/// <summary>Requests about the chain, contracts and events.</summary>
internal sealed class EthApiContractService : IEthApiContractService
{
    private readonly IClient _client;

    public EthApiContractService(IClient client, ITransactionManager transactionManager)
    {
        _client = client;
        TransactionManager = transactionManager;
        ChainId = new EthChainId(client);
        GasPrice = new EthGasPrice(client);
        FeeHistory = new EthFeeHistory(client);
        GetBalance = new EthGetBalance(client);
        GetCode = new EthGetCode(client);
        GetStorageAt = new EthGetStorageAt(client);
        Blocks = new EthApiBlockService(client);
        Transactions = new EthApiTransactionsService(client);
        Filters = new EthApiFilterService(client);
    }

    public EthChainId ChainId { get; }

    public EthGasPrice GasPrice { get; }

    public EthFeeHistory FeeHistory { get; }

    public EthGetBalance GetBalance { get; }

    public EthGetCode GetCode { get; }

    public EthGetStorageAt GetStorageAt { get; }

    public EthApiBlockService Blocks { get; }

    public EthApiTransactionsService Transactions { get; }

    public EthApiFilterService Filters { get; }

    public ITransactionManager TransactionManager { get; }

    public ContractHandler GetContractHandler(string contractAddress) => new(contractAddress, this);

    public IContractDeploymentTransactionHandler<TContractDeploymentMessage> GetContractDeploymentHandler<TContractDeploymentMessage>()
        where TContractDeploymentMessage : ContractDeploymentMessage, new() => new ContractDeploymentTransactionHandler<TContractDeploymentMessage>(TransactionManager);

    public Event<TEventType> GetEvent<TEventType>()
        where TEventType : class, IEventDTO, new() => new(_client);

    public Event<TEventType> GetEvent<TEventType>(string contractAddress)
        where TEventType : class, IEventDTO, new() => new(_client, contractAddress);
}
