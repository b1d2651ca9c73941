namespace Assay.Import;

/// <summary>A model, image or option that cannot be imported. The message names the thing, what was expected and what came.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Creates the error with its message.</summary>
    /// <param name="message">One line: the thing, the expected and the actual.</param>
    public ImportException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its message and its cause.</summary>
    /// <param name="message">One line: the thing, the expected and the actual.</param>
    /// <param name="cause">The error that led here.</param>
    public ImportException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
