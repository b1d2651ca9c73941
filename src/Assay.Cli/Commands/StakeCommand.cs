using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Ethereum.Accounts;
using Assay.Protocol;
using Assay.Protocol.Staking;

namespace Assay.Cli.Commands;

/// <summary><c>assay stake</c>: what an operator puts at risk.</summary>
internal static class StakeCommand
{
    private static readonly Argument<string> Amount = new("AMOUNT") { Description = "Tokens, decimal, such as 100 or 0.5." };
    private static readonly Option<string> Operator = new("--operator") { Description = "Whose stake [default: the key's account].", HelpName = "ADDRESS" };

    public static Command Create() => new("stake", "Puts stake in, shows it and takes it out.")
    {
        new Command("deposit", "Adds tokens of the acting account to its stake, approving them first where needed.\n\nExample:\n  assay stake deposit 100 --dev-account 1") { Amount }
            .OnChain().Does(DepositAsync),
        new Command("show", "Shows a stake.\n\nExamples:\n  assay stake show --dev-account 1\n  assay stake show --operator 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --json") { Operator }
            .OnChain().Does(ShowAsync),
        new Command("unbond", "Starts to take stake out. It stays slashable until the delay has passed and 'assay stake withdraw' pays it.\n\nExample:\n  assay stake unbond 40 --dev-account 1") { Amount }
            .OnChain().Does(UnbondAsync),
        new Command("withdraw", "Pays out what has unbonded, and bounties and compensation that the vault owes the account.\n\nExample:\n  assay stake withdraw --dev-account 1")
            .OnChain().Does(WithdrawAsync),
    };

    private static async Task DepositAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var token = await client.Stake.TokenAsync(cancellation);
        var unit = await TokenAmount.OfAsync(token, cancellation);
        var amount = unit.ParsePositive("AMOUNT", parsed.GetValue(Amount)!);
        await unit.RequireBalanceAsync("AMOUNT", amount, token, client.Chain.Account, cancellation);
        terminal.Note($"Depositing {unit.Format(amount)} …");
        await client.Stake.DepositAsync(amount, cancellation);
        await PrintAsync(client, client.Chain.Account, unit, terminal, cancellation);
    }

    private static async Task ShowAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var named = parsed.GetValue(Operator);
        if (named is not null && !EthereumAddress.IsValid(named))
            throw new CommandException($"--operator: expected an address of 0x and 40 hexadecimal digits with a right checksum, got '{named}'");
        var client = named is null ? await ChainOptions.ConnectAsync(parsed, cancellation) : await ChainOptions.ConnectToReadAsync(parsed, cancellation);
        var unit = await TokenAmount.OfAsync(await client.Stake.TokenAsync(cancellation), cancellation);
        await PrintAsync(client, named ?? client.Chain.Account, unit, terminal, cancellation);
    }

    private static async Task UnbondAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var unit = await TokenAmount.OfAsync(await client.Stake.TokenAsync(cancellation), cancellation);
        var amount = unit.ParsePositive("AMOUNT", parsed.GetValue(Amount)!);
        var stake = await client.Stake.StakeOfAsync(client.Chain.Account, cancellation);
        if (amount > stake.Available)
            throw new CommandException($"AMOUNT: expected at most the available {unit.Format(stake.Available)}, got {unit.Format(amount)}");
        await client.Stake.RequestUnbondAsync(amount, cancellation);
        await PrintAsync(client, client.Chain.Account, unit, terminal, cancellation);
    }

    private static async Task WithdrawAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var token = await client.Stake.TokenAsync(cancellation);
        var unit = await TokenAmount.OfAsync(token, cancellation);
        var account = client.Chain.Account;
        var stake = await client.Stake.StakeOfAsync(account, cancellation);
        var due = stake.Unbonding > 0 && stake.UnbondableAt is { } at && at <= await client.Chain.TimeAsync(cancellation);
        if (due)
            await client.Stake.CompleteUnbondAsync(cancellation);
        var credit = await client.Stake.CreditOfAsync(account, cancellation);
        if (credit.IsZero)
            throw new CommandException($"expected something to withdraw, but nothing is credited to {account}{Later(stake, due, unit)}");
        var receipt = await client.Stake.WithdrawAsync(account, cancellation);
        var data = new { Account = account, Withdrawn = unit.Format(credit), Balance = unit.Format(await token.BalanceOfAsync(account, cancellation)), Transaction = receipt.TransactionHash };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("account", account), ("withdrawn", data.Withdrawn), ("balance", data.Balance), ("transaction", data.Transaction))));
    }

    private static string Later(OperatorStake stake, bool due, TokenAmount unit) =>
        stake.Unbonding > 0 && !due && stake.UnbondableAt is { } at ? $"; {unit.Format(stake.Unbonding)} can be withdrawn from {Terminal.Time(at)} on" : "";

    private static async Task PrintAsync(AssayClient client, string account, TokenAmount unit, Terminal terminal, CancellationToken cancellation)
    {
        var stake = await client.Stake.StakeOfAsync(account, cancellation);
        var data = new
        {
            Operator = account,
            Bonded = unit.Format(stake.Bonded),
            Locked = unit.Format(stake.Locked),
            Available = unit.Format(stake.Available),
            Unbonding = unit.Format(stake.Unbonding),
            stake.UnbondableAt,
            Credit = unit.Format(await client.Stake.CreditOfAsync(account, cancellation)),
        };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("operator", account),
            ("bonded", data.Bonded),
            ("locked", data.Locked),
            ("available", data.Available),
            ("unbonding", data.UnbondableAt is { } at ? $"{data.Unbonding} until {Terminal.Time(at)}" : data.Unbonding),
            ("credit", data.Credit))));
    }
}
