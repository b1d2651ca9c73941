using System.CommandLine;
using System.Globalization;

namespace Assay.Cli.Infrastructure;

/// <summary>Spans of time as people write them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationOption
{
    private const int MaximumDays = 3650;

    /// <summary>Makes an option.</summary>
    public static Option<TimeSpan> Create(string name, string description, TimeSpan standard) => new(name)
    {
        Description = $"{description} As 90s, 30m, 2h or 1d.",
        HelpName = "TIME",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (Parse(text) is { } span)
                return span;
            result.AddError($"{name}: expected a time such as 90s, 30m, 2h or 1d, got '{text}'");
            return default;
        },
    };

    private static TimeSpan? Parse(string text)
    {
        var unit = text.Length < 2 ? 0 : text[^1] switch
        {
            's' => 1L,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => 0,
        };
        return unit > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count * unit <= MaximumDays * 86400L
            ? TimeSpan.FromSeconds(count * unit)
            : null;
    }
}
