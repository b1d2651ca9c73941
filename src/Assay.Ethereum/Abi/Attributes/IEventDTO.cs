namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Implemented by every class that holds an event.</summary>
public interface IEventDTO;
