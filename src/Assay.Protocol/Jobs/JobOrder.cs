using System.Numerics;
using Assay.Inference;

namespace Assay.Protocol.Jobs;

/// <summary>What a client asks for.</summary>
public sealed record JobOrder
{
    /// <summary>The model to run.</summary>
    public required Digest ModelId { get; init; }

    /// <summary>Root of the input space.</summary>
    public required Digest InputRoot { get; init; }

    /// <summary>Where the worker gets the input bytes.</summary>
    public required string InputUri { get; init; }

    /// <summary>Price, in the escrow token's smallest unit.</summary>
    public required BigInteger Payment { get; init; }

    /// <summary>Compensation wanted if the result is proven wrong, in the stake token's smallest unit.</summary>
    public BigInteger Cover { get; init; }

    /// <summary>The only operator that may accept; null for any.</summary>
    public string? Operator { get; init; }

    /// <summary>Last moment for acceptance.</summary>
    public required DateTimeOffset AcceptBy { get; init; }

    /// <summary>Time from acceptance to the result.</summary>
    public TimeSpan ExecutionTime { get; init; } = TimeSpan.FromMinutes(10);
}
