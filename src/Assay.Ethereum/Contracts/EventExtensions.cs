using System.Buffers;
using Assay.Ethereum.Abi;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts;

/// <summary>Decoding of logs.</summary>
public static class EventExtensions
{
    private const int TopicBytes = 32;
    private const int MaximumTopics = 4;
    private const int StackBytes = 1024;

    /// <summary>Whether a log is of the event: its signature and number of indexed parameters are the event's.</summary>
    /// <exception cref="FormatException">A topic is no 32 bytes in hexadecimal.</exception>
    public static bool IsLogForEvent<TEventDTO>(this FilterLog log)
        where TEventDTO : class, new()
    {
        Span<byte> topics = stackalloc byte[MaximumTopics * TopicBytes];
        return Matches(MessageCodecs.Get<TEventDTO>(), log, topics);
    }

    /// <summary>The logs of the event among <paramref name="logs"/>, decoded, in order.</summary>
    /// <exception cref="AbiException">A log of the event is malformed; the message names the parameter.</exception>
    /// <exception cref="FormatException">A topic or data are no hexadecimal.</exception>
    public static List<EventLog<TEventDTO>> DecodeAllEvents<TEventDTO>(this FilterLog[] logs)
        where TEventDTO : class, new() => DecodeAll<TEventDTO>(logs);

    /// <inheritdoc cref="DecodeAllEvents{TEventDTO}(FilterLog[])"/>
    public static List<EventLog<TEventDTO>> DecodeAllEvents<TEventDTO>(this List<FilterLog> logs)
        where TEventDTO : class, new() => DecodeAll<TEventDTO>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(logs));

    /// <summary>The receipt's logs of the event, decoded, in order.</summary>
    /// <exception cref="AbiException">A log of the event is malformed; the message names the parameter.</exception>
    /// <exception cref="FormatException">A topic or data are no hexadecimal.</exception>
    public static List<EventLog<TEventDTO>> DecodeAllEvents<TEventDTO>(this TransactionReceipt transactionReceipt)
        where TEventDTO : class, new()
    {
        ArgumentNullException.ThrowIfNull(transactionReceipt);
        return DecodeAll<TEventDTO>(transactionReceipt.Logs);
    }

    /// <summary>The log decoded, or null where it is of another event.</summary>
    /// <exception cref="AbiException">The log is of the event but malformed; the message names the parameter.</exception>
    /// <exception cref="FormatException">A topic or data are no hexadecimal.</exception>
    public static EventLog<TEventDTO>? DecodeEvent<TEventDTO>(this FilterLog log)
        where TEventDTO : class, new()
    {
        Span<byte> topics = stackalloc byte[MaximumTopics * TopicBytes];
        Span<byte> data = stackalloc byte[StackBytes];
        return DecodeOne(MessageCodecs.Get<TEventDTO>(), log, topics, data);
    }

    private static List<EventLog<TEventDTO>> DecodeAll<TEventDTO>(ReadOnlySpan<FilterLog> logs)
        where TEventDTO : class, new()
    {
        var codec = MessageCodecs.Get<TEventDTO>();
        var events = new List<EventLog<TEventDTO>>();
        Span<byte> topics = stackalloc byte[MaximumTopics * TopicBytes];
        Span<byte> data = stackalloc byte[StackBytes];
        foreach (var log in logs)
        {
            if (DecodeOne(codec, log, topics, data) is { } decoded) events.Add(decoded);
        }

        return events;
    }

    private static EventLog<T>? DecodeOne<T>(MessageCodec<T> codec, FilterLog log, Span<byte> topics, Span<byte> scratch)
        where T : class
    {
        if (!Matches(codec, log, topics)) return null;
        var known = topics[..(log.Topics.Length * TopicBytes)];
        var text = log.Data.AsSpan();
        var length = (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.Length - 2 : text.Length) / 2;
        byte[]? rented = null;
        var data = length <= scratch.Length ? scratch[..length] : (rented = ArrayPool<byte>.Shared.Rent(length)).AsSpan(0, length);
        try
        {
            Assay.Primitives.Hex.Decode(text, data);
            return new EventLog<T>(codec.DecodeLog(known, data), log);
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Parses the topics into <paramref name="topics"/> only where their number fits the event.</summary>
    private static bool Matches<T>(MessageCodec<T> codec, FilterLog log, Span<byte> topics)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(log);
        var count = log.Topics.Length;
        if (count > MaximumTopics || count != codec.IndexedCount + (codec.IsAnonymous ? 0 : 1)) return false;
        for (var i = 0; i < count; i++)
        {
            if (log.Topics[i] is not string text) return false;
            Assay.Primitives.Hex.Decode(text, topics.Slice(i * TopicBytes, TopicBytes));
            if (i == 0 && !codec.MatchesTopics(count, topics[..TopicBytes])) return false;
        }

        return true;
    }
}
