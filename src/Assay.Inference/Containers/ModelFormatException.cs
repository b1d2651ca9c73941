namespace Assay.Inference;

/// <summary>A model file is not what it should be.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Names the file and what is wrong with it.</summary>
    public ModelFormatException(string path, string message, Exception? inner = null)
        : base($"'{path}' is not a usable model file: {message}", inner)
    {
    }
}
