using Assay.Ethereum.Abi;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts.Services;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;
using HexText = Assay.Primitives.Hex;

namespace Nethereum.Contracts.ContractHandlers;

/// <summary>Calls one contract's functions and sends it transactions.</summary>
public sealed class ContractHandler
{
    /// <summary>Makes the handler of a contract.</summary>
    /// <param name="contractAddress">The contract's address.</param>
    /// <param name="ethApiContractService">The node and the account.</param>
    /// <param name="addressFrom">Sender of calls that name none; null means the account.</param>
    public ContractHandler(string contractAddress, IEthApiContractService ethApiContractService, string? addressFrom = null)
    {
        ArgumentNullException.ThrowIfNull(ethApiContractService);
        Assay.Ethereum.Accounts.EthereumAddress.Parse(contractAddress);
        ContractAddress = contractAddress;
        EthApiContractService = ethApiContractService;
        AddressFrom = addressFrom ?? ethApiContractService.TransactionManager.Account?.Address;
    }

    /// <summary>The contract's address.</summary>
    public string ContractAddress { get; }

    /// <summary>Sender of calls that name none; null leaves it to the node.</summary>
    public string? AddressFrom { get; }

    /// <summary>The node and the account.</summary>
    public IEthApiContractService EthApiContractService { get; }

    /// <summary>The contract's events of a class.</summary>
    public Event<TEventType> GetEvent<TEventType>()
        where TEventType : class, IEventDTO, new() => EthApiContractService.GetEvent<TEventType>(ContractAddress);

