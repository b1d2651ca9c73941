namespace Nethereum.JsonRpc.Client;

/// <summary>The error object of a JSON-RPC reply.</summary>
public sealed class RpcError
{
    /// <summary>Makes an error object.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">The message.</param>
    /// <param name="data">What the node added; for a revert, usually the revert data.</param>
    public RpcError(int code, string message, object? data = null)
    {
        Code = code;
        Message = message;
        Data = data;
    }

    /// <summary>The code.</summary>
    public int Code { get; }

    /// <summary>The node's message.</summary>
    public string Message { get; }

    /// <summary>What the node added: a <see cref="System.Text.Json.JsonElement"/>, or null.</summary>
    public object? Data { get; }

    /// <summary>The revert data within <see cref="Data"/>, in hexadecimal with <c>0x</c>, wherever the node put it; null where there is none.</summary>
    public string? GetDataAsString() => RevertDataReader.Find(Data);
}
