using System.Numerics;
using Assay.Inference;

namespace Assay.Protocol.Jobs;

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
