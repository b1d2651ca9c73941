using System.CommandLine;
using Assay.Node;
using Assay.Node.Execution;
using Assay.Node.Models;
using Assay.Protocol;
using Assay.Protocol.Content;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Infrastructure;

/// <summary>What <c>assay worker</c> and <c>assay verifier</c> have in common: their folders, their executor, and a host that polls until it is stopped.</summary>
internal static class NodeHost
{
    /// <summary>The folder of models.</summary>
    public static readonly Option<string> Models = new("--models")
    {
        Description = "The folder of .assay files; models that it lacks are fetched into it by their registered URIs.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "models",
    };

    /// <summary>The folder of inputs and outputs.</summary>
    public static readonly Option<string> Content = new("--content")
    {
        Description = "The folder that file: URIs may point into, and large outputs are published from.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "content",
    };

    /// <summary>The pause between two looks.</summary>
    public static readonly Option<double> Interval = NumberOption.Create("--interval", "Seconds between two looks at the chain.", 0.1, 3600, 3, "SECONDS");

    private static readonly Option<ExecutorKind> Executor = ExecutorOption.Create();

    /// <summary>Adds the options to a command.</summary>
    public static Command AsNode(this Command command)
    {
        command.Add(Models);
        command.Add(Content);
        command.Add(Interval);
        command.Add(Executor);
        return command.OnChain();
    }

    /// <summary>Polls until cancelled.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="createStep">Makes the step from what a node has.</param>
    /// <param name="cancellation">Stops the node after its current step.</param>
    public static async Task RunAsync(ParseResult parsed, Func<NodeParts, Func<CancellationToken, Task<int>>> createStep, CancellationToken cancellation)
    {
        RequireFolder(Models, parsed.GetValue(Models)!);
        RequireFolder(Content, parsed.GetValue(Content)!);
        var client = await ChainOptions.ConnectAsync(parsed, cancellation);
        using var models = new ModelStore(parsed.GetValue(Models)!);
        using var reader = new ContentReader(parsed.GetValue(Content)!);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        using var runner = new InferenceRunner(parsed.GetValue(Executor), Console.Error.WriteLine);
        builder.Services.AddHostedService(services =>
        {
            var parts = new NodeParts(client, new JobData(client, models, reader), new ContentFolder(parsed.GetValue(Content)!), runner, services.GetRequiredService<ILoggerFactory>());
            return new PollingService(createStep(parts), TimeSpan.FromSeconds(parsed.GetValue(Interval)), services.GetRequiredService<ILogger<PollingService>>());
        });
        using var host = builder.Build();
        await host.RunAsync(cancellation);
    }

    // A folder that is not there yet is made; a file of its name cannot be one.
    private static void RequireFolder(Option<string> option, string path)
    {
        if (path.Length == 0 || File.Exists(path))
            throw new CommandException($"{option.Name}: expected a folder, got '{path}'");
    }
}

/// <summary>What a worker or a verifier is made of.</summary>
internal sealed record NodeParts(AssayClient Client, JobData Data, ContentFolder Outputs, IInferenceRunner Runner, ILoggerFactory Loggers);
