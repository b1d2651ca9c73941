using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Node.Development;

namespace Assay.Testing;

/// <summary>A development chain on a free port of this machine, and what tests ask of it. It mines each transaction at once until told otherwise.</summary>
public sealed class HardhatNode : IAsyncDisposable
{
    private readonly DevelopmentChain _chain;
    private readonly HttpClient _http = new();
    private int _lastId;

    private HardhatNode(DevelopmentChain chain, ulong chainId)
    {
        _chain = chain;
        ChainId = chainId;
        Url = chain.Url.AbsoluteUri;
    }

    /// <summary>The node's URL.</summary>
    public string Url { get; }

    /// <summary>The chain's id.</summary>
    public ulong ChainId { get; }

    /// <summary>The accounts that hold coins, in the order in which the node names them.</summary>
    public IReadOnlyList<DevelopmentAccount> Accounts => _chain.Accounts;

    /// <summary>Starts a node and waits until it answers.</summary>
    /// <param name="chainId">The chain's id; null means Hardhat's own, 31337.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="DevelopmentChainException">There is no usable Node.js, or the node did not start.</exception>
    public static async Task<HardhatNode> StartAsync(ulong? chainId = null, CancellationToken cancellationToken = default)
    {
        var id = chainId ?? (ulong)DevelopmentChain.ChainId;
        return new HardhatNode(await DevelopmentChain.StartAsync(DevelopmentChain.FindProjectFolder(), port: 0, (long)id, cancellationToken).ConfigureAwait(false), id);
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
    public async ValueTask DisposeAsync()
    {
        await _chain.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
    }
}
