using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client.Json;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>The block at which a call or a query looks at the chain: a number, or a tag such as <c>latest</c>.</summary>
[JsonConverter(typeof(BlockParameterJsonConverter))]
public class BlockParameter
{
    /// <summary>What a block parameter names.</summary>
    public enum BlockParameterType
    {
        /// <summary>The newest block.</summary>
        latest,

        /// <summary>The genesis block.</summary>
        earliest,

        /// <summary>The block in the making.</summary>
        pending,

        /// <summary>The block of a given number.</summary>
        blockNumber,

        /// <summary>The newest block that the chain's consensus has finalised.</summary>
        finalized,

        /// <summary>The newest block that the chain's consensus holds safe from reorganisation.</summary>
        safe,
    }

    /// <summary>The newest block.</summary>
    public BlockParameter() : this(BlockParameterType.latest)
    {
    }

    /// <summary>The block of a number.</summary>
    public BlockParameter(HexBigInteger blockNumber)
    {
        ArgumentNullException.ThrowIfNull(blockNumber);
        BlockNumber = blockNumber;
        ParameterType = BlockParameterType.blockNumber;
    }

    /// <summary>The block of a number.</summary>
    public BlockParameter(ulong blockNumber) : this(new HexBigInteger(blockNumber))
    {
    }

    private BlockParameter(BlockParameterType type) => ParameterType = type;

    /// <summary>The number, where <see cref="ParameterType"/> is <see cref="BlockParameterType.blockNumber"/>; otherwise null.</summary>
    public HexBigInteger? BlockNumber { get; }

    /// <summary>What the parameter names.</summary>
    public BlockParameterType ParameterType { get; }

    /// <summary>The newest block.</summary>
    public static BlockParameter CreateLatest() => new(BlockParameterType.latest);

    /// <summary>The genesis block.</summary>
    public static BlockParameter CreateEarliest() => new(BlockParameterType.earliest);

    /// <summary>The block in the making.</summary>
    public static BlockParameter CreatePending() => new(BlockParameterType.pending);

    /// <summary>The newest finalised block; only proof-of-stake chains know it.</summary>
    public static BlockParameter CreateFinalized() => new(BlockParameterType.finalized);

    /// <summary>The newest safe block; only proof-of-stake chains know it.</summary>
    public static BlockParameter CreateSafe() => new(BlockParameterType.safe);

    /// <summary>The parameter as JSON-RPC writes it.</summary>
    public string GetRPCParam() => ParameterType switch
    {
        BlockParameterType.latest => "latest",
        BlockParameterType.earliest => "earliest",
        BlockParameterType.pending => "pending",
        BlockParameterType.finalized => "finalized",
        BlockParameterType.safe => "safe",
        _ => BlockNumber!.HexValue,
    };

    /// <inheritdoc/>
    public override string ToString() => GetRPCParam();

    internal static BlockParameter? FromTag(string tag) => tag switch
    {
        "latest" => CreateLatest(),
        "earliest" => CreateEarliest(),
        "pending" => CreatePending(),
        "finalized" => CreateFinalized(),
        "safe" => CreateSafe(),
        _ => null,
    };
}
