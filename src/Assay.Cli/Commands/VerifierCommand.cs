using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Node.Verifiers;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Commands;

/// <summary><c>assay verifier</c>: checks, and disputes what is wrong.</summary>
internal static class VerifierCommand
{
    private const string Description = "Runs every submitted job again and disputes what differs, to the end of the game and the bounty, until Ctrl+C. The acting account pays the bonds in the native coin.\n\n"
        + "Examples:\n  assay verifier --models . --dev-account 4\n  assay verifier --models models --keystore verifier.json --executor opencl";

    public static Command Create() => new Command("verifier", Description).AsNode().Does((parsed, _, cancellation) => NodeHost.RunAsync(
        parsed,
        parts => new Verifier(parts.Client, parts.Data, parts.Runner, parts.Loggers.CreateLogger<Verifier>()).StepAsync,
        cancellation));
}
