using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Nethereum.JsonRpc.Client.Json;

namespace Nethereum.JsonRpc.Client;

/// <summary>Requests that travel together in one HTTP request. Add them, send the batch, then await each one's task.</summary>
public sealed class RpcBatch
{
    private readonly List<Entry> _entries = [];

    /// <summary>How many requests the batch holds.</summary>
    public int Count => _entries.Count;

    internal IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Adds a request.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="parameters">The parameters, as <see cref="RpcRequest"/> takes them.</param>
    /// <returns>The result; completes when the batch has been sent, with an error of its own where only this request failed.</returns>
    public Task<T?> Add<T>(string method, params object?[] parameters)
    {
        var entry = new Entry<T>(new RpcRequest(null, method, parameters), EthereumJson.GetTypeInfo<T>());
        _entries.Add(entry);
        return entry.Task;
    }

    internal abstract class Entry(RpcRequest request)
    {
        public RpcRequest Request { get; } = request;

        public abstract bool IsCompleted { get; }

        public abstract void SetResult(ReadOnlySpan<byte> json);

        public abstract void SetException(Exception exception);
    }

    private sealed class Entry<T>(RpcRequest request, JsonTypeInfo<T> typeInfo) : Entry(request)
    {
        private readonly TaskCompletionSource<T?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T?> Task => _completion.Task;

        public override bool IsCompleted => _completion.Task.IsCompleted;

        public override void SetResult(ReadOnlySpan<byte> json) => _completion.TrySetResult(JsonSerializer.Deserialize(json, typeInfo));

        public override void SetException(Exception exception)
        {
            _completion.TrySetException(exception);
            // The batch reports failures of the whole; nobody need look at every task.
            _ = _completion.Task.Exception;
        }
    }
}
