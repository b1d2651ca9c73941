using System.Diagnostics;
using System.Numerics;
using Assay.Cli.Infrastructure;
using Assay.Protocol.Chain;
using Spectre.Console;

namespace Assay.Cli.Demo;

/// <summary>Shows each step as it happens and keeps what the closing tables need.</summary>
internal sealed class DemoReport(Terminal terminal)
{
    private static readonly decimal Unit = 1_000_000_000_000_000_000m;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<(string Name, double Start)> steps = [];
    private readonly List<DemoTransaction> transactions = [];

    public IReadOnlyList<DemoTransaction> Transactions => transactions;

    /// <summary>Amounts of 18 decimals for people.</summary>
    public static string Show(BigInteger amount) => ((decimal)amount / Unit).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

    public void Step(string name)
    {
        steps.Add((name, clock.Elapsed.TotalSeconds));
        terminal.Console.WriteLine();
        terminal.Console.MarkupLineInterpolated($"[bold]▸ {name}[/]");
    }

    public void Note(string text) => terminal.Console.MarkupLineInterpolated($"  {text}");

    public void Result(bool right, string text) => terminal.Console.MarkupLineInterpolated($"  {(right ? "✔" : "✘")} {text}");

    public void Transaction(string who, MinedTransaction transaction)
    {
        transactions.Add(new DemoTransaction(who, transaction));
        terminal.Console.MarkupLineInterpolated($"  [grey]{who,-17} {transaction.Contract}.{transaction.Function}, {transaction.Gas:N0} gas[/]");
    }

    public void Balances(IReadOnlyList<DemoWealth> before, IReadOnlyList<DemoWealth> after)
    {
        var table = new Table().Title("Balances, with stake and credits").AddColumns("who", "tokens before", "tokens after", "coins before", "coins after");
        for (var i = 0; i < before.Count; i++)
            table.AddRow(before[i].Name, Show(before[i].Tokens), Show(after[i].Tokens), Show(before[i].Coins), Show(after[i].Coins));
        terminal.Console.WriteLine();
        terminal.Console.Write(table);
    }

    /// <summary>Two lists side by side.</summary>
    public void Comparison(string title, string leftName, IReadOnlyList<string> left, string rightName, IReadOnlyList<string> right)
    {
        var table = new Table().Title(title).AddColumns(leftName, rightName);
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
            table.AddRow((i < left.Count ? left[i] : "").EscapeMarkup(), (i < right.Count ? right[i] : "").EscapeMarkup());
        terminal.Console.Write(table);
    }

    public void Close()
    {
        var table = new Table().Title("Transactions").AddColumns("who", "contract", "move", "gas");
        table.Columns[3].RightAligned();
        foreach (var (who, transaction) in transactions)
            table.AddRow(who, transaction.Contract, transaction.Function, transaction.Gas.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        terminal.Console.Write(table);

        var timings = new Table().Title("Timings").AddColumns("step", "seconds");
        timings.Columns[1].RightAligned();
        for (var i = 0; i < steps.Count; i++)
        {
            var end = i + 1 < steps.Count ? steps[i + 1].Start : clock.Elapsed.TotalSeconds;
            timings.AddRow(steps[i].Name.EscapeMarkup(), (end - steps[i].Start).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture));
        }

        terminal.Console.Write(timings);
    }
}

/// <summary>A transaction and who sent it.</summary>
internal sealed record DemoTransaction(string Who, MinedTransaction Transaction);
