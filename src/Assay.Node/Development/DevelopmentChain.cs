using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Assay.Node.Development;

/// <summary>
/// A private Ethereum chain on this machine: Hardhat's node, started as a child process and stopped with this object. Its accounts have publicly known keys.
/// </summary>
public sealed partial class DevelopmentChain : IAsyncDisposable
{
    private const int StartAttempts = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly EventHandler stopAtExit;

    private DevelopmentChain(Process process, Uri url, IReadOnlyList<DevelopmentAccount> accounts)
    {
        this.process = process;
        Url = url;
        Accounts = accounts;
        stopAtExit = (_, _) => Stop(process);
        AppDomain.CurrentDomain.ProcessExit += stopAtExit;
    }

    /// <summary>The chain id of Hardhat's development network.</summary>
    public const long ChainId = 31337;

    /// <summary>The chain id of the demonstration, so that its records never mix with those of a development chain that goes on.</summary>
    public const long DemonstrationChainId = 31338;

    /// <summary>The JSON-RPC address, on the loopback interface.</summary>
    public Uri Url { get; }

    /// <summary>Funded accounts.</summary>
    public IReadOnlyList<DevelopmentAccount> Accounts { get; }

    /// <summary>Completes when the node ends by itself.</summary>
    public Task Ended => process.WaitForExitAsync();

    /// <summary>Starts a node and waits until it answers.</summary>
    /// <param name="projectFolder">The folder with <c>hardhat.config.js</c> and <c>node_modules</c>.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="chainId">The chain's id.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <exception cref="DevelopmentChainException">Node or Hardhat is missing, or the node did not start within 90 seconds.</exception>
    public static async Task<DevelopmentChain> StartAsync(string projectFolder, int port, long chainId, CancellationToken cancellation)
    {
        var hardhat = Path.Combine(projectFolder, "node_modules", "hardhat", "dist", "src", "cli.js");
        if (!File.Exists(hardhat))
        {
            throw new DevelopmentChainException($"expected Hardhat at '{hardhat}'; run './demo.sh' or 'npm ci' in the project first");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(projectFolder, hardhat, port == 0 ? FreePort() : port, chainId, cancellation).ConfigureAwait(false);
            }
            catch (DevelopmentChainException exception) when (port == 0 && attempt < StartAttempts && IsPortTaken(exception))
            {
                // Between the choice of the free port and its use, somebody else took it.
            }
            catch (DevelopmentChainException exception) when (IsPortTaken(exception))
            {
                throw new DevelopmentChainException($"expected port {port} of 127.0.0.1 to be free, but another program listens there; give another port, or 0 for any", exception);
            }
        }
    }

    private static bool IsPortTaken(DevelopmentChainException exception) =>
        exception.Message.Contains("EADDRINUSE", StringComparison.Ordinal) || exception.Message.Contains("already in use", StringComparison.OrdinalIgnoreCase);

    private static async Task<DevelopmentChain> StartOnceAsync(string projectFolder, string hardhat, int port, long chainId, CancellationToken cancellation)
    {
        var process = Launch(projectFolder, hardhat, port, chainId);
        var lines = Channel.CreateUnbounded<string>();
        process.OutputDataReceived += (_, received) => Forward(lines.Writer, received.Data);
        process.ErrorDataReceived += (_, received) => Forward(lines.Writer, received.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(StartTimeout);
            return await ReadBannerAsync(process, lines.Reader, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Stop(process);
            if (exception is OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                throw new DevelopmentChainException($"Hardhat's node did not start within {StartTimeout.TotalSeconds:0} s", exception);
            }

            throw;
        }
    }

    /// <summary>Finds the project folder from the current folder or the tool's own one, upwards.</summary>
    /// <exception cref="DevelopmentChainException">No folder above holds <c>hardhat.config.js</c>.</exception>
    public static string FindProjectFolder()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "hardhat.config.js")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DevelopmentChainException($"expected 'hardhat.config.js' in '{Directory.GetCurrentDirectory()}' or a folder above it; run the command inside the Assay project");
    }

    /// <summary>
    /// Removes the deployment records of a development chain that is gone. A new chain has the same id, and Ignition would refuse to go on with the old journal.
    /// </summary>
    /// <param name="projectFolder">The folder with <c>deployments</c> and <c>ignition</c>.</param>
    /// <param name="chainId">A development chain's id.</param>
    public static void ForgetRecords(string projectFolder, long chainId)
    {
        if (chainId is not (ChainId or DemonstrationChainId))
            throw new ArgumentOutOfRangeException(nameof(chainId), chainId, "Only records of development chains are ever removed.");
        foreach (var folder in new[] { Path.Combine(projectFolder, "ignition", "deployments", $"chain-{chainId}"), Path.Combine(projectFolder, "deployments", chainId.ToString()) })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= stopAtExit;
        Stop(process);
        await process.WaitForExitAsync().ConfigureAwait(false);
        process.Dispose();
    }

    private static Process Launch(string projectFolder, string hardhat, int port, long chainId)
    {
        var start = new ProcessStartInfo(NodeToolchain.FindNode(projectFolder))
        {
            WorkingDirectory = projectFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { hardhat, "node", "--hostname", "127.0.0.1", "--port", port.ToString(), "--chain-id", chainId.ToString() },
        };
        try
        {
            return Process.Start(start) ?? throw new DevelopmentChainException($"'{start.FileName}' did not start");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new DevelopmentChainException($"expected Node.js 22 or later as '{start.FileName}': {exception.Message}", exception);
        }
    }

    private static async Task<DevelopmentChain> ReadBannerAsync(Process process, ChannelReader<string> lines, CancellationToken cancellation)
    {
        Uri? url = null;
        var accounts = new List<DevelopmentAccount>();
        var seen = new List<string>();
        var address = "";
        await foreach (var line in lines.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            seen.Add(line);
            if (ServerLine().Match(line) is { Success: true } server)
            {
                url = new Uri(server.Groups[1].Value);
            }
            else if (AccountLine().Match(line) is { Success: true } account)
            {
                address = account.Groups[1].Value;
            }
            else if (KeyLine().Match(line) is { Success: true } key)
            {
                accounts.Add(new DevelopmentAccount(address, key.Groups[1].Value));
            }

            if (url is not null && accounts.Count >= 20)
            {
                return new DevelopmentChain(process, url, accounts);
            }
        }

        throw new DevelopmentChainException($"Hardhat's node ended at once: {string.Join(' ', seen.TakeLast(6)).Trim()}");
    }

    private static void Forward(ChannelWriter<string> lines, string? line)
    {
        if (line is null)
        {
            lines.TryComplete();
        }
        else
        {
            lines.TryWrite(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"server at (http://\S+?)/?\s*$")]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^Account #\d+:\s+(0x[0-9a-fA-F]{40})")]
    private static partial Regex AccountLine();

    [GeneratedRegex(@"^Private Key: (0x[0-9a-fA-F]{64})")]
    private static partial Regex KeyLine();
}

/// <summary>A funded account of a development chain; its key is publicly known.</summary>
/// <param name="Address">The account's address.</param>
/// <param name="PrivateKey">Its private key, 0x and 64 hex digits.</param>
public sealed record DevelopmentAccount(string Address, string PrivateKey);

/// <summary>The development chain cannot be started.</summary>
public sealed class DevelopmentChainException : Exception
{
    /// <summary>Creates the error from its one-line message.</summary>
    public DevelopmentChainException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error from its one-line message and its cause.</summary>
    public DevelopmentChainException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
