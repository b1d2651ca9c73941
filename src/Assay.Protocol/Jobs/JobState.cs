using System.Numerics;
using Assay.Inference;

namespace Assay.Protocol.Jobs;

/// <summary>Where a job stands. The values are those of the contract.</summary>
public enum JobState : byte
{
    /// <summary>There is no such job.</summary>
    None,

    /// <summary>Posted and paid for.</summary>
    Open,

    /// <summary>A worker has accepted it; its collateral is locked.</summary>
    Accepted,

    /// <summary>A result was submitted and can be challenged.</summary>
    Submitted,

    /// <summary>The worker was paid.</summary>
    Settled,

    /// <summary>The result was proven wrong.</summary>
    Faulted,

    /// <summary>A dispute met an invalid instruction; everybody was refunded.</summary>
    Voided,

    /// <summary>The client took it back.</summary>
    Cancelled,

    /// <summary>Nobody accepted in time.</summary>
    Expired,

    /// <summary>The result did not come in time.</summary>
    Missed,
}

/// <summary>A job as it stands.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Client">Who posted it.</param>
/// <param name="Operator">Who accepted it, or may.</param>
/// <param name="ModelId">The model to run.</param>
/// <param name="InputRoot">Root of the input space.</param>
/// <param name="OutputRoot">Root of the submitted output space; zero before.</param>
/// <param name="Payment">Price, in the escrow token's smallest unit.</param>
/// <param name="Collateral">What the operator's lock is worth, in the stake token's smallest unit.</param>
/// <param name="AcceptBy">Last second for acceptance.</param>
/// <param name="SubmitBy">Last second for the result; null before acceptance.</param>
/// <param name="ChallengeDeadline">Last second for a challenge; null before submission.</param>
/// <param name="OpenGames">Dispute games that are open.</param>
/// <param name="SlashId">The slash after a proven fault, or 0.</param>
public sealed record JobRecord(
    ulong JobId,
    JobState State,
    string Client,
    string Operator,
    Digest ModelId,
    Digest InputRoot,
    Digest OutputRoot,
    BigInteger Payment,
    BigInteger Collateral,
    DateTimeOffset AcceptBy,
    DateTimeOffset? SubmitBy,
    DateTimeOffset? ChallengeDeadline,
    uint OpenGames,
    ulong SlashId);

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
