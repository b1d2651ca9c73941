using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Assay.Contracts.DisputeGame.ContractDefinition;
using Assay.Inference;
using Assay.Protocol.Chain;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Disputes;

/// <summary>Opens dispute games, reads them and makes moves in them.</summary>
public sealed class DisputeClient
{
    private readonly ContractEndpoint contract;
    private readonly GameReader reader;
    private readonly string jobEscrow;

    internal DisputeClient(ChainConnection chain)
    {
        contract = new ContractEndpoint(chain, "DisputeGame", chain.Deployment["DisputeGame"]);
        reader = new GameReader(contract);
        jobEscrow = chain.Deployment["JobEscrow"];
    }

    /// <summary>The smallest bond of a challenge, in wei.</summary>
    public Task<BigInteger> MinimumBondAsync(CancellationToken cancellation) =>
        contract.QueryAsync<MinimumBondFunction, BigInteger>("minimumBond", new MinimumBondFunction(), cancellation);

    /// <summary>Disputes a job's result.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="model">The model of the job.</param>
    /// <param name="asserter">The operator of the job, whose queue the game joins if none is free.</param>
    /// <param name="bond">In wei, at least <see cref="MinimumBondAsync"/>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The id of the game.</returns>
    public async Task<ulong> ChallengeAsync(ulong jobId, ModelCommitment model, string asserter, BigInteger bond, CancellationToken cancellation)
    {
        var hint = await contract.QueryAsync<QueueHintFunction, ulong>("queueHint", new QueueHintFunction { Asserter = asserter, Bond = bond }, cancellation).ConfigureAwait(false);
        var message = new ChallengeFunction { Source = jobEscrow, ClaimId = jobId, Model = Describe(model), Hint = hint, AmountToSend = bond };
        var receipt = await contract.SendAsync("challenge", message, cancellation).ConfigureAwait(false);
        return receipt.DecodeAllEvents<GameOpenedEventDTO>().Single().Event.GameId;
    }

    /// <summary>The game as it stands, with everything that its moves published.</summary>
    /// <exception cref="ProtocolException">There is no such game.</exception>
    public Task<GameState> ReadAsync(ulong gameId, CancellationToken cancellation) => reader.ReadAsync(gameId, cancellation);

    /// <summary>How many games were opened; ids run from 1 to this number.</summary>
    public Task<ulong> CountAsync(CancellationToken cancellation) =>
        contract.QueryAsync<GameCountFunction, ulong>("gameCount", new GameCountFunction(), cancellation);

    /// <summary>The games that were opened from a block on.</summary>
    public async Task<IReadOnlyList<OpenedGame>> OpenedAsync(ulong fromBlock, CancellationToken cancellation)
    {
        var events = await contract.EventsAsync<GameOpenedEventDTO>(fromBlock, cancellation).ConfigureAwait(false);
        return [.. events.Select(log => new OpenedGame(log.Event.GameId, checked((ulong)log.Event.ClaimId), log.Event.Asserter, log.Event.Challenger))];
    }

    /// <summary>Makes a move that answers <paramref name="state"/>; it reverts if the game has moved on.</summary>
    public Task<TransactionReceipt> MoveAsync(GameState state, ModelCommitment model, DisputeMove move, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(move);
        return move switch
        {
            RevealNodesMove reveal => Send(new RevealNodesFunction { GameId = state.GameId, StateHash = Hash(state), BodyRoot = reveal.BodyRoot.ToArray(), Nodes = Bytes(reveal.Nodes) }),
            PickMove pick => Send(new PickFunction
            {
                GameId = state.GameId,
                StateHash = Hash(state),
                BodyRoot = Body(state),
                Child = pick.Child,
                Node = pick.Node.ToArray(),
                Siblings = Bytes(pick.Siblings),
            }),
            PickOutputMove => Send(new PickOutputFunction { GameId = state.GameId, StateHash = Hash(state), BodyRoot = Body(state) }),
            RevealPageMove page => Send(new RevealPageFunction { GameId = state.GameId, StateHash = Hash(state), BodyRoot = Body(state), Page = page.Page }),
            ProveElementMove prove => Send(new ProveElementFunction
            {
                GameId = state.GameId,
                StateHash = Hash(state),
                BodyRoot = Body(state),
                Opening = Open(model, prove.Opening),
                Chunks = prove.Witness.Chunks.ToArray(),
                Siblings = Bytes(prove.Witness.Siblings),
            }),
            ProvePaddingMove prove => Send(new ProvePaddingFunction { GameId = state.GameId, StateHash = Hash(state), BodyRoot = Body(state), Opening = Open(model, prove.Opening) }),
            SelectElementMove select => Send(new SelectElementFunction { GameId = state.GameId, StateHash = Hash(state), BodyRoot = Body(state), Opening = Open(model, select.Opening) }),
            RevealAccumulatorsMove reveal => Send(new RevealAccumulatorsFunction
            {
                GameId = state.GameId,
                StateHash = Hash(state),
                BodyRoot = Body(state),
                Selection = reveal.Selected.Selection.ToArray(),
                Accumulators = Pack(reveal.Accumulators),
            }),
            ProveSegmentMove prove => Send(new ProveSegmentFunction
            {
                GameId = state.GameId,
                StateHash = Hash(state),
                BodyRoot = Body(state),
                Selection = Select(model, prove.Selected, prove.Accumulators, prove.Witness),
                Segment = (uint)prove.Witness.Segment,
                Chunks = prove.Witness.Chunks.ToArray(),
                Siblings = Bytes(prove.Witness.Siblings),
            }),
            ProveFinishMove prove => Send(new ProveFinishFunction
            {
                GameId = state.GameId,
                StateHash = Hash(state),
                BodyRoot = Body(state),
                Selection = Select(model, prove.Selected, prove.Accumulators, prove.Witness),
                Chunks = prove.Witness.Chunks.ToArray(),
                Siblings = Bytes(prove.Witness.Siblings),
            }),
            _ => throw new ArgumentException($"unknown move {move.Name}", nameof(move)),
        };

        Task<TransactionReceipt> Send<TMessage>(TMessage message)
            where TMessage : FunctionMessage, new() => contract.SendAsync(move.Name, message, cancellation);
    }

