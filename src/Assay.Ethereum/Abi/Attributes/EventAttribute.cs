namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Marks a class as a contract's event.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class EventAttribute : Attribute
{
    /// <summary>An event whose first topic is its signature.</summary>
    /// <param name="name">The event's name.</param>
    public EventAttribute(string name)
        : this(name, false)
    {
    }

    /// <summary>An event.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="isAnonymous">Whether its logs carry no signature.</param>
    public EventAttribute(string name, bool isAnonymous)
    {
        Name = name;
        IsAnonymous = isAnonymous;
    }

    /// <summary>The event's name.</summary>
    public string Name { get; set; }

    /// <summary>Whether its logs carry no signature.</summary>
    public bool IsAnonymous { get; set; }
}
