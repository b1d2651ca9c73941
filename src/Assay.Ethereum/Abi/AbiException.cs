namespace Assay.Ethereum.Abi;

/// <summary>A value cannot be ABI-encoded as its type, or bytes are no valid ABI encoding of it. The message names the parameter.</summary>
public sealed class AbiException : FormatException
{
    /// <summary>An error about one parameter.</summary>
    /// <param name="parameter">The parameter's path, such as <c>post.job.inputs[]</c>.</param>
    /// <param name="problem">What was expected and what was found.</param>
    public AbiException(string parameter, string problem)
        : base($"{parameter}: {problem}") => Parameter = parameter;

    /// <summary>The parameter's path, such as <c>post.job.inputs[]</c>; <c>[]</c> stands for an element of an array.</summary>
    public string Parameter { get; }
}
