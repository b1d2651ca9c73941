using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Assay.Cli.Infrastructure;

/// <summary>Options and arguments that are numbers: what is none, or is out of range, gives one line that names it.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="minimum">The smallest number that is taken.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="standard">The number where the option is not given.</param>
    /// <param name="helpName">What stands for the number in the help.</param>
    public static Option<T> Create<T>(string name, string description, T minimum, T maximum, T standard, string helpName = "N")
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => standard,
            CustomParser = result => Parse(result, name, minimum, maximum),
        };

    /// <summary>An option without a default.</summary>
    public static Option<T?> Create<T>(string name, string description, T minimum, T maximum, string helpName = "N")
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Parse(result, name, minimum, maximum),
        };

    /// <summary>The number of something on the chain.</summary>
    public static Argument<ulong> Id(string description) => new("ID")
    {
        Description = description,
        CustomParser = result => Parse(result, "ID", 1UL, ulong.MaxValue),
    };

    private static T Parse<T>(ArgumentResult result, string name, T minimum, T maximum)
        where T : struct, INumber<T>
    {
        var text = result.Tokens.Single().Value;
        if (T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        result.AddError($"{name}: expected a number from {minimum} to {maximum}, got '{text}'");
        return minimum;
    }
}
