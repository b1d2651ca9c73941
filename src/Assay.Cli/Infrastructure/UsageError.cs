using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assay.Cli.Infrastructure;

/// <summary>What to say about a command line that was not understood.</summary>
internal static class UsageError
{
    /// <summary>One line that says what was expected. One slip can give several errors; the last one is about the word that was not understood.</summary>
    public static string Describe(ParseResult parsed)
    {
        var error = parsed.Errors[^1];
        if (parsed.UnmatchedTokens is [var word, ..])
        {
            return parsed.CommandResult.Command.Subcommands.Count > 0
                ? $"expected a command, {Commands(parsed)}, got '{word}'"
                : $"expected an option or argument of 'assay {CommandPath(parsed).TrimEnd()}', got '{word}'";
        }

        return error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0 } missing => $"expected {missing.Argument.Name} ({missing.Argument.Description?.TrimEnd('.')}), got none",
            CommandResult { Command: { Action: null, Subcommands.Count: > 0 } } => $"expected a command, {Commands(parsed)}, got none",
            _ => error.Message,
        };
    }

    /// <summary>The names of the command that was meant, with a space behind each.</summary>
    public static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = parsed.CommandResult.Command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
            names.Push(symbol.Name + " ");
        return string.Concat(names);
    }

    private static string Commands(ParseResult parsed) => ChoiceOption.List([.. parsed.CommandResult.Command.Subcommands.Select(command => command.Name)]);
}
