using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Nethereum.JsonRpc.Client;

/// <summary>Posts one JSON body and reads one bounded reply. Says the host in its errors, never the path or the credentials, which may be secret.</summary>
internal sealed class RpcHttpTransport : IDisposable
{
    private const int ExcerptLength = 200;

    // One pool of connections for all clients: many short-lived ones must not use up the machine's sockets.
    private static readonly SocketsHttpHandler SharedHandler = CreateHandler();

    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly RpcClientOptions _options;

    public RpcHttpTransport(Uri url, RpcClientOptions options, AuthenticationHeaderValue? authorization, HttpMessageHandler? handler)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")) throw new ArgumentException("Expected a node's URL that begins with http:// or https://.", nameof(url));
        _options = options;
        _authorization = authorization ?? ReadCredentials(url);
        _url = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        Host = url.IsDefaultPort ? url.Host : $"{url.Host}:{url.Port}";
        _http = new HttpClient(handler ?? SharedHandler, disposeHandler: false) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    public string Host { get; }

    public async Task<ArraySegment<byte>> PostAsync(string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = _authorization;
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            var reply = await ReadBoundedAsync(method, response.Content, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode && !LooksLikeReply(response, reply)) throw CreateHttpError(method, response, reply);
            return reply;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcClientTimeoutException($"{method} to {Host}: no answer within {_options.Timeout.TotalSeconds:0.###} s.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new RpcClientUnknownException($"{method} to {Host}: the connection failed: {Describe(exception)}", exception) { IsTransient = true };
        }
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler() => new()
    {
        // Connections are reused; now and then a fresh one notices that a name has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        MaxConnectionsPerServer = 64,
        AutomaticDecompression = DecompressionMethods.All,
        // A redirect would hand the request, and perhaps its credentials, to somebody else.
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    private static AuthenticationHeaderValue? ReadCredentials(Uri url) => url.UserInfo.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));

    // Some nodes send a proper JSON-RPC error together with an HTTP error.
    private static bool LooksLikeReply(HttpResponseMessage response, ArraySegment<byte> reply) =>
        !IsTransient(response.StatusCode) && reply.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && reply.AsSpan().IndexOf("\"jsonrpc\""u8) >= 0;

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static string Describe(Exception exception) => exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http
        ? http.HttpRequestError.ToString()
        : exception.GetType().Name;

    private RpcClientUnknownException CreateHttpError(string method, HttpResponseMessage response, ArraySegment<byte> reply)
    {
        var excerpt = Encoding.UTF8.GetString(reply.AsSpan(0, Math.Min(ExcerptLength, reply.Count))).ReplaceLineEndings(" ").Trim();
        var message = $"{method} to {Host}: HTTP {(int)response.StatusCode} {response.ReasonPhrase}{(excerpt.Length > 0 ? $": {excerpt}" : "")}";
        return new RpcClientUnknownException(message) { IsTransient = IsTransient(response.StatusCode), RetryAfter = response.Headers.RetryAfter?.Delta };
    }

    private async Task<ArraySegment<byte>> ReadBoundedAsync(string method, HttpContent content, CancellationToken cancellationToken)
    {
        var limit = _options.MaxReplyBytes;
        if (content.Headers.ContentLength > limit) throw TooLarge(method, $"{content.Headers.ContentLength}");
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(content.Headers.ContentLength ?? 4096, limit) + 1);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(4096), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            buffer.Advance(read);
            if (buffer.WrittenCount > limit) throw TooLarge(method, "more");
        }
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(buffer.WrittenMemory, out var segment);
        return segment;
    }

    private RpcResponseFormatException TooLarge(string method, string actual) =>
        new($"{method} to {Host}: expected a reply of at most {_options.MaxReplyBytes} bytes but got {actual}.");
}
