namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Implemented by every class that holds return values of a function.</summary>
public interface IFunctionOutputDTO;
