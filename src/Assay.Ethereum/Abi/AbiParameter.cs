namespace Assay.Ethereum.Abi;

/// <summary>One parameter of a message, in the order of the contract.</summary>
/// <param name="Name">The contract's name for it; may be empty.</param>
/// <param name="Type">Its canonical type, tuples spelled out: <c>(address,uint96)[]</c>.</param>
/// <param name="Indexed">Whether it is a topic of an event's log.</param>
public sealed record AbiParameter(string Name, string Type, bool Indexed);
