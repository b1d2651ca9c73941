namespace Assay.Import;

/// <summary>A model, image or option that cannot be imported. The message names the thing, what was expected and what came.</summary>
public sealed class ImportException : Exception
{
    private const int MaximumLength = 2_000;

    /// <summary>Creates the error with its message.</summary>
    /// <param name="message">The thing, the expected and the actual. It may hold names from a file: it is brought to one line of bounded length.</param>
    public ImportException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>Creates the error with its message and its cause.</summary>
    /// <param name="message">The thing, the expected and the actual. It may hold names from a file: it is brought to one line of bounded length.</param>
    /// <param name="cause">The error that led here.</param>
    public ImportException(string message, Exception cause)
        : base(OneLine(message), cause)
    {
    }

    /// <summary>Line ends become spaces, other control characters, which a terminal would obey, question marks.</summary>
    private static string OneLine(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string line = string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (line.Length > MaximumLength)
            line = $"{line.AsSpan(0, MaximumLength)}…";
        return line.Any(char.IsControl) ? string.Concat(line.Select(character => char.IsControl(character) ? '?' : character)) : line;
    }
}
