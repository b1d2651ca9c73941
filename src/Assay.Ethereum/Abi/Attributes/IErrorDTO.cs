namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Implemented by every class that holds a custom error.</summary>
public interface IErrorDTO;
