using Nethereum.Contracts.CQS;

namespace Nethereum.Contracts;

/// <summary>The creation of a contract; derived classes carry its constructor's parameters.</summary>
public class ContractDeploymentMessage : ContractMessageBase
{
    /// <summary>A creation.</summary>
    /// <param name="byteCode">Creation code in hexadecimal, with or without <c>0x</c>.</param>
    public ContractDeploymentMessage(string byteCode) => ByteCode = byteCode;

    /// <summary>Creation code in hexadecimal, with or without <c>0x</c>, without the constructor's parameters.</summary>
    public string ByteCode { get; set; }
}
