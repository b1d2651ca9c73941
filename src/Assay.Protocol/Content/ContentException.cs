namespace Assay.Protocol.Content;

/// <summary>Content could not be had, is too large, or is not what its root says.</summary>
public sealed class ContentException : Exception
{
    /// <summary>Creates the error from its one-line message.</summary>
    public ContentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error from its one-line message and its cause.</summary>
    public ContentException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
