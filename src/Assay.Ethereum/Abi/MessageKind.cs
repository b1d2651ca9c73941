namespace Assay.Ethereum.Abi;

/// <summary>What a message class stands for in a contract.</summary>
public enum MessageKind
{
    /// <summary>A struct.</summary>
    Struct,

    /// <summary>A function's call.</summary>
    Function,

    /// <summary>What a function returns.</summary>
    FunctionOutput,

    /// <summary>An event.</summary>
    Event,

    /// <summary>A custom error.</summary>
    Error,

    /// <summary>A contract's creation, with its constructor's parameters.</summary>
    Deployment,
}
