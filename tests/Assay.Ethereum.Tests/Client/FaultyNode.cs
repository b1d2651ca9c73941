using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Assay.Ethereum.Tests.Client;

/// <summary>A JSON-RPC server over plain sockets that can do everything wrong: drop connections, answer late, at length, or with nonsense.</summary>
internal sealed class FaultyNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<JsonElement, int, FaultyReply> _answer;
    private readonly Task _accepting;
    private int _requests;
    private int _connections;

    /// <summary>Starts the server.</summary>
    /// <param name="answer">Answers a request's JSON, given how many came before it.</param>
    public FaultyNode(Func<JsonElement, int, FaultyReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}/secret-api-key");

    public int Requests => _requests;

    public int Connections => _connections;

    public ConcurrentQueue<string> Headers { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The server stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadRequestAsync(stream) is { } body)
            {
                var reply = _answer(JsonSerializer.Deserialize<JsonElement>(body), Interlocked.Increment(ref _requests) - 1);
                await Task.Delay(reply.Delay, _stop.Token);
                if (reply.Body is null) return;
                var bytes = Encoding.UTF8.GetBytes(reply.Body);
                var length = reply.IsEndless ? "" : $"Content-Length: {bytes.Length}\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {reply.Status} Status\r\nContent-Type: application/json\r\n{length}{reply.Headers}\r\n"), _stop.Token);
                do await stream.WriteAsync(bytes, _stop.Token);
                while (reply.IsEndless);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client or the server went away, which is what some tests want.
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var received = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.UTF8.GetString(received.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var header = text[..end];
                var length = int.Parse(header.Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1]);
                if (Encoding.UTF8.GetByteCount(text.AsSpan(end + 4)) >= length)
                {
                    Headers.Enqueue(header);
                    return text[(end + 4)..];
                }
            }
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return null;
            received.Write(buffer, 0, read);
        }
    }
}
