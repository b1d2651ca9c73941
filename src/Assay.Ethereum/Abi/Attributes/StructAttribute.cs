namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Gives a struct's class its Solidity name, as EIP-712 needs it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class StructAttribute : Attribute
{
    /// <summary>A struct.</summary>
    /// <param name="name">The struct's name in Solidity.</param>
    public StructAttribute(string name) => Name = name;

    /// <summary>The struct's name in Solidity.</summary>
    public string Name { get; set; }
}
