using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Inference;
using Assay.Protocol;
using Assay.Protocol.Models;

namespace Assay.Cli.Commands;

/// <summary><c>assay model withdraw</c>: the bond of a registration comes back.</summary>
internal static class ModelWithdrawCommand
{
    private const int CoinDecimals = 18;

    private static readonly Argument<string?> File = new("FILE.assay")
    {
        Description = "A model that the account registered, whose bond is released first.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => new Command(
        "withdraw",
        "Releases the registration bond of a model that has become active, and pays out the coins that the registry owes the account.\n\nExamples:\n"
        + "  assay model withdraw cls.assay --dev-account 0\n"
        + "  assay model withdraw --dev-account 0")
    {
        File,
    }.OnChain().Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var model = parsed.GetValue(File) is { } path ? ModelFile.Open(path, cancellation) : null;
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var account = client.Chain.Account;
        if (model is not null)
            await ReleaseAsync(client, model.Commitment.ModelId, cancellation);
        var credit = await client.Models.CreditOfAsync(account, cancellation);
        if (credit.IsZero)
            throw new CommandException($"expected something to withdraw, but the registry owes {account} nothing; {(model is null ? "name the model whose bond is to be released" : "the bond was paid out before")}");
        var receipt = await client.Models.WithdrawAsync(account, cancellation);
        var data = new { Account = account, Withdrawn = TokenAmount.WithDecimals(CoinDecimals).Format(credit), Transaction = receipt.TransactionHash };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("account", account), ("withdrawn", $"{data.Withdrawn} coins"), ("transaction", data.Transaction))));
    }

    private static async Task ReleaseAsync(AssayClient client, Digest id, CancellationToken cancellation)
    {
        var registered = await client.Models.GetAsync(id, cancellation);
        if (registered.State != ModelState.Active)
            throw new CommandException(RegistrationError.Inactive(registered));
        if (!string.Equals(registered.Publisher, client.Chain.Account, StringComparison.OrdinalIgnoreCase))
            throw new CommandException($"expected a model that {client.Chain.Account} registered, but {id} is {registered.Publisher}'s");
        if (!registered.Bond.IsZero)
            await client.Models.ReleaseBondAsync(id, cancellation);
    }
}
