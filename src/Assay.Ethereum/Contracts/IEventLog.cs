using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts;

/// <summary>A decoded event beside the log it came from.</summary>
public interface IEventLog
{
    /// <summary>The log.</summary>
    public FilterLog Log { get; }
}
