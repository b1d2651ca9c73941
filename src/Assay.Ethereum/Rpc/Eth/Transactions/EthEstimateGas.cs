using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>Estimates what a message needs (<c>eth_estimateGas</c>).</summary>
public sealed class EthEstimateGas
{
    private readonly IClient _client;

    internal EthEstimateGas(IClient client) => _client = client;

    /// <summary>The gas that a message needs at the newest block, without any margin.</summary>
    /// <param name="callInput">The message.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    /// <exception cref="SmartContractCustomErrorRevertException">It reverted with a custom error.</exception>
    public async Task<HexBigInteger> SendRequestAsync(CallInput callInput, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _client.RequireAsync<HexBigInteger>("eth_estimateGas", cancellationToken, callInput).ConfigureAwait(false);
        }
        catch (RpcResponseException exception) when (RevertExceptionFactory.TryCreate(exception, null, out var revert))
        {
            throw revert;
        }
    }
}
