using System.Text;

namespace Assay.Primitives.TypedData;

/// <summary>
/// An EIP-712 struct type. Make one for each struct, once, and hash values with <see cref="Begin"/>:
/// <code>
/// static readonly Eip712Type Voucher = new("Voucher", [("bytes32", "channel"), ("uint256", "total")]);
///
/// var hasher = Voucher.Begin();
/// hasher.AddFixedBytes(channel);
/// hasher.AddUnsigned(total);
/// var structHash = hasher.Finish();
/// </code>
/// Nothing is looked up by reflection.
/// </summary>
public sealed class Eip712Type
{
    private readonly byte[] _hash;
    private readonly Eip712Type[] _references;

    /// <summary>A struct type.</summary>
    /// <param name="name">The struct's name.</param>
    /// <param name="members">Its members, in order.</param>
    /// <param name="references">The struct types that its members name, directly.</param>
    /// <exception cref="ArgumentException">A member's type is neither atomic nor among <paramref name="references"/>.</exception>
    public Eip712Type(string name, Eip712Member[] members, params Eip712Type[] references)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(references);
        Name = name;
        Members = (Eip712Member[])members.Clone();
        _references = references;
        Kinds = new Eip712Kind[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            Kinds[i] = Eip712Kind.Parse(members[i].Type);
            var element = members[i].Type.Split('[')[0];
            if (Eip712Kind.Parse(element).Encoding == Eip712Encoding.Struct && !Array.Exists(references, type => type.Name == element))
                throw new ArgumentException($"{name}.{members[i].Name}: '{members[i].Type}' is neither an atomic type nor a given struct type.", nameof(members));
        }

        Encoded = Encode();
        _hash = Keccak256.Hash(Encoding.UTF8.GetBytes(Encoded));
    }

    /// <summary>The struct's name.</summary>
    public string Name { get; }

    /// <summary>Its members, in order.</summary>
    public IReadOnlyList<Eip712Member> Members { get; }

    /// <summary>encodeType: name and members, followed by the referenced types in alphabetical order.</summary>
    public string Encoded { get; }

    /// <summary>typeHash: keccak256 of <see cref="Encoded"/>.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    internal Eip712Kind[] Kinds { get; }

    /// <summary>Begins the hash of one value: every member must then be added, in order.</summary>
    public Eip712StructHasher Begin() => new(this);

    private string Encode()
    {
        var all = new SortedDictionary<string, Eip712Type>(StringComparer.Ordinal);
        Collect(this, all);
        all.Remove(Name);
        var text = new StringBuilder();
        foreach (var type in all.Values.Prepend(this))
            text.Append(type.Name).Append('(').AppendJoin(',', type.Members.Select(member => $"{member.Type} {member.Name}")).Append(')');
        return text.ToString();
    }

    private static void Collect(Eip712Type type, SortedDictionary<string, Eip712Type> all)
    {
        foreach (var reference in type._references)
        {
            if (all.TryGetValue(reference.Name, out var known))
            {
                if (known.Encoded != reference.Encoded)
                    throw new ArgumentException($"two struct types are named {reference.Name}: {known.Encoded} and {reference.Encoded}.", nameof(type));
                continue;
            }

            all.Add(reference.Name, reference);
            Collect(reference, all);
        }
    }
}
