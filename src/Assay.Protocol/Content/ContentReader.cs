using System.Buffers.Text;
using System.Text;

namespace Assay.Protocol.Content;

/// <summary>
/// Fetches the bytes behind a content URI (<c>file:</c>, <c>http:</c>, <c>https:</c>, <c>data:</c> with base64). URIs come from
/// chain events, so anybody may have written them: the size is bounded, and nothing that is fetched is trusted before its root is checked.
/// </summary>
public sealed class ContentReader : IDisposable
{
    private const string DataMarker = ";base64,";

    private readonly HttpClient http;
    private readonly string? fileRoot;

    /// <param name="fileRoot">Folder outside which <c>file:</c> URIs are refused; <see langword="null"/> refuses all of them.</param>
    /// <param name="timeout">Time for one fetch; 30 seconds unless given.</param>
    public ContentReader(string? fileRoot, TimeSpan? timeout = null)
    {
        this.fileRoot = fileRoot is null ? null : Path.GetFullPath(fileRoot) + Path.DirectorySeparatorChar;
        http = new HttpClient { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
    }

    /// <summary>Returns the content of at most <paramref name="maximumBytes"/> bytes.</summary>
    /// <exception cref="ContentException">The scheme is not supported, the content cannot be had, or it is larger.</exception>
    public async Task<byte[]> ReadAsync(string uri, long maximumBytes, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
        {
            throw new ContentException($"expected an absolute content URI, got '{Shorten(uri)}'");
        }

        try
        {
            return parsed.Scheme switch
            {
                "file" => await ReadFileAsync(parsed, maximumBytes, cancellation).ConfigureAwait(false),
                "http" or "https" => await ReadHttpAsync(parsed, maximumBytes, cancellation).ConfigureAwait(false),
                "data" => ReadData(uri, maximumBytes),
                _ => throw new ContentException($"content URI '{Shorten(uri)}' has the scheme '{parsed.Scheme}'; expected file, http, https or data"),
            };
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            throw new ContentException($"content '{Shorten(uri)}' cannot be had: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new ContentException($"content '{Shorten(uri)}' did not come within {http.Timeout.TotalSeconds:0} s", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<byte[]> ReadFileAsync(Uri uri, long maximumBytes, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(uri.LocalPath);
        if (fileRoot is null || !path.StartsWith(fileRoot, StringComparison.Ordinal))
        {
            throw new ContentException($"file content '{path}' lies outside the content folder '{fileRoot ?? "(none)"}'");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            return await ReadBoundedAsync(stream, uri.ToString(), maximumBytes, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<byte[]> ReadHttpAsync(Uri uri, long maximumBytes, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await ReadBoundedAsync(stream, uri.ToString(), maximumBytes, cancellation).ConfigureAwait(false);
        }
    }

    private static byte[] ReadData(string uri, long maximumBytes)
    {
        var marker = uri.IndexOf(DataMarker, StringComparison.Ordinal);
        if (marker < 0)
        {
            throw new ContentException($"data URI '{Shorten(uri)}' is not in base64");
        }

        var encoded = Encoding.UTF8.GetBytes(uri[(marker + DataMarker.Length)..]);
        if (!Base64.IsValid(encoded, out var length))
        {
            throw new ContentException($"data URI '{Shorten(uri)}' holds malformed base64");
        }

        if (length > maximumBytes)
        {
            throw TooLarge(uri, maximumBytes);
        }

        return Convert.FromBase64String(uri[(marker + DataMarker.Length)..]);
    }

    private static async Task<byte[]> ReadBoundedAsync(Stream stream, string uri, long maximumBytes, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var block = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(block, cancellation).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > maximumBytes)
            {
                throw TooLarge(uri, maximumBytes);
            }

            buffer.Write(block, 0, read);
        }

        return buffer.ToArray();
    }

    private static ContentException TooLarge(string uri, long maximumBytes) =>
        new($"content '{Shorten(uri)}' is larger than the {maximumBytes} bytes expected");

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..117] + "...";
}
