using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Protocol;

namespace Assay.Cli.Commands;

/// <summary><c>assay token</c>: the token of stake and payments.</summary>
internal static class TokenCommand
{
    private static readonly Argument<string> Amount = new("AMOUNT") { Description = "Tokens, decimal, such as 100 or 0.5." };

    public static Command Create() => new("token", "Shows the account's tokens, and makes some where the token is a development one.")
    {
        new Command("balance", "Shows the acting account's tokens.\n\nExample:\n  assay token balance --dev-account 1").OnChain().Does(ShowAsync),
        new Command("mint", "Makes tokens for the acting account. Only the token of test networks allows it.\n\nExample:\n  assay token mint 1000 --dev-account 1") { Amount }.OnChain().Does(MintAsync),
    };

    private static async Task ShowAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation) =>
        await PrintAsync(await ChainOptions.ConnectAsync(parsed, cancellation), terminal, cancellation);

    private static async Task MintAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var token = await client.Stake.TokenAsync(cancellation);
        var unit = await TokenAmount.OfAsync(token, cancellation);
        await token.MintAsync(client.Chain.Account, unit.ParsePositive("AMOUNT", parsed.GetValue(Amount)!), cancellation);
        await PrintAsync(client, terminal, cancellation);
    }

    private static async Task PrintAsync(AssayClient client, Terminal terminal, CancellationToken cancellation)
    {
        var token = await client.Stake.TokenAsync(cancellation);
        var unit = await TokenAmount.OfAsync(token, cancellation);
        var data = new { client.Chain.Account, Token = token.Address, Balance = unit.Format(await token.BalanceOfAsync(client.Chain.Account, cancellation)) };
        terminal.Print(data, console => console.Write(Terminal.Properties(("account", data.Account), ("token", data.Token), ("balance", data.Balance))));
    }
}
