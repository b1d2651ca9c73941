namespace Assay.Fuzz.Tests;

/// <summary>Tests that run one after the other: the time and the memory of a case are its own.</summary>
[CollectionDefinition(Name)]
public sealed class FuzzCollection
{
    public const string Name = "Fuzz";
}
