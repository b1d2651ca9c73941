using System.CommandLine;
using System.Globalization;
using Assay.Ethereum.Keystore;
using Assay.Node.Development;
using Assay.Protocol;
using Nethereum.JsonRpc.Client;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Cli.Infrastructure;

/// <summary>The options of every command that talks to a chain, and the connection that they describe.</summary>
internal static class ChainOptions
{
    private const string DefaultRpc = "http://127.0.0.1:8545";
    private const string RpcVariable = "ASSAY_RPC_URL";
    private const string KeyVariable = "ASSAY_PRIVATE_KEY";
    private const string PasswordVariable = "ASSAY_KEYSTORE_PASSWORD";
    private const string Nobody = "0x0000000000000000000000000000000000000000";

    private static readonly TimeSpan FirstReply = TimeSpan.FromSeconds(10);

    /// <summary>The node.</summary>
    public static readonly Option<string> Rpc = new("--rpc")
    {
        Description = $"The node's JSON-RPC address [default: {RpcVariable}, then {DefaultRpc}].",
        HelpName = "URL",
    };

    /// <summary>The folder of deployment records.</summary>
    public static readonly Option<string> Deployments = new("--deployments")
    {
        Description = "The folder with one sub-folder per chain id.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "deployments",
    };

    /// <summary>The only chain to act on.</summary>
    public static readonly Option<long?> ChainId = NumberOption.Create("--chain-id", "Stop unless the node serves this chain.", 1, long.MaxValue, "ID");

    /// <summary>An encrypted key.</summary>
    public static readonly Option<string> Keystore = new("--keystore")
    {
        Description = $"An encrypted key file (Web3 Secret Storage); its password comes from {PasswordVariable}. Without this option the key comes from {KeyVariable}.",
        HelpName = "FILE",
    };

    /// <summary>One of the development chain's accounts.</summary>
    public static readonly Option<int?> DevelopmentAccount = NumberOption.Create(
        "--dev-account",
        $"Account 0 to {(DevelopmentKeys.Count - 1).ToString(CultureInfo.InvariantCulture)} of a development chain, whose keys are public; refused on every other chain.",
        0,
        DevelopmentKeys.Count - 1);

    /// <summary>Adds the options to a command.</summary>
    public static Command OnChain(this Command command)
    {
        command.Add(Rpc);
        command.Add(Deployments);
        command.Add(ChainId);
        command.Add(Keystore);
        command.Add(DevelopmentAccount);
        return command;
    }

    /// <summary>Connects with the key that the options name.</summary>
    /// <exception cref="CommandException">There is no key, or it is refused on this chain; or the node does not answer.</exception>
    /// <exception cref="DeploymentException">There is no deployment on the node's chain.</exception>
    public static Task<AssayClient> ConnectAsync(ParseResult parsed, CancellationToken cancellation) => ConnectAsync(parsed, needsKey: true, cancellation);

    /// <summary>Connects for a command that only reads: without a key where none is named.</summary>
    public static Task<AssayClient> ConnectToReadAsync(ParseResult parsed, CancellationToken cancellation) => ConnectAsync(parsed, needsKey: false, cancellation);

    /// <summary>The node's address.</summary>
    /// <exception cref="CommandException">It is not an HTTP address.</exception>
    public static string RpcUrl(ParseResult parsed)
    {
        var url = parsed.GetValue(Rpc) ?? Variable(RpcVariable) ?? DefaultRpc;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? url
            : throw new CommandException($"--rpc: expected an address that begins with http:// or https://, got '{url}'");
    }

