using Assay.Ethereum.Abi;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Nethereum.Contracts;

/// <summary>Decoding of return values. The name is spelled as Nethereum spells it.</summary>
public static class FunctionOuputDTOExtensions
{
    /// <summary>Fills the output with what a call returned, and returns it.</summary>
    /// <param name="functionOuputDTO">The output to fill.</param>
    /// <param name="output">Returned data in hexadecimal.</param>
    /// <exception cref="AbiException">The data are malformed; the message names the value.</exception>
    public static TFunctionOutputDTO DecodeOutput<TFunctionOutputDTO>(this TFunctionOutputDTO functionOuputDTO, string output)
        where TFunctionOutputDTO : class, IFunctionOutputDTO =>
        MessageCodecs.Get<TFunctionOutputDTO>().DecodeParameters(Assay.Primitives.Hex.Decode(output), functionOuputDTO);
}
