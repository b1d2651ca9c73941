namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Marks a property as a parameter of its message, output, event, error or struct.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class ParameterAttribute : Attribute
{
    /// <summary>A parameter that is not indexed.</summary>
    /// <param name="type">Solidity type; structs are <c>tuple</c>, with array suffixes where they apply.</param>
    /// <param name="name">The contract's name for it; may be empty.</param>
    /// <param name="order">Position, from 1.</param>
    public ParameterAttribute(string type, string? name = null, int order = 1)
    {
        Type = type;
        Name = name;
        Order = order;
    }

    /// <summary>A parameter of an event.</summary>
    /// <param name="type">Solidity type; structs are <c>tuple</c>, with array suffixes where they apply.</param>
    /// <param name="name">The contract's name for it; may be empty.</param>
    /// <param name="order">Position, from 1.</param>
    /// <param name="indexed">Whether it is a topic.</param>
    public ParameterAttribute(string type, string? name, int order, bool indexed = false)
        : this(type, name, order) => Indexed = indexed;

    /// <summary>A parameter whose struct has a name, as EIP-712 needs it.</summary>
    /// <param name="type">Solidity type.</param>
    /// <param name="name">The contract's name for it.</param>
    /// <param name="order">Position, from 1.</param>
    /// <param name="structTypeName">The struct's name.</param>
    public ParameterAttribute(string type, string? name, int order, string? structTypeName = null)
        : this(type, name, order) => StructTypeName = structTypeName;

    /// <summary>A parameter without a name.</summary>
    /// <param name="type">Solidity type.</param>
    /// <param name="order">Position, from 1.</param>
    public ParameterAttribute(string type, int order)
        : this(type, null, order)
    {
    }

    /// <summary>Solidity type.</summary>
    public string Type { get; }

    /// <summary>The contract's name for it; may be null or empty.</summary>
    public string? Name { get; }

    /// <summary>Position, from 1.</summary>
    public int Order { get; }

    /// <summary>Whether it is a topic of an event.</summary>
    public bool Indexed { get; }

    /// <summary>The struct's name, where one was given.</summary>
    public string? StructTypeName { get; }
}
