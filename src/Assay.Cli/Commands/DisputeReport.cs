using Assay.Cli.Infrastructure;
using Assay.Inference;
using Assay.Protocol.Disputes;

namespace Assay.Cli.Commands;

/// <summary>A dispute, for people and scripts.</summary>
internal sealed record DisputeReport(
    ulong GameId,
    ulong JobId,
    GamePhase Phase,
    GameOutcome Outcome,
    string? ToMove,
    DateTimeOffset? Deadline,
    bool Accused,
    string Asserter,
    string Challenger,
    string Bond,
    string? BodyRoot,
    MemorySpace? Space,
    int Level,
    uint Index,
    int RevealedNodes,
    uint? Page,
    uint? Instruction,
    uint? Element,
    int? Claimed,
    uint? Segments)
{
    /// <summary>Decimals of the chain's coin.</summary>
    internal const int CoinDecimals = 18;

    /// <summary>Takes what is worth showing from a game.</summary>
    public static DisputeReport Of(GameState game) => new(
        game.GameId,
        game.ClaimId,
        game.Phase,
        game.Outcome,
        game.Phase.IsAsserters() ? "asserter" : game.Phase.IsChallengers() ? "challenger" : null,
        game.Phase.IsAsserters() || game.Phase.IsChallengers() ? game.Deadline : null,
        game.Accused,
        game.Asserter,
        game.Challenger,
        TokenAmount.WithDecimals(CoinDecimals).Format(game.Bond),
        game.BodyRoot == Digest.Zero ? null : game.BodyRoot.ToString(),
        game.Space,
        game.Level,
        game.Index,
        game.Reveals.Sum(reveal => reveal.Nodes.Length),
        game.Page is null ? null : game.PageIndex,
        game.Selected?.InstructionIndex,
        game.Selected?.Element,
        game.Selected?.Claimed,
        game.Selected?.Segments);

    /// <summary>The fields that say something in the game's phase.</summary>
    public IEnumerable<(string, string)> Rows()
    {
        yield return ("dispute", GameId.ToString());
        yield return ("job", JobId.ToString());
        yield return ("phase", Outcome == GameOutcome.None ? Phase.ToString() : $"{Phase}: {Outcome}");
        if (ToMove is not null)
            yield return ("to move", $"the {ToMove}, until {Terminal.Time(Deadline!.Value)}{(Accused ? " (accused of silence)" : "")}");
        yield return ("asserter", Asserter);
        yield return ("challenger", Challenger);
        yield return ("bond", $"{Bond} coins");
        if (BodyRoot is not null)
            yield return ("body root", BodyRoot);
        yield return ("position", $"{(Space is { } space ? $"{space} " : "")}level {Level}, node {Index}; {RevealedNodes} nodes revealed");
        if (Page is not null)
            yield return ("page", Page.Value.ToString());
        if (Instruction is not null)
            yield return ("element", $"instruction {Instruction}, element {Element}, claimed {Claimed}, {Segments} segments");
    }
}
