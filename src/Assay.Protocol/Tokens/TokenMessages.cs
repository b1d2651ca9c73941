using System.Numerics;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace Assay.Protocol.Tokens;

/// <summary>ERC-20 <c>approve</c>.</summary>
[Function("approve", "bool")]
public class ApproveFunction : FunctionMessage
{
    /// <summary>Who may spend.</summary>
    [Parameter("address", "spender", 1)]
    public string Spender { get; set; } = "";

    /// <summary>How much, in the token's smallest unit.</summary>
    [Parameter("uint256", "value", 2)]
    public BigInteger Value { get; set; }
}

/// <summary>ERC-20 <c>allowance</c>.</summary>
[Function("allowance", "uint256")]
public class AllowanceFunction : FunctionMessage
{
    /// <summary>Whose tokens.</summary>
    [Parameter("address", "owner", 1)]
    public string Owner { get; set; } = "";

    /// <summary>Who may spend.</summary>
    [Parameter("address", "spender", 2)]
    public string Spender { get; set; } = "";
}

/// <summary>ERC-20 <c>balanceOf</c>.</summary>
[Function("balanceOf", "uint256")]
public class BalanceOfFunction : FunctionMessage
{
    /// <summary>Whose balance.</summary>
    [Parameter("address", "account", 1)]
    public string Account { get; set; } = "";
}

/// <summary>ERC-20 <c>decimals</c>.</summary>
[Function("decimals", "uint8")]
public class DecimalsFunction : FunctionMessage;

/// <summary>The development token's public <c>mint</c>; no token of value has it.</summary>
[Function("mint")]
public class MintFunction : FunctionMessage
{
    /// <summary>Who gets the tokens.</summary>
    [Parameter("address", "to", 1)]
    public string To { get; set; } = "";

    /// <summary>How many, in the smallest unit.</summary>
    [Parameter("uint256", "amount", 2)]
    public BigInteger Amount { get; set; }
}

/// <summary>EIP-2612 <c>nonces</c>.</summary>
[Function("nonces", "uint256")]
public class NoncesFunction : FunctionMessage
{
    /// <summary>Whose permits.</summary>
    [Parameter("address", "owner", 1)]
    public string Owner { get; set; } = "";
}

/// <summary>EIP-2612 <c>DOMAIN_SEPARATOR</c>.</summary>
[Function("DOMAIN_SEPARATOR", "bytes32")]
public class DomainSeparatorFunction : FunctionMessage;

/// <summary>ERC-20 <c>name</c>.</summary>
[Function("name", "string")]
public class NameFunction : FunctionMessage;

/// <summary>The version in the token's EIP-712 domain; tokens without this function have version 1.</summary>
[Function("version", "string")]
public class VersionFunction : FunctionMessage;
