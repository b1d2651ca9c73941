namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Marks a class as the call of a contract's function.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class FunctionAttribute : Attribute
{
    /// <summary>A function that returns nothing.</summary>
    /// <param name="name">The function's name.</param>
    public FunctionAttribute(string name) => Name = name;

    /// <summary>A function that returns one value.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="returnType">Solidity type of the value.</param>
    public FunctionAttribute(string name, string returnType)
        : this(name) => ReturnType = returnType;

    /// <summary>A function whose return values have a class.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="dtoReturnType">The class, marked with <see cref="FunctionOutputAttribute"/>.</param>
    public FunctionAttribute(string name, Type dtoReturnType)
        : this(name) => DTOReturnType = dtoReturnType;

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>The class of its return values, or null.</summary>
    public Type? DTOReturnType { get; }

    /// <summary>The Solidity type of its one return value, or null.</summary>
    public string? ReturnType { get; }
}
