using System.Numerics;
using Assay.Inference;

namespace Assay.Protocol.Models;

/// <summary>Where a model stands. The values are those of the contract.</summary>
public enum ModelState : byte
{
    /// <summary>Never registered.</summary>
    Unknown,

    /// <summary>Registered; an invalid instruction may still be proven.</summary>
    Pending,

    /// <summary>Jobs may name it.</summary>
    Active,

    /// <summary>Proven invalid.</summary>
    Invalid,
}

/// <summary>A registered model.</summary>
/// <param name="ModelId">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Publisher">Who registered it.</param>
/// <param name="ActiveAt">From when on jobs may name it.</param>
/// <param name="OutputPages">Pages of its output.</param>
/// <param name="Bond">The publisher's bond that the registry still holds, in the native coin's smallest unit.</param>
public sealed record RegisteredModel(Digest ModelId, ModelState State, string Publisher, DateTimeOffset ActiveAt, uint OutputPages, BigInteger Bond);
