namespace Assay.Ethereum.Generators;

/// <summary>A property that carries a parameter.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="DeclaringType">The class that declares it, fully qualified: a derived class may hide the name.</param>
/// <param name="Name">The contract's name for the parameter; may be empty.</param>
/// <param name="Order">Position, from 1.</param>
/// <param name="Indexed">Whether it is a topic of an event.</param>
/// <param name="Node">Its type.</param>
internal sealed record MessageParameter(string Property, string DeclaringType, string Name, int Order, bool Indexed, AbiNode Node);
