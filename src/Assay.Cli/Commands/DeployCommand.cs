using System.CommandLine;
using System.Text.RegularExpressions;
using Assay.Cli.Infrastructure;
using Assay.Node.Development;
using Assay.Protocol;

namespace Assay.Cli.Commands;

/// <summary><c>assay deploy</c>: the contracts.</summary>
internal static partial class DeployCommand
{
    private const string Local = "local";

    private static readonly string[] Networks = [Local, "sepolia", "thetaTestnet"];

    private static readonly Option<string> Network = new Option<string>("--network")
    {
        Description = "Where to. Addresses and keys of public networks come from Hardhat's keystore or the environment (SEPOLIA_RPC_URL, SEPOLIA_PRIVATE_KEY, …).",
        Required = true,
    }.OneOf(Networks);

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask before deploying." };

    public static Command Create() => new Command(
        "deploy",
        "Deploys the contracts, or goes on where an earlier run was interrupted, and records their addresses in deployments/CHAIN-ID.\n\nExamples:\n"
        + "  assay deploy --network local\n"
        + "  assay deploy --network local --rpc http://127.0.0.1:9545 --json\n"
        + "  assay deploy --network sepolia")
    {
        Network, ChainOptions.Rpc, ChainOptions.ChainId, Yes,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var network = parsed.GetValue(Network)!;
        var environment = new Dictionary<string, string>();
        if (network == Local)
        {
            var url = ChainOptions.RpcUrl(parsed);
            await ChainOptions.ReadChainIdAsync(parsed, url, cancellation);
            environment["LOCAL_RPC_URL"] = url;
        }
        else if (parsed.GetResult(ChainOptions.Rpc) is not null)
        {
            throw new CommandException($"--rpc: expected only with --network {Local}; the address of {network} comes from Hardhat's configuration");
        }

        if (network == Local || parsed.GetValue(Yes))
            environment["HARDHAT_IGNITION_CONFIRM_DEPLOYMENT"] = "false";
        var project = DevelopmentChain.FindProjectFolder();
        var record = await DeployAsync(project, network, environment, cancellation);
        var chainId = long.Parse(Path.GetFileName(Path.GetDirectoryName(record)!));
        var deployment = Deployment.Load(Path.Combine(project, "deployments"), chainId);
        terminal.Print(
            new { Network = network, deployment.ChainId, deployment.Block, Record = record, deployment.Contracts },
            console => console.Write(Terminal.Properties([("network", network), ("chain id", $"{chainId}"), ("record", record), .. deployment.Contracts.Select(contract => (contract.Key, contract.Value))])));
    }

    private static async Task<string> DeployAsync(string project, string network, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        string? record = null;
        void Take(string line)
        {
            Console.Error.WriteLine(line);
            if (RecordedLine().Match(line) is { Success: true } match)
                record = Path.Combine(project, match.Groups[1].Value);
        }

        await NodeScript.RunAsync(project, [Path.Combine("eng", "deploy.mjs"), "--network", network], environment, Take, cancellation, interactive: true);
        return record ?? throw new CommandException($"expected the deployment to {network} to record its addresses, but it named no record");
    }

    [GeneratedRegex(@"^Recorded in (.+)$")]
    private static partial Regex RecordedLine();
}
