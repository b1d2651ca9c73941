namespace Nethereum.JsonRpc.Client;

/// <summary>Sends JSON-RPC requests to one node. Safe for use from many threads.</summary>
public interface IClient
{
    /// <summary>Sends a request.</summary>
    /// <typeparam name="T">The result's type: one of the data types of this library, a string, a boolean or a <see cref="System.Text.Json.JsonElement"/>.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Abandons the request and closes its connection.</param>
    /// <returns>The result; null where the node answers null.</returns>
    /// <exception cref="RpcResponseException">The node answered with an error.</exception>
    /// <exception cref="RpcResponseFormatException">The answer is malformed, answers another request, or is too large.</exception>
    /// <exception cref="RpcClientTimeoutException">The node did not answer in time.</exception>
    /// <exception cref="RpcClientUnknownException">The node could not be reached or answered with an HTTP error.</exception>
    public Task<T?> SendRequestAsync<T>(RpcRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends several requests in one HTTP request, or a few where there are very many.</summary>
    /// <param name="batch">The requests; each one's own error goes to its own task.</param>
    /// <param name="cancellationToken">Abandons the batch.</param>
    /// <exception cref="RpcResponseFormatException">The answer is malformed or too large.</exception>
    /// <exception cref="RpcClientTimeoutException">The node did not answer in time.</exception>
    /// <exception cref="RpcClientUnknownException">The node could not be reached or answered with an HTTP error.</exception>
    public Task SendBatchRequestAsync(RpcBatch batch, CancellationToken cancellationToken = default);
}
