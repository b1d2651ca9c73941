using System.CommandLine;

namespace Assay.Cli.Infrastructure;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    /// <summary>Print data as one JSON document on standard output.</summary>
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print data as one JSON document on standard output; progress and notes go to standard error.",
        Recursive = true,
    };

    /// <summary>Show stack traces.</summary>
    public static readonly Option<bool> Debug = new("--debug")
    {
        Description = "Show the stack trace of an error.",
        Recursive = true,
    };
}
