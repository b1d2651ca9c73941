using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts;

/// <summary>A decoded event beside the log it came from.</summary>
/// <typeparam name="T">The event's class.</typeparam>
public class EventLog<T> : IEventLog
{
    /// <summary>Joins an event and its log.</summary>
    public EventLog(T eventObject, FilterLog log)
    {
        Event = eventObject;
        Log = log;
    }

    /// <summary>The event.</summary>
    public T Event { get; }

    /// <summary>The log.</summary>
    public FilterLog Log { get; }
}
