using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Assay.Cli.Tests;

/// <summary>Something listens at the node's address and never says anything.</summary>
public sealed class SilentNodeTests : IDisposable
{
    private readonly AssayTool tool = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public SilentNodeTests() => listener.Start();

    private string Url => $"http://{listener.LocalEndpoint}";

    [Fact]
    public async Task A_node_that_never_replies_is_named_before_anybody_loses_patience()
    {
        var started = Stopwatch.GetTimestamp();
        (await tool.RunAsync("job", "show", "1", "--rpc", Url)).ShouldFail(1, Url, "does not answer");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    public void Dispose()
    {
        listener.Dispose();
        tool.Dispose();
    }
}
