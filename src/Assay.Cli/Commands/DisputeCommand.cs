using System.CommandLine;
using System.Numerics;
using Assay.Cli.Infrastructure;
using Assay.Protocol.Disputes;

namespace Assay.Cli.Commands;

/// <summary><c>assay dispute</c>: dispute games.</summary>
internal static class DisputeCommand
{
    private static readonly Argument<ulong> Id = NumberOption.Id("The game's number.");

    public static Command Create() => new("dispute", "Shows disputes.")
    {
        new Command("show", "Shows a dispute as it stands on the chain: whose move it is, until when, and what was shown so far.\n\nExamples:\n  assay dispute show 1\n  assay dispute show 1 --json")
        {
            Id,
        }.OnChain().Does(ShowAsync),
        new Command("collect", "Credits what a dispute holds for both sides: reimbursed gas at any time, the rest of the bond once it is over. Anybody may.\n\nExample:\n  assay dispute collect 1 --dev-account 1")
        {
            Id,
        }.OnChain().Does(CollectAsync),
        new Command("withdraw", "Pays out the coins that disputes have credited to the account.\n\nExample:\n  assay dispute withdraw --dev-account 1").OnChain().Does(WithdrawAsync),
    };

    private static async Task ShowAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectToReadAsync(parsed, cancellation);
        var game = await client.Disputes.ReadAsync(parsed.GetValue(Id), cancellation);
        var report = DisputeReport.Of(game);
        terminal.Print(report, console => console.Write(Terminal.Properties([.. report.Rows()])));
    }

    private static async Task CollectAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var game = await client.Disputes.ReadAsync(parsed.GetValue(Id), cancellation);
        var toChallenger = game.Phase == GamePhase.Closed ? game.Bond : 0;
        if (toChallenger + game.Reimbursed == 0)
            throw new CommandException($"expected something to collect, but dispute {game.GameId} holds nothing that is due");
        var receipt = await client.Disputes.CollectAsync(game.GameId, cancellation);
        var data = new { Dispute = game.GameId, ToAsserter = Coins(game.Reimbursed), ToChallenger = Coins(toChallenger), Transaction = receipt.TransactionHash };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("dispute", game.GameId.ToString()), ("to the asserter", $"{data.ToAsserter} coins"), ("to the challenger", $"{data.ToChallenger} coins"), ("transaction", data.Transaction))));
    }

    private static async Task WithdrawAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var account = client.Chain.Account;
        var credit = await client.Disputes.CreditOfAsync(account, cancellation);
        if (credit.IsZero)
            throw new CommandException($"expected something to withdraw, but disputes have credited {account} nothing; 'assay dispute collect' may have to come first");
        var receipt = await client.Disputes.WithdrawAsync(account, cancellation);
        var data = new { Account = account, Withdrawn = Coins(credit), Transaction = receipt.TransactionHash };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("account", account), ("withdrawn", $"{data.Withdrawn} coins"), ("transaction", data.Transaction))));
    }

    private static string Coins(BigInteger amount) => TokenAmount.WithDecimals(DisputeReport.CoinDecimals).Format(amount);
}
