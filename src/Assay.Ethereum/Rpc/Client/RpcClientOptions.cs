namespace Nethereum.JsonRpc.Client;

/// <summary>Limits of a JSON-RPC client.</summary>
public sealed record RpcClientOptions
{
    /// <summary>How long one attempt may take, from connecting to the reply's last byte. Default: 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes that a reply may have after decompression. Default: 64 MiB.</summary>
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How often a request that only reads is repeated after a passing fault. Default: 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The wait before the first repetition; it doubles each time, with jitter. Default: 200 milliseconds.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The most requests in one HTTP request; larger batches are split. Default: 100, which public nodes accept.</summary>
    public int MaxBatchSize { get; init; } = 100;
}
