using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Testing;

/// <summary>A real Hardhat node in a process of its own, on a free port of this machine. It mines each transaction at once until told otherwise.</summary>
public sealed partial class HardhatNode : IAsyncDisposable
{
    private const int StartAttempts = 3;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output;
    private readonly HttpClient _http = new();
    private readonly EventHandler _stopAtExit;
    private List<HardhatAccount> _accounts = [];
    private int _lastId;

    private HardhatNode(Process process, StringBuilder output, string url)
    {
        _process = process;
        _output = output;
        Url = url;
        _stopAtExit = (_, _) => Stop();
        AppDomain.CurrentDomain.ProcessExit += _stopAtExit;
    }

    /// <summary>The node's URL.</summary>
    public string Url { get; }

    /// <summary>The chain's id.</summary>
    public ulong ChainId { get; private set; }

    /// <summary>The accounts that hold coins, in the order in which the node names them.</summary>
    public IReadOnlyList<HardhatAccount> Accounts => _accounts;

    /// <summary>Starts a node and waits until it answers.</summary>
    /// <param name="chainId">The chain's id; null means Hardhat's own, 31337.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="InvalidOperationException">There is no usable Node.js, or the node did not start; the message holds its output.</exception>
    public static async Task<HardhatNode> StartAsync(ulong? chainId = null, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var node = Launch(chainId);
            try
            {
                await node.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
                return node;
            }
            catch (InvalidOperationException) when (attempt < StartAttempts && node.IsPortTaken())
            {
                // Between the choice of the port and its use, somebody else took it.
                await node.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await node.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Moves the chain's clock forward and mines a block, so that the new time is seen.</summary>
    /// <param name="seconds">How far.</param>
    public async Task IncreaseTimeAsync(long seconds)
    {
        await RequestAsync("evm_increaseTime", seconds).ConfigureAwait(false);
        await MineAsync().ConfigureAwait(false);
    }

    /// <summary>Mines blocks.</summary>
    /// <param name="blocks">How many.</param>
    public Task MineAsync(int blocks = 1) => RequestAsync("hardhat_mine", "0x" + blocks.ToString("x", CultureInfo.InvariantCulture));

    /// <summary>Sets whether each transaction is mined at once; otherwise it waits for <see cref="MineAsync"/>.</summary>
    public Task SetAutomineAsync(bool enabled) => RequestAsync("evm_setAutomine", enabled);

    /// <summary>Remembers the chain's state.</summary>
    /// <returns>What <see cref="RevertAsync"/> takes.</returns>
    public async Task<string> SnapshotAsync() => (await RequestAsync("evm_snapshot").ConfigureAwait(false)).GetString()!;

    /// <summary>Goes back to a state; it can be gone back to only once. Accounts in use must then reset their nonces.</summary>
    /// <param name="snapshot">What <see cref="SnapshotAsync"/> returned.</param>
    public async Task RevertAsync(string snapshot)
    {
        var done = await RequestAsync("evm_revert", snapshot).ConfigureAwait(false);
        if (!done.GetBoolean()) throw new InvalidOperationException($"The node knows no snapshot {snapshot}.");
    }

    /// <summary>Sets an account's balance.</summary>
    /// <param name="address">The account.</param>
    /// <param name="wei">The balance.</param>
    public Task SetBalanceAsync(string address, UInt128 wei) => RequestAsync("hardhat_setBalance", address, wei == 0 ? "0x0" : "0x" + wei.ToString("x", CultureInfo.InvariantCulture).TrimStart('0'));

    /// <summary>Sends the node a JSON-RPC request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Strings, numbers, booleans, or objects to write as JSON.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">The node answered with an error; the message holds it.</exception>
    public async Task<JsonElement> RequestAsync(string method, params object[] parameters)
    {
        var request = new { jsonrpc = "2.0", id = Interlocked.Increment(ref _lastId), method, @params = parameters };
        using var response = await _http.PostAsJsonAsync(Url, request).ConfigureAwait(false);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>().ConfigureAwait(false);
        if (reply.TryGetProperty("error", out var error)) throw new InvalidOperationException($"{method}: {error.GetRawText()}");
        return reply.GetProperty("result");
    }

    /// <summary>Ends the node's process.</summary>
    public ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _stopAtExit;
        Stop();
        _process.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"Account #\d+:\s+(0x[0-9a-fA-F]{40}).*?Private Key:\s+(0x[0-9a-fA-F]{64})", RegexOptions.Singleline)]
    private static partial Regex AccountPattern();

    private static HardhatNode Launch(ulong? chainId)
    {
        var port = FindFreePort();
        var start = new ProcessStartInfo(NodeToolchain.NodePath)
        {
            WorkingDirectory = NodeToolchain.RepositoryRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        string[] arguments = [Path.Combine("node_modules", "hardhat", "dist", "src", "cli.js"), "node", "--hostname", "127.0.0.1", "--port", $"{port}"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (chainId is { } id)
        {
            start.ArgumentList.Add("--chain-id");
            start.ArgumentList.Add(id.ToString(CultureInfo.InvariantCulture));
        }
        start.Environment["HARDHAT_DISABLE_TELEMETRY_PROMPT"] = "true";
        var output = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HardhatNode(process, output, $"http://127.0.0.1:{port}/");
    }

    private static void Append(StringBuilder output, string? line)
    {
        // A node prints every request; only what it says at its start, or before it fails, is of use.
        lock (output)
            if (line is not null && output.Length < 64 * 1024) output.AppendLine(line);
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"Hardhat ended with code {_process.ExitCode}:\n{ReadOutput()}");
            if (Stopwatch.GetElapsedTime(started) > StartLimit) throw new InvalidOperationException($"Hardhat did not answer within {StartLimit.TotalSeconds} s:\n{ReadOutput()}");
            await Task.Delay(100, cancellationToken).ConfigureAwait(false);
            try
            {
                var reply = await RequestAsync("eth_chainId").ConfigureAwait(false);
                ChainId = ulong.Parse(reply.GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                _accounts = [.. AccountPattern().Matches(ReadOutput()).Select(match => new HardhatAccount(match.Groups[1].Value, match.Groups[2].Value))];
                if (_accounts.Count > 0) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private bool IsPortTaken() => ReadOutput().Contains("EADDRINUSE", StringComparison.Ordinal) || ReadOutput().Contains("already in use", StringComparison.OrdinalIgnoreCase);

    private string ReadOutput()
    {
        lock (_output) return _output.ToString();
    }

    private void Stop()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            _process.WaitForExit(5000);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
