using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Ethereum.Accounts;
using Assay.Protocol.Content;
using Assay.Protocol.Jobs;
using Assay.Protocol.Models;

namespace Assay.Cli.Commands;

/// <summary><c>assay job post</c>: asks the market for an inference.</summary>
internal static class JobPostCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();
    private static readonly Option<string[]> Input = ModelInputs.Option();
    private static readonly Option<string> Payment = new("--payment") { Description = "The price, in tokens.", HelpName = "AMOUNT", Required = true };

    private static readonly Option<string> Cover = new("--cover")
    {
        Description = "Compensation wanted if the result is proven wrong, in tokens of the stake.",
        HelpName = "AMOUNT",
        DefaultValueFactory = _ => "0",
    };

    private static readonly Option<string> Operator = new("--operator") { Description = "The only operator that may accept [default: any].", HelpName = "ADDRESS" };
    private static readonly Option<Duration> AcceptWithin = DurationOption.Create("--accept-within", "How long an operator may take to accept.", new Duration(1, 'h'));
    private static readonly Option<Duration> RunWithin = DurationOption.Create("--run-within", "How long the result may take from then on.", new Duration(10, 'm'));

    private static readonly Option<string> Content = new("--content")
    {
        Description = "The folder that the input is published in; the worker must be able to read its file: address.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "content",
    };

    public static Command Create() => new Command(
        "post",
        "Posts a job and pays for it, approving the payment first where needed.\n\nExamples:\n"
        + "  assay job post cls.assay --input line.png --payment 5 --dev-account 0\n"
        + "  assay job post cls.assay --input line.png --payment 5 --cover 2 --accept-within 30m --keystore key.json")
    {
        File, Input, Payment, Cover, Operator, AcceptWithin, RunWithin, Content,
    }.OnChain().Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var worker = parsed.GetValue(Operator);
        if (worker is not null && !EthereumAddress.IsValid(worker))
            throw new CommandException($"--operator: expected an address of 0x and 40 hexadecimal digits with a right checksum, got '{worker}'");
        if (parsed.GetValue(Content)!.Length == 0)
            throw new CommandException("--content: expected a folder, got ''");
        using var model = ModelFile.Open(parsed.GetValue(File)!, cancellation);
        var input = JobInput.FromTensors(model.Program, ModelInputs.Read(model.Program, parsed.GetValue(Input)!));
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var token = await client.Jobs.TokenAsync(cancellation);
        var payments = await TokenAmount.OfAsync(token, cancellation);
        var stakes = await TokenAmount.OfAsync(await client.Stake.TokenAsync(cancellation), cancellation);
        var payment = payments.ParsePositive("--payment", parsed.GetValue(Payment)!);
        var cover = stakes.Parse("--cover", parsed.GetValue(Cover)!);
        await payments.RequireBalanceAsync("--payment", payment, token, client.Chain.Account, cancellation);
        var registered = await client.Models.GetAsync(model.Commitment.ModelId, cancellation);
        if (registered.State != ModelState.Active)
            throw new CommandException(RegistrationError.Inactive(registered));
        var order = new JobOrder
        {
            ModelId = model.Commitment.ModelId,
            InputRoot = input.Root,
            InputUri = await PublishAsync(parsed.GetValue(Content)!, input, cancellation),
            Payment = payment,
            Cover = cover,
            Operator = worker,
            AcceptBy = await client.Chain.TimeAsync(cancellation) + parsed.GetValue(AcceptWithin).Span,
            ExecutionTime = parsed.GetValue(RunWithin).Span,
        };
        terminal.Note($"Posting a job for {payments.Format(payment)} …");
        var id = await client.Jobs.PostAsync(order, cancellation);
        await JobCommand.PrintAsync(client, id, null, terminal, cancellation);
    }

    private static async Task<string> PublishAsync(string folder, JobInput input, CancellationToken cancellation)
    {
        try
        {
            return await new ContentFolder(folder).PublishAsync(input.Space, ".bin", cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--content: '{folder}' cannot be written: {exception.Message}", exception);
        }
    }
}
