using Assay.Primitives;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Chain;

/// <summary>One deployed contract, as an account sees it. Reverts come out as <see cref="ProtocolException"/> with the error in words.</summary>
internal sealed class ContractEndpoint
{
    private readonly ChainConnection chain;
    private readonly ContractHandler handler;
    private readonly string name;

    internal ContractEndpoint(ChainConnection chain, string name, string address)
    {
        this.chain = chain;
        this.name = name;
        Address = address;
        handler = chain.Web3.Eth.GetContractHandler(address);
    }

    internal string Address { get; }

    /// <summary>Sends a transaction and waits until it is mined.</summary>
    internal async Task<TransactionReceipt> SendAsync<TMessage>(string function, TMessage message, CancellationToken cancellation)
        where TMessage : FunctionMessage, new()
    {
        var receipt = await ExplainAsync(function, () => handler.SendRequestAndWaitForReceiptAsync(message, cancellation)).ConfigureAwait(false);
        chain.Report(new MinedTransaction(name, function, chain.Account, receipt));
        return receipt;
    }

    /// <summary>Calls a function that returns one value.</summary>
    internal Task<TResult> QueryAsync<TMessage, TResult>(string function, TMessage message, CancellationToken cancellation)
        where TMessage : FunctionMessage, new() =>
        ExplainAsync(function, () => handler.QueryAsync<TMessage, TResult>(message, null, cancellation));

    /// <summary>Calls a function that returns several values or a struct.</summary>
    internal Task<TResult> QueryObjectAsync<TMessage, TResult>(string function, TMessage message, CancellationToken cancellation)
        where TMessage : FunctionMessage, new()
        where TResult : class, IFunctionOutputDTO, new() =>
        ExplainAsync(function, () => handler.QueryDeserializingToObjectAsync<TMessage, TResult>(message, null, cancellation));

    /// <summary>All logs of this contract since its deployment whose first indexed field is <paramref name="firstTopic"/>, in order.</summary>
    internal Task<FilterLog[]> LogsAsync(byte[] firstTopic, CancellationToken cancellation) =>
        chain.Web3.Eth.Filters.GetLogs.SendRequestAsync(
            new NewFilterInput
            {
                Address = [Address],
                FromBlock = new BlockParameter(chain.Deployment.Block),
                ToBlock = BlockParameter.CreateLatest(),
                Topics = [null, Hex.Encode(firstTopic)],
            },
            cancellation);

    /// <summary>All events of one kind from <paramref name="fromBlock"/> on, in order.</summary>
    internal async Task<List<EventLog<TEvent>>> EventsAsync<TEvent>(ulong fromBlock, CancellationToken cancellation)
        where TEvent : class, IEventDTO, new()
    {
        var events = chain.Web3.Eth.GetEvent<TEvent>(Address);
        var filter = events.CreateFilterInput(new BlockParameter(Math.Max(fromBlock, chain.Deployment.Block)), BlockParameter.CreateLatest());
        return await events.GetAllChangesAsync(filter, cancellation).ConfigureAwait(false);
    }

    private async Task<TResult> ExplainAsync<TResult>(string function, Func<Task<TResult>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (SmartContractCustomErrorRevertException exception)
        {
            throw new ProtocolException($"{name}.{function} was refused: {RevertDescription.Of(exception.ExceptionEncodedData)}", exception);
        }
        catch (SmartContractRevertException exception)
        {
            throw new ProtocolException($"{name}.{function} was refused: {exception.Message}", exception);
        }
    }
}
