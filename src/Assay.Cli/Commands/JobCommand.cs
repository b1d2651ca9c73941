using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Inference;
using Assay.Protocol;
using Assay.Protocol.Jobs;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Cli.Commands;

/// <summary><c>assay job</c>: single jobs.</summary>
internal static class JobCommand
{
    private static readonly Argument<ulong> Id = NumberOption.Id("The job's number, as 'assay job post' prints it.");

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "Write the published bytes of the output space.",
        HelpName = "FILE",
    };

    public static Command Create() => new("job", "Posts, shows and ends jobs.")
    {
        JobPostCommand.Create(),
        new Command("show", "Shows a job.\n\nExamples:\n  assay job show 1\n  assay job show 1 --output out.bin --json") { Id, Output }.OnChain().Does(ShowAsync),
        new Command("settle", "Pays the operator of a job, when the challenge window has passed and no dispute is open.\n\nExample:\n  assay job settle 1 --dev-account 1") { Id }
            .OnChain().Does((parsed, terminal, cancellation) => EndAsync(parsed, terminal, SettleAsync, cancellation)),
        new Command("cancel", "Takes a job back that nobody has accepted.\n\nExample:\n  assay job cancel 1 --dev-account 0") { Id }
            .OnChain().Does((parsed, terminal, cancellation) => EndAsync(parsed, terminal, CancelAsync, cancellation)),
        new Command("refund", "Ends a job that nobody accepted in time, or whose result did not come in time, and credits the payment to its client. Anybody may.\n\nExample:\n  assay job refund 1 --dev-account 0") { Id }
            .OnChain().Does((parsed, terminal, cancellation) => EndAsync(parsed, terminal, RefundAsync, cancellation)),
        new Command("withdraw", "Pays out payments and refunds that the escrow owes the account.\n\nExample:\n  assay job withdraw --dev-account 1").OnChain().Does(WithdrawAsync),
    };

    private static async Task ShowAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var target = parsed.GetValue(Output);
        if (target is not null)
            WholeFile.RequireTarget("--output", target);
        var client = await ChainOptions.ConnectToReadAsync(parsed, cancellation);
        var id = parsed.GetValue(Id);
        if (target is not null)
        {
            await client.Jobs.GetAsync(id, cancellation);
            var output = await client.Jobs.PublishedOutputAsync(id, cancellation)
                ?? throw new CommandException($"--output: expected job {id} to have a published output, but it has none");
            await WholeFile.WriteAsync("--output", target, [output], cancellation);
        }

        await PrintAsync(client, id, null, terminal, cancellation);
    }

    private static async Task<TransactionReceipt> SettleAsync(AssayClient client, JobRecord job, CancellationToken cancellation)
    {
        if (job is not { State: JobState.Submitted, ChallengeDeadline: { } deadline })
            throw new CommandException($"expected job {job.JobId} to have a submitted result, but it is {Lower(job.State)}");
        await RequireAfterAsync(client, $"the result of job {job.JobId} can be challenged", deadline, cancellation);
        return job.OpenGames == 0
            ? await client.Jobs.SettleAsync(job.JobId, cancellation)
            : throw new CommandException($"expected no open dispute about job {job.JobId}, but there are {job.OpenGames}");
    }

    private static async Task<TransactionReceipt> CancelAsync(AssayClient client, JobRecord job, CancellationToken cancellation) =>
        job.State == JobState.Open
            ? await client.Jobs.CancelAsync(job.JobId, cancellation)
            : throw new CommandException($"expected job {job.JobId} to be open, but it is {Lower(job.State)}");

    private static async Task<TransactionReceipt> RefundAsync(AssayClient client, JobRecord job, CancellationToken cancellation)
    {
        switch (job)
        {
            case { State: JobState.Open }:
                await RequireAfterAsync(client, $"job {job.JobId} can be accepted", job.AcceptBy, cancellation);
                return await client.Jobs.ExpireAsync(job.JobId, cancellation);
            case { State: JobState.Accepted, SubmitBy: { } deadline }:
                await RequireAfterAsync(client, $"the result of job {job.JobId} can be submitted", deadline, cancellation);
                return await client.Jobs.MissAsync(job.JobId, cancellation);
            default:
                throw new CommandException($"expected job {job.JobId} to be open or accepted, past its deadline, but it is {Lower(job.State)}");
        }
    }

    private static async Task RequireAfterAsync(AssayClient client, string what, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var now = await client.Chain.TimeAsync(cancellation);
        if (now <= deadline)
            throw new CommandException($"{what} until {Terminal.Time(deadline)}, and the chain's time is {Terminal.Time(now)}");
    }

    private static string Lower(JobState state) => state.ToString().ToLowerInvariant();

    private static async Task EndAsync(
        ParseResult parsed, Terminal terminal, Func<AssayClient, JobRecord, CancellationToken, Task<TransactionReceipt>> end, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var id = parsed.GetValue(Id);
        var receipt = await end(client, await client.Jobs.GetAsync(id, cancellation), cancellation);
        await PrintAsync(client, id, receipt.TransactionHash, terminal, cancellation);
    }

    private static async Task WithdrawAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var token = await client.Jobs.TokenAsync(cancellation);
        var unit = await TokenAmount.OfAsync(token, cancellation);
        var account = client.Chain.Account;
        var credit = await client.Jobs.CreditOfAsync(account, cancellation);
        if (credit.IsZero)
            throw new CommandException($"expected something to withdraw, but the escrow owes {account} nothing");
        var receipt = await client.Jobs.WithdrawAsync(account, cancellation);
        var data = new { Account = account, Withdrawn = unit.Format(credit), Balance = unit.Format(await token.BalanceOfAsync(account, cancellation)), Transaction = receipt.TransactionHash };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("account", account), ("withdrawn", data.Withdrawn), ("balance", data.Balance), ("transaction", data.Transaction))));
    }

    /// <summary>Prints a job as it stands.</summary>
    internal static async Task PrintAsync(AssayClient client, ulong id, string? transaction, Terminal terminal, CancellationToken cancellation)
    {
        var job = await client.Jobs.GetAsync(id, cancellation);
        var payments = await TokenAmount.OfAsync(await client.Jobs.TokenAsync(cancellation), cancellation);
        var stakes = await TokenAmount.OfAsync(await client.Stake.TokenAsync(cancellation), cancellation);
        var data = new JobReport(
            id,
            job.State,
            job.Client,
            job.Operator.Trim('0', 'x').Length == 0 ? null : job.Operator,
            job.ModelId.ToString(),
            job.InputRoot.ToString(),
            await client.Jobs.InputUriAsync(id, cancellation),
            job.OutputRoot == Digest.Zero ? null : job.OutputRoot.ToString(),
            (await client.Jobs.PublishedOutputAsync(id, cancellation))?.Length,
            payments.Format(job.Payment),
            stakes.Format(job.Collateral),
            job.AcceptBy,
            job.SubmitBy,
            job.ChallengeDeadline,
            job.OpenGames,
            job.SlashId,
            transaction);
        terminal.Print(data, console => console.Write(Terminal.Properties([.. data.Rows()])));
    }
}
