using System.Text;
using Assay.Primitives;
using Nethereum.Contracts;

namespace Assay.Ethereum.Abi;

/// <summary>What is known of a message class without its type: see <see cref="MessageCodec{T}"/>.</summary>
public abstract class MessageCodec
{
    /// <summary>Bytes of a selector, the first of the signature's hash.</summary>
    public const int SelectorBytes = 4;

    private readonly byte[] _signatureHash;

    private protected MessageCodec(MessageKind kind, string name, int headBytes, AbiParameter[] parameters)
    {
        Kind = kind;
        Name = name;
        HeadBytes = headBytes;
        Parameters = parameters;
        Signature = $"{name}({string.Join(',', parameters.Select(parameter => parameter.Type))})";
        _signatureHash = Keccak256.Hash(Encoding.UTF8.GetBytes(Signature));
        IndexedCount = parameters.Count(parameter => parameter.Indexed);
    }

    /// <summary>What the class stands for.</summary>
    public MessageKind Kind { get; }

    /// <summary>The contract's name for it; empty for outputs and deployments.</summary>
    public string Name { get; }

    /// <summary>Name and canonical parameter types, such as <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The parameters, in the order of the contract.</summary>
    public IReadOnlyList<AbiParameter> Parameters { get; }

    /// <summary>keccak256 of <see cref="Signature"/>: an event's first topic.</summary>
    public ReadOnlySpan<byte> SignatureHash => _signatureHash;

    /// <summary>The first four bytes of <see cref="SignatureHash"/>: what call data and revert data begin with.</summary>
    public ReadOnlySpan<byte> Selector => _signatureHash.AsSpan(0, SelectorBytes);

    /// <summary>Bytes of the head of the encoded tuple; of an event, that of the parameters that are not indexed.</summary>
    public int HeadBytes { get; }

    /// <summary>How many parameters are topics.</summary>
    public int IndexedCount { get; }

    /// <summary>True for an event declared anonymous, whose logs carry no signature.</summary>
    public bool IsAnonymous { get; protected init; }

    /// <summary>Whether call data or revert data begin with <see cref="Selector"/>.</summary>
    public bool MatchesSelector(ReadOnlySpan<byte> data) => data.StartsWith(Selector);

    /// <summary>Decodes selector and parameters to a new message; the untyped form of <see cref="MessageCodec{T}.DecodeCall(ReadOnlySpan{byte})"/>.</summary>
    /// <exception cref="AbiException">The selector is another, or the parameters are malformed.</exception>
    public abstract object DecodeCallToObject(ReadOnlySpan<byte> data);

    /// <summary>The revert as the exception of this error's class.</summary>
    internal abstract Exception CreateRevertException(SmartContractCustomErrorRevertException exception);
}
