namespace Assay.Cli.Infrastructure;

/// <summary>An error that the user can act on. Its message is one line that says what was expected and what came.</summary>
internal sealed class CommandException : Exception
{
    /// <summary>Creates the error from its one-line message.</summary>
    public CommandException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error from its one-line message and its cause, which is shown with <c>--debug</c>.</summary>
    public CommandException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
