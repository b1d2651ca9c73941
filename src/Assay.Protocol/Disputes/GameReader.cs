using System.Buffers.Binary;
using System.Collections.Immutable;
using Assay.Contracts.DisputeGame.ContractDefinition;
using Assay.Inference;
using Assay.Protocol.Chain;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Disputes;

/// <summary>Rebuilds a game from what the contract stores and what its events published.</summary>
internal sealed class GameReader
{
    private readonly ContractEndpoint contract;

    internal GameReader(ContractEndpoint contract) => this.contract = contract;

    internal async Task<GameState> ReadAsync(ulong gameId, CancellationToken cancellation)
    {
        // Stored state first: the events read after it may be newer, and a move made on them then reverts by its state hash.
        var stored = (await contract.QueryObjectAsync<GameOfFunction, GameOfOutputDTO>("gameOf", new GameOfFunction { GameId = gameId }, cancellation).ConfigureAwait(false)).Game;
        if (stored.Phase == (byte)GamePhase.None)
            throw new ProtocolException($"there is no game {gameId}");
        var parameters = await contract.QueryObjectAsync<ParametersFunction, ParametersOutputDTO>("parameters", new ParametersFunction(), cancellation).ConfigureAwait(false);
        var topic = new byte[32];
        BinaryPrimitives.WriteUInt64BigEndian(topic.AsSpan(24), gameId);
        var logs = await contract.LogsAsync(topic, cancellation).ConfigureAwait(false);

        var state = Start(gameId, stored, parameters.Values.LevelsPerMove);
        return logs.Aggregate(state, Apply);
    }

    private static GameState Start(ulong gameId, Game stored, int levelsPerMove) => new()
    {
        GameId = gameId,
        Phase = (GamePhase)stored.Phase,
        Outcome = (GameOutcome)stored.Outcome,
        Accused = stored.Accused,
        Deadline = DateTimeOffset.FromUnixTimeSeconds(checked((long)stored.Deadline)),
        Asserter = stored.Asserter,
        Challenger = stored.Challenger,
        ClaimId = checked((ulong)stored.ClaimId),
        Space = stored.Space == 0 ? null : (MemorySpace)stored.Space,
        Level = stored.Level,
        Index = stored.Index,
        StateHash = Digest.Zero,
        BodyRoot = Digest.Zero,
        LevelsPerMove = levelsPerMove,
        Bond = stored.Bond,
        Reimbursed = stored.Reimbursed,
    };

    private static GameState Apply(GameState state, FilterLog log)
    {
        if (log.DecodeEvent<GameOpenedEventDTO>()?.Event is { } opened)
            return state with { StateHash = new Digest(opened.StateHash) };
        if (log.DecodeEvent<NodesRevealedEventDTO>()?.Event is { } nodes)
        {
            var revealed = new RevealedNodes((MemorySpace)nodes.Space, nodes.Level, nodes.FirstIndex, [.. nodes.Nodes.Select(node => new Digest(node))]);
            return state with { StateHash = new Digest(nodes.StateHash), BodyRoot = new Digest(nodes.BodyRoot), Reveals = state.Reveals.Add(revealed) };
        }

        if (log.DecodeEvent<NodePickedEventDTO>()?.Event is { } picked)
            return state with { StateHash = new Digest(picked.StateHash), PageIndex = picked.Index };
        if (log.DecodeEvent<PageRevealedEventDTO>()?.Event is { } page)
            return state with { StateHash = new Digest(page.StateHash), Page = page.Page };
        if (log.DecodeEvent<ElementSelectedEventDTO>()?.Event is { } selected)
        {
            var element = new SelectedElement(new Digest(selected.Selection), selected.InstructionIndex, selected.Element, selected.Claimed, selected.Segments);
            return state with { StateHash = new Digest(selected.StateHash), Selected = element };
        }

        return log.DecodeEvent<AccumulatorsRevealedEventDTO>()?.Event is { } accumulators
            ? state with { StateHash = new Digest(accumulators.StateHash), Accumulators = Unpack(accumulators.Accumulators) }
            : state;
    }

    private static ImmutableArray<int> Unpack(byte[] accumulators)
    {
        var values = ImmutableArray.CreateBuilder<int>(accumulators.Length / sizeof(int));
        for (var offset = 0; offset + sizeof(int) <= accumulators.Length; offset += sizeof(int))
            values.Add(BinaryPrimitives.ReadInt32BigEndian(accumulators.AsSpan(offset)));
        return values.ToImmutable();
    }
}
