using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Assay.Cli.Infrastructure;

/// <summary>
/// Where a command writes: people read tables and progress bars, scripts read one JSON document.
/// Data go to standard output, notes and progress to standard error; with <c>--json</c> everything but the document goes there.
/// </summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions JsonFormat = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // More than any line has.
    private const int LineLimit = 10_000;

    private readonly TextWriter output;

    private readonly IAnsiConsole notes;

    private Terminal(bool json, TextWriter output, IAnsiConsole console, IAnsiConsole notes)
    {
        IsJson = json;
        this.output = output;
        Console = console;
        this.notes = notes;
    }

    /// <summary>Whether data goes out as JSON.</summary>
    public bool IsJson { get; }

    /// <summary>The console for people: standard output, or standard error with <c>--json</c>.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Opens the terminal that the parsed command line asks for.</summary>
    public static Terminal Open(ParseResult parsed)
    {
        var json = parsed.GetValue(GlobalOptions.Json);
        var notes = Open(System.Console.Error);
        return new Terminal(json, System.Console.Out, json ? notes : Open(System.Console.Out), notes);
    }

    /// <summary>Writes <paramref name="data"/> as JSON when asked for, otherwise calls <paramref name="render"/>.</summary>
    public void Print<T>(T data, Action<IAnsiConsole> render)
    {
        if (IsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(data, JsonFormat));
        }
        else
        {
            render(Console);
        }
    }

    /// <summary>A note for people, such as what happens now. Never part of the data.</summary>
    public void Note(string text) => notes.MarkupLineInterpolated($"[grey]{text}[/]");

    /// <summary>Runs long work under a progress bar; the callback gets a setter of (fraction done, description).</summary>
    public async Task<T> WithProgressAsync<T>(string title, Func<Action<double, string>, Task<T>> work)
    {
        if (!notes.Profile.Out.IsTerminal || System.Console.IsErrorRedirected)
        {
            Note(title + " …");
            return await work((_, _) => { });
        }

        return await notes.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(title.EscapeMarkup(), maxValue: 1);
                return await work((fraction, description) =>
                {
                    task.Value = fraction;
                    task.Description = description.EscapeMarkup();
                });
            });
    }

    /// <summary>A moment, in UTC.</summary>
    public static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A two-column table of names and values.</summary>
    public static Table Properties(params (string Name, string Value)[] rows)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("name", "value");
        foreach (var (name, value) in rows)
        {
            table.AddRow($"[grey]{name.EscapeMarkup()}[/]", value.EscapeMarkup());
        }

        return table;
    }

    private static IAnsiConsole Open(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            // A log file or a pipe: long lines beat wrapped ones.
            console.Profile.Width = LineLimit;
        }

        return console;
    }
}
