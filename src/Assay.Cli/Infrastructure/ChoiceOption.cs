using System.CommandLine;

namespace Assay.Cli.Infrastructure;

/// <summary>Options that are one of a few words.</summary>
internal static class ChoiceOption
{
    /// <summary>Refuses other words, with one line that names the option, and shows the words in the help and to completion.</summary>
    public static Option<string> OneOf(this Option<string> option, params string[] choices)
    {
        option.HelpName = string.Join('|', choices);
        option.CompletionSources.Add(choices);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!choices.Contains(token.Value, StringComparer.Ordinal))
                    result.AddError($"{option.Name}: expected {List(choices)}, got '{token.Value}'");
            }
        });
        return option;
    }

    /// <summary>Words as a sentence has them: <c>a, b or c</c>.</summary>
    public static string List(IReadOnlyList<string> choices) => $"{string.Join(", ", choices.Take(choices.Count - 1))} or {choices[^1]}";
}
