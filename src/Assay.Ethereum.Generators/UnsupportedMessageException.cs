using Microsoft.CodeAnalysis;

namespace Assay.Ethereum.Generators;

/// <summary>A class's attributes or types do not describe an ABI message; reported as a diagnostic at <paramref name="location"/>.</summary>
internal sealed class UnsupportedMessageException(string message, Location? location) : Exception(message)
{
    public Location? Location { get; } = location;
}
