using System.Runtime.CompilerServices;
using Assay.Ethereum.Abi;
using Assay.Ethereum.Accounts;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Filters;

namespace Nethereum.Contracts;

/// <summary>Finds and decodes events of one class. Of the overloads that a call fits, the one with the fewest fields is meant: a block is no field's value.</summary>
/// <typeparam name="TEventMessage">The event's class.</typeparam>
public sealed class Event<TEventMessage>
    where TEventMessage : class, IEventDTO, new()
{
    private readonly IClient _client;
    private readonly MessageCodec<TEventMessage> _codec;

    /// <summary>Events of any contract.</summary>
    public Event(IClient client) : this(client, null)
    {
    }

    /// <summary>Events of one contract.</summary>
    /// <param name="client">The node.</param>
    /// <param name="contractAddress">The contract; null means any.</param>
    public Event(IClient client, string? contractAddress)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (contractAddress is not null) EthereumAddress.Parse(contractAddress);
        _client = client;
        ContractAddress = contractAddress;
        _codec = MessageCodecs.Get<TEventMessage>();
    }

    /// <summary>The contract; null means any.</summary>
    public string? ContractAddress { get; }

    /// <summary>A filter for all of the events.</summary>
    /// <param name="fromBlock">First block; null means the newest.</param>
    /// <param name="toBlock">Last block; null means the newest.</param>
    [OverloadResolutionPriority(3)]
    public NewFilterInput CreateFilterInput(BlockParameter? fromBlock = null, BlockParameter? toBlock = null) => Create(fromBlock, toBlock);

    /// <summary>A filter for events whose first indexed field has a value.</summary>
    /// <param name="firstIndexedParameterValue">The value; null means any.</param>
    /// <param name="fromBlock">First block; null means the newest.</param>
    /// <param name="toBlock">Last block; null means the newest.</param>
    [OverloadResolutionPriority(2)]
    public NewFilterInput CreateFilterInput<T>(T firstIndexedParameterValue, BlockParameter? fromBlock = null, BlockParameter? toBlock = null) =>
        Create(fromBlock, toBlock, One(firstIndexedParameterValue));

    /// <summary>A filter for events whose first two indexed fields have values; null means any.</summary>
    [OverloadResolutionPriority(1)]
    public NewFilterInput CreateFilterInput<T1, T2>(T1 firstIndexedParameterValue, T2 secondIndexedParameterValue, BlockParameter? fromBlock = null, BlockParameter? toBlock = null) =>
        Create(fromBlock, toBlock, One(firstIndexedParameterValue), One(secondIndexedParameterValue));

    /// <summary>A filter for events whose three indexed fields have values; null means any.</summary>
    public NewFilterInput CreateFilterInput<T1, T2, T3>(
        T1 firstIndexedParameterValue, T2 secondIndexedParameterValue, T3 thirdIndexedParameterValue, BlockParameter? fromBlock = null, BlockParameter? toBlock = null) =>
        Create(fromBlock, toBlock, One(firstIndexedParameterValue), One(secondIndexedParameterValue), One(thirdIndexedParameterValue));

    /// <summary>A filter for events whose first indexed field has one of some values; null or none means any.</summary>
    [OverloadResolutionPriority(2)]
    public NewFilterInput CreateFilterInput<T>(T[]? firstIndexedParameterValues, BlockParameter? fromBlock = null, BlockParameter? toBlock = null) =>
        Create(fromBlock, toBlock, Any(firstIndexedParameterValues));

    /// <summary>A filter for events whose first two indexed fields have one of some values each; null or none means any.</summary>
    [OverloadResolutionPriority(1)]
    public NewFilterInput CreateFilterInput<T1, T2>(T1[]? firstIndexedParameterValues, T2[]? secondIndexedParameterValues, BlockParameter? fromBlock = null, BlockParameter? toBlock = null) =>
        Create(fromBlock, toBlock, Any(firstIndexedParameterValues), Any(secondIndexedParameterValues));

    /// <summary>A filter for events whose three indexed fields have one of some values each; null or none means any.</summary>
    public NewFilterInput CreateFilterInput<T1, T2, T3>(
        T1[]? firstIndexedParameterValues, T2[]? secondIndexedParameterValues, T3[]? thirdIndexedParameterValues, BlockParameter? fromBlock = null, BlockParameter? toBlock = null) =>
        Create(fromBlock, toBlock, Any(firstIndexedParameterValues), Any(secondIndexedParameterValues), Any(thirdIndexedParameterValues));

    /// <summary>The events that a filter lets through, in the order of the chain. A range that the node refuses is split.</summary>
    /// <param name="filterInput">A filter that this object made.</param>
    public Task<List<EventLog<TEventMessage>>> GetAllChangesAsync(NewFilterInput filterInput) => GetAllChangesAsync(filterInput, CancellationToken.None);

    /// <summary>The events that a filter lets through, in the order of the chain. A range that the node refuses is split.</summary>
    /// <param name="filterInput">A filter that this object made.</param>
    /// <param name="cancellationToken">Abandons the requests.</param>
    public async Task<List<EventLog<TEventMessage>>> GetAllChangesAsync(NewFilterInput filterInput, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filterInput);
        var logs = await new EthGetLogs(_client).SendRequestAsync(filterInput, cancellationToken).ConfigureAwait(false);
        return logs.DecodeAllEvents<TEventMessage>();
    }

    /// <summary>The events of this class among some logs.</summary>
    public List<EventLog<TEventMessage>> DecodeAllEventsForEvent(FilterLog[] logs) => logs.DecodeAllEvents<TEventMessage>();

    private static object?[]? One<T>(T value) => value is null ? null : [value];

    private static object?[]? Any<T>(T[]? values) => values is { Length: > 0 } ? [.. values] : null;

    private NewFilterInput Create(BlockParameter? fromBlock, BlockParameter? toBlock, params object?[]?[] values) => new()
    {
        FromBlock = fromBlock,
        ToBlock = toBlock,
        Address = ContractAddress is null ? null : [ContractAddress],
        Topics = EventTopics.Create(_codec, values),
    };
}