    /// <summary>Sends a function's transaction.</summary>
    /// <returns>The transaction's hash.</returns>
    public Task<string> SendRequestAsync<TEthereumContractFunctionMessage>(TEthereumContractFunctionMessage? transactionMessage = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new() => SendRequestAsync(transactionMessage, CancellationToken.None);

    /// <summary>Sends a function's transaction.</summary>
    /// <returns>The transaction's hash.</returns>
    public Task<string> SendRequestAsync<TEthereumContractFunctionMessage>(TEthereumContractFunctionMessage? transactionMessage, CancellationToken cancellationToken)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        EthApiContractService.TransactionManager.SendTransactionAsync(CreateTransaction(transactionMessage), cancellationToken);

    /// <summary>Sends a function's transaction and waits for its receipt.</summary>
    /// <param name="transactionMessage">The message; null means one with default values.</param>
    /// <param name="tokenSource">Stops waiting when it is cancelled.</param>
    public Task<TransactionReceipt> SendRequestAndWaitForReceiptAsync<TEthereumContractFunctionMessage>(
        TEthereumContractFunctionMessage? transactionMessage = null, CancellationTokenSource? tokenSource = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        SendRequestAndWaitForReceiptAsync(transactionMessage, tokenSource?.Token ?? CancellationToken.None);

    /// <summary>Sends a function's transaction and waits for its receipt.</summary>
    /// <param name="transactionMessage">The message; null means one with default values.</param>
    /// <param name="cancellationToken">Stops waiting; a transaction that was sent cannot be called back.</param>
    public Task<TransactionReceipt> SendRequestAndWaitForReceiptAsync<TEthereumContractFunctionMessage>(
        TEthereumContractFunctionMessage? transactionMessage, CancellationToken cancellationToken)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        EthApiContractService.TransactionManager.SendTransactionAndWaitForReceiptAsync(CreateTransaction(transactionMessage), cancellationToken);

    /// <summary>Signs a function's transaction without sending it.</summary>
    /// <returns>The encoded transaction in hexadecimal.</returns>
    public Task<string> SignTransactionAsync<TEthereumContractFunctionMessage>(TEthereumContractFunctionMessage? transactionMessage = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        EthApiContractService.TransactionManager.SignTransactionAsync(CreateTransaction(transactionMessage));

    /// <summary>Estimates the gas of a function's transaction, without any margin.</summary>
    public Task<HexBigInteger> EstimateGasAsync<TEthereumContractFunctionMessage>(TEthereumContractFunctionMessage? transactionMessage = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        EthApiContractService.TransactionManager.EstimateGasAsync(CreateTransaction(transactionMessage));

    /// <summary>Calls a function that returns one value.</summary>
    /// <param name="ethereumContractFunctionMessage">The message; null means one with default values.</param>
    /// <param name="blockParameter">The block at which to look; null means the newest.</param>
    public Task<TReturn> QueryAsync<TEthereumContractFunctionMessage, TReturn>(TEthereumContractFunctionMessage? ethereumContractFunctionMessage = null, BlockParameter? blockParameter = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        QueryAsync<TEthereumContractFunctionMessage, TReturn>(ethereumContractFunctionMessage, blockParameter, CancellationToken.None);

    /// <summary>Calls a function that returns one value.</summary>
    /// <param name="ethereumContractFunctionMessage">The message; null means one with default values.</param>
    /// <param name="blockParameter">The block at which to look; null means the newest.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    public async Task<TReturn> QueryAsync<TEthereumContractFunctionMessage, TReturn>(
        TEthereumContractFunctionMessage? ethereumContractFunctionMessage, BlockParameter? blockParameter, CancellationToken cancellationToken)
        where TEthereumContractFunctionMessage : FunctionMessage, new()
    {
        var data = await CallAsync(ethereumContractFunctionMessage, blockParameter, cancellationToken).ConfigureAwait(false);
        return MessageCodecs.Get<TEthereumContractFunctionMessage>().DecodeResult<TReturn>(data);
    }

    /// <summary>Calls a function that returns several values.</summary>
    /// <param name="ethereumContractFunctionMessage">The message; null means one with default values.</param>
    /// <param name="blockParameter">The block at which to look; null means the newest.</param>
    public Task<TEthereumFunctionReturn> QueryDeserializingToObjectAsync<TEthereumContractFunctionMessage, TEthereumFunctionReturn>(
        TEthereumContractFunctionMessage? ethereumContractFunctionMessage = null, BlockParameter? blockParameter = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new()
        where TEthereumFunctionReturn : class, IFunctionOutputDTO, new() =>
        QueryDeserializingToObjectAsync<TEthereumContractFunctionMessage, TEthereumFunctionReturn>(ethereumContractFunctionMessage, blockParameter, CancellationToken.None);

    /// <summary>Calls a function that returns several values.</summary>
    /// <param name="ethereumContractFunctionMessage">The message; null means one with default values.</param>
    /// <param name="blockParameter">The block at which to look; null means the newest.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    public async Task<TEthereumFunctionReturn> QueryDeserializingToObjectAsync<TEthereumContractFunctionMessage, TEthereumFunctionReturn>(
        TEthereumContractFunctionMessage? ethereumContractFunctionMessage, BlockParameter? blockParameter, CancellationToken cancellationToken)
        where TEthereumContractFunctionMessage : FunctionMessage, new()
        where TEthereumFunctionReturn : class, IFunctionOutputDTO, new()
    {
        var data = await CallAsync(ethereumContractFunctionMessage, blockParameter, cancellationToken).ConfigureAwait(false);
        return MessageCodecs.Get<TEthereumFunctionReturn>().DecodeParameters(data);
    }

    /// <summary>Calls a function and returns its bytes undecoded; empty where it returns nothing.</summary>
    /// <param name="ethereumContractFunctionMessage">The message; null means one with default values.</param>
    /// <param name="blockParameter">The block at which to look; null means the newest.</param>
    public async Task<byte[]> QueryRawAsync<TEthereumContractFunctionMessage>(TEthereumContractFunctionMessage? ethereumContractFunctionMessage = null, BlockParameter? blockParameter = null)
        where TEthereumContractFunctionMessage : FunctionMessage, new() =>
        HexText.Decode(await CallRawAsync(ethereumContractFunctionMessage, blockParameter, CancellationToken.None).ConfigureAwait(false));

    private async Task<byte[]> CallAsync<T>(T? message, BlockParameter? block, CancellationToken cancellationToken)
        where T : FunctionMessage, new()
    {
        var data = HexText.Decode(await CallRawAsync(message, block, cancellationToken).ConfigureAwait(false));
        // An account without code answers every call with nothing.
        if (data.Length == 0)
            throw new InvalidOperationException($"{MessageCodecs.Get<T>().Signature} at {ContractAddress} returned no data: is there such a contract on this chain?");
        return data;
    }

    private Task<string> CallRawAsync<T>(T? message, BlockParameter? block, CancellationToken cancellationToken)
        where T : FunctionMessage, new()
    {
        var input = (message ?? new T()).CreateCallInput(ContractAddress);
        input.From ??= AddressFrom;
        return EthApiContractService.Transactions.Call.SendRequestAsync(input, block ?? BlockParameter.CreateLatest(), cancellationToken);
    }

    private TransactionInput CreateTransaction<T>(T? message)
        where T : FunctionMessage, new() => (message ?? new T()).CreateTransactionInput(ContractAddress);
}
