namespace Assay.Ethereum.Keystore;

/// <summary>A keystore file cannot be opened: it is malformed, unsupported, or the password is wrong.</summary>
public sealed class KeyStoreException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was expected and what was found; never the password or the key.</param>
    /// <param name="innerException">The cause, if another error led here.</param>
    public KeyStoreException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
