using System.CommandLine;
using Assay.Cli.Demo;
using Assay.Cli.Infrastructure;
using Assay.Inference.OpenCL;
using Assay.Node.Development;

namespace Assay.Cli.Commands;

/// <summary><c>assay demo</c>: the main job, end to end.</summary>
internal static class DemoCommand
{
    private const int MaximumLines = 100_000;

    public static Command Create()
    {
        var calibration = NumberOption.Create("--calibration-lines", "Rendered lines that the quantiser sees.", 1, MaximumLines, 100);
        var evaluation = NumberOption.Create("--evaluation-lines", "Other rendered lines on which the quantised and the float model are compared.", 1, MaximumLines, 1000);
        var description = "Shows the main job, end to end, on a chain of its own: a model is imported and registered, an honest worker is paid, a cheating one is caught by the "
            + "contract's own computation, and a false challenger loses its bond. Last, a rendered receipt that is upside down is found, turned and read by integer models. Exits with 0 only if every outcome is the right one.\n\nExamples:\n  assay demo\n  assay demo --evaluation-lines 5000";
        return new Command("demo", description) { calibration, evaluation }
            .Does((parsed, terminal, cancellation) => RunAsync(new DemoOptions(parsed.GetValue(calibration), parsed.GetValue(evaluation)), terminal, cancellation));
    }

    private static async Task<int> RunAsync(DemoOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var report = new DemoReport(terminal);
        var project = DevelopmentChain.FindProjectFolder();
        // Work files live in the project's cache, which git ignores.
        var folder = Path.Combine(project, ".cache", "demo");
        Directory.CreateDirectory(folder);

        report.Step("Start the embedded chain and deploy the contracts");
        await using var chain = await DemoChain.StartAsync(project, _ => { }, cancellation);
        foreach (var (name, address) in chain.Deployment.Contracts)
            report.Note($"{name,-16} {address}");

        report.Step("Import and quantise the model");
        using var model = await DemoModel.ImportAsync(project, folder, options, terminal, cancellation);
        var program = model.Container.Program;
        report.Note($"{program.Name}: {program.Instructions.Length} instructions, {program.Constants.Length / 1024} KiB of constants, a trace of {program.Pages.Body * 512L / 1024} KiB");
        report.Note($"{model.Accuracy.Agreements} of {model.Accuracy.Samples} lines that it never saw: the same answer as the float model ({model.Accuracy.Agreement:P2})");

        using var scenario = new DemoScenario(chain, model, report, folder);
        var outcome = await scenario.RunAsync(cancellation);
        outcome = outcome with { Receipt = await DemoReceipt.ReadAsync(project, folder, program, report, terminal, cancellation) };
        report.Close();
        outcome = outcome with { OpenClDevice = OpenClDevice.List() is [var device, ..] ? device.Name : "none" };
        terminal.Print(outcome, console => { });
        await Console.Out.WriteLineAsync(outcome.ToString());
        return outcome.IsRight ? ExitCode.Success : ExitCode.Failure;
    }
}
