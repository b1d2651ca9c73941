using Nethereum.Contracts;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>Runs messages without sending them (<c>eth_call</c>).</summary>
public sealed class EthCall
{
    private readonly IClient _client;

    internal EthCall(IClient client) => _client = client;

    /// <summary>Runs a message at the newest block.</summary>
    /// <param name="callInput">The message.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    /// <returns>What it returned, in hexadecimal.</returns>
    /// <exception cref="SmartContractCustomErrorRevertException">It reverted with a custom error.</exception>
    public Task<string> SendRequestAsync(CallInput callInput, CancellationToken cancellationToken = default) => SendRequestAsync(callInput, BlockParameter.CreateLatest(), cancellationToken);

    /// <summary>Runs a message.</summary>
    /// <param name="callInput">The message.</param>
    /// <param name="block">The block at which to run it.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    /// <returns>What it returned, in hexadecimal.</returns>
    /// <exception cref="SmartContractCustomErrorRevertException">It reverted with a custom error.</exception>
    public async Task<string> SendRequestAsync(CallInput callInput, BlockParameter block, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _client.RequireAsync<string>("eth_call", cancellationToken, callInput, block).ConfigureAwait(false);
        }
        catch (RpcResponseException exception) when (RevertExceptionFactory.TryCreate(exception, null, out var revert))
        {
            throw revert;
        }
    }

    /// <summary>Runs several messages at the newest block, in one batch.</summary>
    /// <param name="callInputs">The messages.</param>
    /// <returns>What each returned, in hexadecimal.</returns>
    /// <exception cref="SmartContractCustomErrorRevertException">One of them reverted with a custom error.</exception>
    public async Task<List<string>> SendBatchRequestAsync(params CallInput[] callInputs)
    {
        var latest = BlockParameter.CreateLatest();
        try
        {
            var results = await _client.QueryAllAsync<string>("eth_call", callInputs.Select(input => new object?[] { input, latest }), default).ConfigureAwait(false);
            return results.ConvertAll(result => result ?? throw new RpcResponseFormatException("eth_call: expected a result but the node answered null."));
        }
        catch (RpcResponseException exception) when (RevertExceptionFactory.TryCreate(exception, null, out var revert))
        {
            throw revert;
        }
    }
}
