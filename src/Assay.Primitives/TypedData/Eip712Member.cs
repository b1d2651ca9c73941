namespace Assay.Primitives.TypedData;

/// <summary>One member of an EIP-712 struct type.</summary>
/// <param name="Type">Solidity type name, or the name of a struct type; array suffixes allowed.</param>
/// <param name="Name">The member's name.</param>
public readonly record struct Eip712Member(string Type, string Name)
{
    /// <summary>Lets a type be written as pairs of type and name.</summary>
    public static implicit operator Eip712Member((string Type, string Name) pair) => new(pair.Type, pair.Name);
}
