using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Protocol.Models;

namespace Assay.Cli.Commands;

/// <summary><c>assay model register</c>: a model that jobs can name.</summary>
internal static class ModelRegisterCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();

    private static readonly Option<string> ModelUri = new("--uri")
    {
        Description = "Where others get the file [default: the file itself, which only this machine can read].",
        HelpName = "URI",
    };

    public static Command Create() => new Command(
        "register",
        "Registers a model with the registry's bond, which comes back when the model becomes active unless somebody proves one of its instructions invalid.\n\nExamples:\n"
        + "  assay model register cls.assay --dev-account 0\n"
        + "  assay model register cls.assay --uri https://example.org/cls.assay --keystore key.json")
    {
        File, ModelUri,
    }.OnChain().Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var path = parsed.GetValue(File)!;
        using var model = ModelFile.Open(path, cancellation);
        var uri = parsed.GetValue(ModelUri) ?? new Uri(Path.GetFullPath(path)).AbsoluteUri;
        if (!Uri.TryCreate(uri, UriKind.Absolute, out _))
            throw new CommandException($"--uri: expected an absolute URI, got '{uri}'");
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        var id = model.Commitment.ModelId;
        var before = await client.Models.GetAsync(id, cancellation);
        if (before.State != ModelState.Unknown)
            throw new CommandException($"expected a new model, but {id} is registered already and is {before.State.ToString().ToLowerInvariant()}");
        terminal.Note($"Registering {model.Program.Name} …");
        var receipt = await client.Models.RegisterAsync(model.Commitment, uri, cancellation);
        var after = await client.Models.GetAsync(id, cancellation);
        var data = new { ModelId = id.ToString(), after.State, after.ActiveAt, Uri = uri, Transaction = receipt.TransactionHash, Gas = (long)receipt.GasUsed.Value };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("model id", data.ModelId), ("state", data.State.ToString()), ("active from", Terminal.Time(data.ActiveAt)), ("uri", uri), ("transaction", data.Transaction), ("gas", $"{data.Gas:N0}"))));
    }
}
