using System.CommandLine;
using System.Globalization;

namespace Assay.Cli.Infrastructure;

/// <summary>Spans of time as people write them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationOption
{
    private const int MaximumDays = 3650;

    /// <summary>Makes an option.</summary>
    public static Option<Duration> Create(string name, string description, Duration standard) => new(name)
    {
        Description = $"{description} As 90s, 30m, 2h or 1d.",
        HelpName = "TIME",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (Parse(text) is { } duration)
                return duration;
            result.AddError($"{name}: expected a time such as 90s, 30m, 2h or 1d, got '{text}'");
            return default;
        },
    };

    private static Duration? Parse(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            return null;
        var duration = new Duration(count, text[^1]);
        return duration.Unit is 's' or 'm' or 'h' or 'd' && duration.Seconds <= MaximumDays * 86400L ? duration : null;
    }
}

/// <summary>A span of time that shows itself as it is typed.</summary>
/// <param name="Count">How many units.</param>
/// <param name="Unit">One of <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>.</param>
internal readonly record struct Duration(int Count, char Unit)
{
    /// <summary>Its seconds.</summary>
    public long Seconds => Count * Unit switch
    {
        's' => 1L,
        'm' => 60,
        'h' => 3600,
        _ => 86400,
    };

    /// <summary>The span.</summary>
    public TimeSpan Span => TimeSpan.FromSeconds(Seconds);

    /// <inheritdoc/>
    public override string ToString() => $"{Count}{Unit}";
}