    /// <summary>Starts a waiting game when a slot is free.</summary>
    public Task<TransactionReceipt> ActivateAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("activate", new ActivateFunction { GameId = gameId }, cancellation);

    /// <summary>Asserter: gives up, with the same slash as a proven fault.</summary>
    public Task<TransactionReceipt> ConcedeAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("concede", new ConcedeFunction { GameId = gameId }, cancellation);

    /// <summary>Challenger: gives up its bond.</summary>
    public Task<TransactionReceipt> ResignAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("resign", new ResignFunction { GameId = gameId }, cancellation);

    /// <summary>Announces that the side to move has used up its time.</summary>
    public Task<TransactionReceipt> AccuseAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("accuse", new AccuseFunction { GameId = gameId }, cancellation);

    /// <summary>Ends a game whose accused side stayed silent through the grace period.</summary>
    public Task<TransactionReceipt> ClaimTimeoutAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("claimTimeout", new ClaimTimeoutFunction { GameId = gameId }, cancellation);

    /// <summary>Ends a game whose claim another game has decided; the bond is returned.</summary>
    public Task<TransactionReceipt> ReleaseAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("release", new ReleaseFunction { GameId = gameId }, cancellation);

    /// <summary>What an account can withdraw from the game, in wei.</summary>
    public Task<BigInteger> CreditOfAsync(string account, CancellationToken cancellation) =>
        contract.QueryAsync<CreditOfFunction, BigInteger>("creditOf", new CreditOfFunction { Account = account }, cancellation);

    /// <summary>
    /// Moves what a game holds for its asserter into the asserter's credit and, once the game is closed, the rest of the bond into the challenger's. Anybody may.
    /// </summary>
    public Task<TransactionReceipt> CollectAsync(ulong gameId, CancellationToken cancellation) =>
        contract.SendAsync("collect", new CollectFunction { GameId = gameId }, cancellation);

    /// <summary>Withdraws the acting account's whole credit.</summary>
    public Task<TransactionReceipt> WithdrawAsync(string to, CancellationToken cancellation) =>
        contract.SendAsync("withdraw", new WithdrawFunction { To = to }, cancellation);

    private static byte[] Hash(GameState state) => state.StateHash.ToArray();

    private static byte[] Body(GameState state) => state.BodyRoot.ToArray();

    private static List<byte[]> Bytes(IEnumerable<Digest> digests) => [.. digests.Select(digest => digest.ToArray())];

    private static byte[] Pack(ImmutableArray<int> accumulators)
    {
        var packed = new byte[accumulators.Length * sizeof(int)];
        for (var i = 0; i < accumulators.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(packed.AsSpan(i * sizeof(int)), accumulators[i]);
        return packed;
    }

    private static Opening Open(ModelCommitment model, ElementOpening opening) => new()
    {
        Model = Describe(model),
        InstructionIndex = opening.InstructionIndex,
        Element = opening.Element,
        Instruction = opening.Instruction,
        InstructionSiblings = Bytes(opening.InstructionSiblings),
        Chunk = opening.Chunk.Chunk.ToArray(),
        OtherLeaves = Bytes(opening.Chunk.OtherLeaves),
    };

    private static Selection Select(ModelCommitment model, SelectedElement selected, ImmutableArray<int> accumulators, StepWitness witness) => new()
    {
        Model = Describe(model),
        Instruction = witness.Instruction.ToArray(),
        InstructionIndex = selected.InstructionIndex,
        Element = selected.Element,
        Claimed = selected.Claimed,
        Accumulators = Pack(accumulators),
    };

    private static ModelDescription Describe(ModelCommitment model) => new()
    {
        ProfileVersion = InferenceProgram.ProfileVersion,
        InstructionCount = model.InstructionCount,
        InputPages = model.Pages.Input,
        ConstantPages = model.Pages.Constants,
        BodyPages = model.Pages.Body,
        OutputPages = model.Pages.Output,
        ProgramRoot = model.ProgramRoot.ToArray(),
        ConstantsRoot = model.ConstantsRoot.ToArray(),
        InterfaceHash = model.InterfaceHash.ToArray(),
    };
}

/// <summary>A game that was opened.</summary>
/// <param name="GameId">Its id.</param>
/// <param name="JobId">The job whose result is disputed.</param>
/// <param name="Asserter">The operator that submitted the result.</param>
/// <param name="Challenger">Who disputes it.</param>
public sealed record OpenedGame(ulong GameId, ulong JobId, string Asserter, string Challenger);
