using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>Base fees and rewards of a range of blocks.</summary>
public class FeeHistoryResult
{
    /// <summary>Number of the first block.</summary>
    public HexBigInteger? OldestBlock { get; set; }

    /// <summary>Base fee in wei of each block, and one more: that of the block after the range.</summary>
    public HexBigInteger[] BaseFeePerGas { get; set; } = [];

    /// <summary>Gas used divided by the gas limit, for each block.</summary>
    public decimal[] GasUsedRatio { get; set; } = [];

    /// <summary>Priority fees in wei at the percentiles asked for, for each block; null where none were asked for.</summary>
    public HexBigInteger[][]? Reward { get; set; }
}
