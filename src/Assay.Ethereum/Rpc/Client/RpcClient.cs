using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Nethereum.JsonRpc.Client.Json;
using Polly;
using Polly.Retry;

namespace Nethereum.JsonRpc.Client;

/// <summary>JSON-RPC over HTTP. All clients share one pool of connections, and reuse them.</summary>
public sealed class RpcClient : IClient, IDisposable
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    private readonly RpcHttpTransport _transport;
    private readonly RpcClientOptions _options;
    private readonly ResiliencePipeline _retries;
    private long _lastId;

    /// <summary>Makes a client of a node.</summary>
    /// <param name="url">The node's URL; a user name and password in it are sent as basic authentication.</param>
    /// <param name="authorization">Another way to authenticate, or null.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <param name="handler">What sends the HTTP requests, or null for the handler that all clients share; the caller disposes of its own.</param>
    public RpcClient(Uri url, AuthenticationHeaderValue? authorization = null, RpcClientOptions? options = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        _options = options ?? new RpcClientOptions();
        _transport = new RpcHttpTransport(url, _options, authorization, handler);
        _retries = CreateRetries(_options);
    }

    /// <inheritdoc/>
    public async Task<T?> SendRequestAsync<T>(RpcRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var typeInfo = EthereumJson.GetTypeInfo<T>();
        var id = Interlocked.Increment(ref _lastId);
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body)) EthereumJson.WriteRequest(writer, request, id);
        var json = await PostAsync(request.Method, body.WrittenMemory, RpcMethods.IsRepeatable(request.Method), cancellationToken).ConfigureAwait(false);
        try
        {
            var reply = RpcReply.Parse(json);
            if (reply.Error is { } error && (reply.Id is null || reply.Id == id)) throw CreateResponseException(request.Method, error);
            if (reply.Id != id) throw new RpcResponseFormatException($"{request.Method} to {_transport.Host}: expected the reply to request {id} but got that to {reply.Id?.ToString() ?? "none"}.");
            return JsonSerializer.Deserialize(reply.Result, typeInfo);
        }
        catch (JsonException exception)
        {
            throw CreateFormatException(request.Method, exception);
        }
    }

    /// <inheritdoc/>
    public async Task SendBatchRequestAsync(RpcBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            foreach (var part in batch.Entries.Chunk(_options.MaxBatchSize)) await SendPartAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var entry in batch.Entries) entry.SetException(exception);
            throw;
        }
    }

    /// <summary>Abandons what is under way. The connections stay for other clients, and close when they are idle.</summary>
    public void Dispose() => _transport.Dispose();

    private static ResiliencePipeline CreateRetries(RpcClientOptions options)
    {
        if (options.MaxRetries == 0) return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RpcClientTimeoutException>().Handle<RpcClientUnknownException>(exception => exception.IsTransient),
            MaxRetryAttempts = options.MaxRetries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            DelayGenerator = arguments =>
            {
                var asked = (arguments.Outcome.Exception as RpcClientUnknownException)?.RetryAfter;
                return new ValueTask<TimeSpan?>(asked > LongestRetryAfter ? LongestRetryAfter : asked);
            },
        }).Build();
    }

    private async Task SendPartAsync(RpcBatch.Entry[] entries, CancellationToken cancellationToken)
    {
        var firstId = Interlocked.Add(ref _lastId, entries.Length) - entries.Length + 1;
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartArray();
            for (var i = 0; i < entries.Length; i++) EthereumJson.WriteRequest(writer, entries[i].Request, firstId + i);
            writer.WriteEndArray();
        }
        var name = $"batch of {entries.Length} from {entries[0].Request.Method}";
        var json = await PostAsync(name, body.WrittenMemory, entries.All(entry => RpcMethods.IsRepeatable(entry.Request.Method)), cancellationToken).ConfigureAwait(false);
        try
        {
            // A node that refuses the batch as a whole answers with one object.
            if (json.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && RpcReply.Parse(json).Error is { } refusal) throw CreateResponseException(name, refusal);
            foreach (var range in RpcReply.SplitBatch(json)) Complete(entries, firstId, json.AsSpan()[range]);
        }
        catch (JsonException exception)
        {
            throw CreateFormatException(name, exception);
        }
        var missing = Array.FindIndex(entries, entry => !entry.IsCompleted);
        if (missing >= 0) throw new RpcResponseFormatException($"{name} to {_transport.Host}: the reply to {entries[missing].Request.Method} is missing.");
    }

    private void Complete(RpcBatch.Entry[] entries, long firstId, ReadOnlySpan<byte> json)
    {
        var reply = RpcReply.Parse(json);
        var index = reply.Id - firstId;
        if (index is not { } position || position < 0 || position >= entries.Length)
            throw new RpcResponseFormatException($"A batch to {_transport.Host} was answered with a reply to request {reply.Id?.ToString() ?? "none"}, which it does not hold.");
        var entry = entries[(int)position];
        if (entry.IsCompleted) throw new RpcResponseFormatException($"A batch to {_transport.Host} was answered twice for request {reply.Id}.");
        if (reply.Error is { } error) entry.SetException(CreateResponseException(entry.Request.Method, error));
        else entry.SetResult(reply.Result);
    }

    private async Task<ArraySegment<byte>> PostAsync(string method, ReadOnlyMemory<byte> body, bool isRepeatable, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!isRepeatable) return await _transport.PostAsync(method, body, cancellationToken).ConfigureAwait(false);
        return await _retries.ExecuteAsync(async token => await _transport.PostAsync(method, body, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private RpcResponseException CreateResponseException(string method, RpcError error) => new(error, $"{method} to {_transport.Host}: {error.Message} (code {error.Code})");

    private RpcResponseFormatException CreateFormatException(string method, JsonException exception) =>
        new($"{method} to {_transport.Host}: the reply is malformed: {exception.Message}", exception);
}
