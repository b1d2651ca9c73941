using Assay.Primitives;
using Nethereum.Contracts;

namespace Assay.Ethereum.Abi;

/// <summary>
/// Encodes and decodes one message class without reflection. Instances are written by the source generator and found through
/// <see cref="MessageCodecs.Get{T}"/>; they are stateless and thread-safe.
/// </summary>
/// <typeparam name="T">A function message, output, event, error, struct or deployment message.</typeparam>
public abstract class MessageCodec<T> : MessageCodec
    where T : class
{
    /// <summary>For the generator.</summary>
    protected MessageCodec(MessageKind kind, string name, int headBytes, AbiParameter[] parameters)
        : base(kind, name, headBytes, parameters)
    {
    }

    /// <summary>A message with default values.</summary>
    public abstract T Create();

    /// <summary>Writes the parameters that are not indexed: the head at <paramref name="at"/>, already reserved, the tails at the end.</summary>
    public abstract void Encode(ref AbiWriter writer, int at, T value);

    /// <summary>Reads the parameters that are not indexed into <paramref name="value"/>; the head is at <paramref name="at"/>.</summary>
    public abstract void Decode(ref AbiReader reader, int at, T value);

    /// <summary>Reads the indexed parameter number <paramref name="index"/>, from 0, from its topic.</summary>
    protected virtual void DecodeTopic(int index, ReadOnlySpan<byte> topic, T value) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"{Signature} has no indexed parameters.");

    /// <summary>Reads what the function returned; the base class handles functions that return nothing.</summary>
    protected virtual TResult DecodeReturn<TResult>(ref AbiReader reader) =>
        throw new InvalidOperationException($"{Signature} declares no return type, so nothing can be read as {typeof(TResult)}.");

    /// <summary>Selector and encoded parameters: a function's call data, an error's revert data.</summary>
    public byte[] EncodeCall(T value) => EncodeAfter(Selector, value);

    /// <summary>The encoded parameters alone: a struct's <c>abi.encode</c> members, an event's data, constructor parameters.</summary>
    public byte[] EncodeParameters(T value) => EncodeAfter([], value);

    /// <summary><paramref name="prefix"/>, such as creation code, and the encoded parameters.</summary>
    /// <exception cref="AbiException">A parameter is null or out of its type's range.</exception>
    public byte[] EncodeAfter(ReadOnlySpan<byte> prefix, T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var writer = new AbiWriter(prefix.Length + 4 * HeadBytes);
        try
        {
            writer.AppendRaw(prefix);
            var at = writer.Reserve(HeadBytes);
            Encode(ref writer, at, value);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Decodes selector and parameters to a new message.</summary>
    /// <exception cref="AbiException">The selector is another, or the parameters are malformed.</exception>
    public T DecodeCall(ReadOnlySpan<byte> data) => DecodeCall(data, Create());

    /// <summary>Decodes selector and parameters into <paramref name="value"/>.</summary>
    /// <exception cref="AbiException">The selector is another, or the parameters are malformed.</exception>
    public T DecodeCall(ReadOnlySpan<byte> data, T value)
    {
        if (!MatchesSelector(data))
        {
            var found = Convert.ToHexStringLower(data[..Math.Min(data.Length, SelectorBytes)]);
            throw new AbiException(Signature, $"expected the selector 0x{Convert.ToHexStringLower(Selector)}, got 0x{found}.");
        }

        return DecodeParameters(data[SelectorBytes..], value);
    }

    /// <inheritdoc/>
    public override object DecodeCallToObject(ReadOnlySpan<byte> data) => DecodeCall(data);

    /// <summary>Decodes parameters, with no selector before them, to a new message.</summary>
    /// <exception cref="AbiException">The data are malformed.</exception>
    public T DecodeParameters(ReadOnlySpan<byte> data) => DecodeParameters(data, Create());

    /// <summary>Decodes parameters, with no selector before them, into <paramref name="value"/>.</summary>
    /// <exception cref="AbiException">The data are malformed.</exception>
    public T DecodeParameters(ReadOnlySpan<byte> data, T value)
    {
        var reader = new AbiReader(data);
        Decode(ref reader, 0, value);
        return value;
    }

    /// <summary>Decodes what this function's call returned, where the function returns one value.</summary>
    /// <typeparam name="TResult">The C# type of the value; for integers, any that holds it.</typeparam>
    /// <exception cref="AbiException">The data are malformed, or the value does not fit <typeparamref name="TResult"/>.</exception>
    /// <exception cref="InvalidOperationException">The function returns nothing, or another type.</exception>
    public TResult DecodeResult<TResult>(ReadOnlySpan<byte> data)
    {
        var reader = new AbiReader(data);
        return DecodeReturn<TResult>(ref reader);
    }

    /// <summary>Whether a log's topics are of this event: its signature, unless anonymous, and the right number of indexed parameters.</summary>
    /// <param name="topicCount">Number of topics.</param>
    /// <param name="firstTopic">The first topic, 32 bytes; ignored where there is none.</param>
    public bool MatchesTopics(int topicCount, ReadOnlySpan<byte> firstTopic) => IsAnonymous
        ? topicCount == IndexedCount
        : topicCount == IndexedCount + 1 && firstTopic.SequenceEqual(SignatureHash);

    /// <summary>Decodes a log of this event.</summary>
    /// <param name="topics">The topics, 32 bytes each, back to back.</param>
    /// <param name="data">The log's data.</param>
    /// <exception cref="AbiException">The topics are of another event, or a parameter is malformed.</exception>
    public T DecodeLog(ReadOnlySpan<byte> topics, ReadOnlySpan<byte> data)
    {
        const int word = AbiWriter.WordBytes;
        if (topics.Length % word != 0 || !MatchesTopics(topics.Length / word, topics[..Math.Min(word, topics.Length)]))
            throw new AbiException(Signature, $"the {topics.Length} bytes of topics 0x{Convert.ToHexStringLower(topics)} are of another event.");
        var value = Create();
        var first = IsAnonymous ? 0 : word;
        for (var index = 0; index < IndexedCount; index++)
            DecodeTopic(index, topics.Slice(first + index * word, word), value);
        return DecodeParameters(data, value);
    }

    internal override Exception CreateRevertException(SmartContractCustomErrorRevertException exception) =>
        new SmartContractCustomErrorRevertException<T>(exception, DecodeCall(Hex.Decode(exception.ExceptionEncodedData)));
}
