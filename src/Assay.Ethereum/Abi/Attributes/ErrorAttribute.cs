namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Marks a class as a contract's custom error.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ErrorAttribute : Attribute
{
    /// <summary>An error.</summary>
    /// <param name="name">The error's name.</param>
    public ErrorAttribute(string name) => Name = name;

    /// <summary>The error's name.</summary>
    public string Name { get; set; }
}
