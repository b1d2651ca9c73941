using System.CommandLine;
using System.Numerics;
using Assay.Cli.Infrastructure;
using Assay.Inference;
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

/// <summary>A dispute, for people and scripts.</summary>
internal sealed record DisputeReport(
    ulong GameId,
    ulong JobId,
    GamePhase Phase,
    GameOutcome Outcome,
    string? ToMove,
    DateTimeOffset? Deadline,
    bool Accused,
    string Asserter,
    string Challenger,
    string Bond,
    string? BodyRoot,
    MemorySpace? Space,
    int Level,
    uint Index,
    int RevealedNodes,
    uint? Page,
    uint? Instruction,
    uint? Element,
    int? Claimed,
    uint? Segments)
{
    /// <summary>Decimals of the chain's coin.</summary>
    internal const int CoinDecimals = 18;

    /// <summary>Takes what is worth showing from a game.</summary>
    public static DisputeReport Of(GameState game) => new(
        game.GameId,
        game.ClaimId,
        game.Phase,
        game.Outcome,
        game.Phase.IsAsserters() ? "asserter" : game.Phase.IsChallengers() ? "challenger" : null,
        game.Phase.IsAsserters() || game.Phase.IsChallengers() ? game.Deadline : null,
        game.Accused,
        game.Asserter,
        game.Challenger,
        TokenAmount.WithDecimals(CoinDecimals).Format(game.Bond),
        game.BodyRoot == Digest.Zero ? null : game.BodyRoot.ToString(),
        game.Space,
        game.Level,
        game.Index,
        game.Reveals.Sum(reveal => reveal.Nodes.Length),
        game.Page is null ? null : game.PageIndex,
        game.Selected?.InstructionIndex,
        game.Selected?.Element,
        game.Selected?.Claimed,
        game.Selected?.Segments);

    /// <summary>The fields that say something in the game's phase.</summary>
    public IEnumerable<(string, string)> Rows()
    {
        yield return ("dispute", GameId.ToString());
        yield return ("job", JobId.ToString());
        yield return ("phase", Outcome == GameOutcome.None ? Phase.ToString() : $"{Phase}: {Outcome}");
        if (ToMove is not null)
            yield return ("to move", $"the {ToMove}, until {Terminal.Time(Deadline!.Value)}{(Accused ? " (accused of silence)" : "")}");
        yield return ("asserter", Asserter);
        yield return ("challenger", Challenger);
        yield return ("bond", $"{Bond} coins");
        if (BodyRoot is not null)
            yield return ("body root", BodyRoot);
        yield return ("position", $"{(Space is { } space ? $"{space} " : "")}level {Level}, node {Index}; {RevealedNodes} nodes revealed");
        if (Page is not null)
            yield return ("page", Page.Value.ToString());
        if (Instruction is not null)
            yield return ("element", $"instruction {Instruction}, element {Element}, claimed {Claimed}, {Segments} segments");
    }
}
