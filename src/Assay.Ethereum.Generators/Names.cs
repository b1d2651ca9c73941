namespace Assay.Ethereum.Generators;

/// <summary>Fully qualified names of the runtime's types that generated code uses.</summary>
internal static class Names
{
    public const string Abi = "global::Assay.Ethereum.Abi.";
    public const string Codecs = Abi + "MessageCodecs";
    public const string Writer = Abi + "AbiWriter";
    public const string Reader = Abi + "AbiReader";
}
