using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Import.Images;
using Assay.Import.Text;
using Assay.Inference;
using Assay.Node.Execution;

namespace Assay.Cli.Commands;

/// <summary><c>assay read</c>: the text of an image.</summary>
internal static class ReadCommand
{
    private static readonly Argument<string> Image = new("IMAGE") { Description = "A PNG or JPEG file." };
    private static readonly Option<string> Detector = Model("--detector", "The program that finds text.", required: true);
    private static readonly Option<string> Direction = Model("--direction", "The program that says which lines are upside down [default: all are upright].", required: false);
    private static readonly Option<string> Recogniser = Model("--recogniser", "The program that reads a line.", required: true);
    private static readonly Option<ExecutorKind> Executor = ExecutorOption.Create();

    public static Command Create() => new Command(
        "read",
        "Reads the text of a photographed or rendered page with imported models.\n\nExample:\n"
        + "  assay read receipt.png --detector det.assay --direction cls.assay --recogniser rec.assay")
    {
        Image, Detector, Direction, Recogniser, Executor,
    }.Does(RunAsync);

    private static Option<string> Model(string name, string description, bool required) =>
        new(name) { Description = description, HelpName = "FILE.assay", Required = required };

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var image = RgbImage.Load(parsed.GetValue(Image)!);
        using var detector = ModelFile.Open(parsed.GetValue(Detector)!, cancellation);
        using var direction = parsed.GetValue(Direction) is { } file ? ModelFile.Open(file, cancellation) : null;
        using var recogniser = ModelFile.Open(parsed.GetValue(Recogniser)!, cancellation);
        var lines = await terminal.WithProgressAsync($"reading {Path.GetFileName(parsed.GetValue(Image)!)}", _ =>
            Task.Run(() => Read(image, detector, direction, recogniser, parsed.GetValue(Executor), terminal, cancellation), cancellation));
        var data = lines.Select(line => new
        {
            Text = line.Text.Value,
            Confidence = Math.Round(line.Text.Confidence, 4),
            Box = new[] { line.Box.Left, line.Box.Top, line.Box.Right, line.Box.Bottom }.Select(edge => Math.Round(edge, 1)).ToArray(),
            line.IsTurned,
        }).ToArray();
        terminal.Print(data, console =>
        {
            foreach (var line in data)
                console.Profile.Out.Writer.WriteLine(line.Text);
        });
    }

    private static IReadOnlyList<ReadLine> Read(
        RgbImage image, ModelContainer detector, ModelContainer? direction, ModelContainer recogniser, ExecutorKind kind, Terminal terminal, CancellationToken cancellation)
    {
        // What is said about the choice is the same for all three models.
        var said = new HashSet<string>();
        void Note(string text)
        {
            if (said.Add(text))
                terminal.Note(text);
        }

        using var first = ExecutorChoice.Create(kind, detector.Program, Note);
        using var second = direction is null ? null : ExecutorChoice.Create(kind, direction.Program, Note);
        using var third = ExecutorChoice.Create(kind, recogniser.Program, Note);
        var reader = new PageReader(
            new RunnableProgram(detector.Program, first),
            second is null ? null : new RunnableProgram(direction!.Program, second),
            new RunnableProgram(recogniser.Program, third));
        return reader.Read(image, cancellation);
    }
}
