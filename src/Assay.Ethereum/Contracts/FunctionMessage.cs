using Nethereum.Contracts.CQS;

namespace Nethereum.Contracts;

/// <summary>The call of a contract's function; derived classes carry its parameters.</summary>
public class FunctionMessage : ContractMessageBase;
