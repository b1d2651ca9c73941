using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Node.Development;
using Nethereum.JsonRpc.Client;
using Nethereum.Web3;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay devnet</c>: a private chain on this machine.</summary>
internal static class DevnetCommand
{
    private const int BlockMilliseconds = 1000;

    public static Command Create()
    {
        var port = NumberOption.Create("--port", "The port on 127.0.0.1; 0 picks a free one.", 0, 65535, 8545);
        return new Command("devnet", "Starts a private development chain (Hardhat's node) and keeps it until Ctrl+C. A block comes with every transaction and every second. Its keys are public: never send real funds to them.\n\nExamples:\n  assay devnet\n  assay devnet --port 0 --json") { port }
            .Does((parsed, terminal, cancellation) => RunAsync(parsed.GetValue(port), terminal, cancellation));
    }

    private static async Task RunAsync(int port, Terminal terminal, CancellationToken cancellation)
    {
        var project = DevelopmentChain.FindProjectFolder();
        await using var chain = await DevelopmentChain.StartAsync(project, port, DevelopmentChain.ChainId, cancellation);
        DevelopmentChain.ForgetRecords(project, DevelopmentChain.ChainId);
        // Every transaction gets a block at once; without others in between, the chain's clock would stand still while nobody sends any.
        await new Web3(chain.Url.AbsoluteUri).Client.SendRequestAsync<bool>(new RpcRequest(1, "evm_setIntervalMining", BlockMilliseconds), cancellation);
        var data = new { Url = chain.Url.AbsoluteUri, DevelopmentChain.ChainId, chain.Accounts };
        terminal.Print(data, console =>
        {
            console.Write(Terminal.Properties(("rpc", data.Url), ("chain id", DevelopmentChain.ChainId.ToString()), ("accounts", chain.Accounts.Count.ToString())));
            console.MarkupLine("[grey]Use --dev-account N (0 … 19) with other commands. Ctrl+C stops the chain.[/]");
        });
        var ended = chain.Ended;
        await Task.WhenAny(ended, Task.Delay(Timeout.Infinite, cancellation));
        if (ended.IsCompleted && !cancellation.IsCancellationRequested)
            throw new CommandException("the development chain ended unexpectedly");
    }
}
