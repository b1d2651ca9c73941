namespace Assay.Ethereum.Generators;

/// <summary>A message class, ready to be given a codec.</summary>
/// <param name="Type">The class, fully qualified.</param>
/// <param name="ShortName">The class's name alone.</param>
/// <param name="Kind">A member of <c>MessageKind</c>.</param>
/// <param name="Name">The contract's name for it; empty for structs, outputs and deployments.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Result">What the function returns: one value, or its output class; null for nothing.</param>
/// <param name="ResultIsClass">Whether <paramref name="Result"/> is an output class, which is the returned tuple itself.</param>
/// <param name="IsAnonymous">Whether the event's logs carry no signature.</param>
internal sealed record Message(
    string Type,
    string ShortName,
    string Kind,
    string Name,
    List<MessageParameter> Parameters,
    AbiNode? Result,
    bool ResultIsClass,
    bool IsAnonymous);
