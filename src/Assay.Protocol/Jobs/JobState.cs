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
