using Assay.Cli.Infrastructure;
using Assay.Protocol.Jobs;

namespace Assay.Cli.Commands;

/// <summary>A job, for people and scripts.</summary>
internal sealed record JobReport(
    ulong JobId,
    JobState State,
    string Client,
    string? Operator,
    string ModelId,
    string InputRoot,
    string InputUri,
    string? OutputRoot,
    int? PublishedBytes,
    string Payment,
    string Collateral,
    DateTimeOffset AcceptBy,
    DateTimeOffset? SubmitBy,
    DateTimeOffset? ChallengeDeadline,
    uint OpenGames,
    ulong SlashId,
    string? Transaction)
{
    /// <summary>The fields that say something in the job's state.</summary>
    public IEnumerable<(string, string)> Rows()
    {
        yield return ("job", JobId.ToString());
        yield return ("state", State.ToString());
        yield return ("client", Client);
        yield return ("operator", Operator ?? "any");
        yield return ("model id", ModelId);
        yield return ("input root", InputRoot);
        yield return ("input", InputUri);
        if (OutputRoot is not null)
            yield return ("output root", OutputRoot + (PublishedBytes is { } bytes ? $" ({bytes} bytes published)" : ""));
        yield return ("payment", Payment);
        yield return ("collateral", Collateral);
        yield return ("accept by", Terminal.Time(AcceptBy));
        if (SubmitBy is { } submitBy)
            yield return ("submit by", Terminal.Time(submitBy));
        if (ChallengeDeadline is { } challengeDeadline)
            yield return ("challenge by", Terminal.Time(challengeDeadline));
        if (OpenGames > 0)
            yield return ("open disputes", OpenGames.ToString());
        if (SlashId > 0)
            yield return ("slash", SlashId.ToString());
        if (Transaction is not null)
            yield return ("transaction", Transaction);
    }
}