    /// <summary>Asks a node which chain it serves.</summary>
    /// <exception cref="CommandException">It does not answer, or serves another chain than <c>--chain-id</c> says.</exception>
    public static async Task<long> ReadChainIdAsync(ParseResult parsed, string url, CancellationToken cancellation)
    {
        long actual;
        // The first request finds out whether there is a node at all: nobody waits for one as long as for a late reply.
        var client = new RpcClient(new Uri(url), options: new RpcClientOptions { Timeout = FirstReply, MaxRetries = 0 });
        try
        {
            actual = (long)(await new Web3(client).Eth.ChainId.SendRequestAsync(cancellationToken: cancellation)).Value;
        }
        catch (Exception exception) when (exception is RpcClientUnknownException or RpcClientTimeoutException or RpcResponseException or RpcResponseFormatException or HttpRequestException)
        {
            throw new CommandException($"expected an Ethereum node at {Shown(url)}, but it does not answer: {exception.Message}", exception);
        }

        return parsed.GetValue(ChainId) is { } expected && expected != actual
            ? throw new CommandException($"--chain-id: expected chain {expected}, but the node at {Shown(url)} serves chain {actual}")
            : actual;
    }

    private static async Task<AssayClient> ConnectAsync(ParseResult parsed, bool needsKey, CancellationToken cancellation)
    {
        var url = RpcUrl(parsed);
        var key = ReadKey(parsed, needsKey);
        var chainId = await ReadChainIdAsync(parsed, url, cancellation);
        if (parsed.GetValue(DevelopmentAccount) is not null && chainId != DevelopmentChain.ChainId)
        {
            throw new CommandException(
                $"--dev-account: expected the development chain {DevelopmentChain.ChainId}, but the node serves chain {chainId}, where everybody knows the key");
        }

        var deployment = Deployment.Load(parsed.GetValue(Deployments)!, chainId);
        if (key is null)
            return await AssayClient.ConnectAsync(new Web3(url), Nobody, deployment, cancellation);
        var account = new Account(key, chainId);
        return await AssayClient.ConnectAsync(new Web3(account, url), account.Address, deployment, cancellation);
    }

    private static byte[]? ReadKey(ParseResult parsed, bool needed)
    {
        var file = parsed.GetValue(Keystore);
        if (parsed.GetValue(DevelopmentAccount) is { } index)
        {
            return file is null
                ? Primitives.Hex.Decode(DevelopmentKeys.PrivateKey(index))
                : throw new CommandException("expected one key, got both --keystore and --dev-account");
        }

        if (file is not null)
            return ReadKeystore(file);
        if (Variable(KeyVariable) is { } text)
            return ParseKey(text);
        return needed
            ? throw new CommandException($"expected a key, got none: set {KeyVariable}, or give --keystore FILE, or --dev-account N on a development chain")
            : null;
    }

    private static byte[] ReadKeystore(string file)
    {
        if (!File.Exists(file))
            throw new CommandException($"--keystore: expected a key file at '{file}', but there is none");
        var password = Variable(PasswordVariable) ?? throw new CommandException($"--keystore: expected the password of '{file}' in {PasswordVariable}, which is not set");
        try
        {
            return Primitives.Hex.Decode(Account.LoadFromKeyStoreFile(file, password).PrivateKey);
        }
        catch (KeyStoreException exception)
        {
            throw new CommandException($"--keystore: '{file}': {exception.Message}", exception);
        }
    }

    // The text is never repeated in an error: it may be a key with a slip in it.
    private static byte[] ParseKey(string text)
    {
        var digits = text.Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        if (digits.Length != 64 || !Primitives.Hex.IsValid(digits))
            throw new CommandException($"{KeyVariable}: expected 64 hexadecimal digits, got {digits.Length} characters that are not");
        var key = Primitives.Hex.Decode(digits);
        try
        {
            _ = new Account(key, DevelopmentChain.ChainId);
            return key;
        }
        catch (ArgumentException exception)
        {
            throw new CommandException($"{KeyVariable}: expected a number between 1 and the order of secp256k1, got one that no account has as its key", exception);
        }
    }

    // Addresses of hosted nodes may carry credentials in front of the host or in the path.
    private static string Shown(string url) => new Uri(url).GetLeftPart(UriPartial.Scheme) + new Uri(url).Authority;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
