using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Web3;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Contracts.CQS;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.Contracts;
using System.Threading;
using Assay.Contracts.DisputeGame.ContractDefinition;

namespace Assay.Contracts.DisputeGame
{
    public partial class DisputeGameService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, DisputeGameDeployment disputeGameDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<DisputeGameDeployment>().SendRequestAndWaitForReceiptAsync(disputeGameDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, DisputeGameDeployment disputeGameDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<DisputeGameDeployment>().SendRequestAsync(disputeGameDeployment);
        }

        public static async Task<DisputeGameService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, DisputeGameDeployment disputeGameDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, disputeGameDeployment, cancellationTokenSource);
            return new DisputeGameService(web3, receipt.ContractAddress);
        }

        public DisputeGameService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<string> AccuseRequestAsync(AccuseFunction accuseFunction)
        {
             return ContractHandler.SendRequestAsync(accuseFunction);
        }

        public Task<TransactionReceipt> AccuseRequestAndWaitForReceiptAsync(AccuseFunction accuseFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(accuseFunction, cancellationToken);
        }

        public Task<string> AccuseRequestAsync(ulong gameId)
        {
            var accuseFunction = new AccuseFunction();
                accuseFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(accuseFunction);
        }

        public Task<TransactionReceipt> AccuseRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var accuseFunction = new AccuseFunction();
                accuseFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(accuseFunction, cancellationToken);
        }

        public Task<string> ActivateRequestAsync(ActivateFunction activateFunction)
        {
             return ContractHandler.SendRequestAsync(activateFunction);
        }

        public Task<TransactionReceipt> ActivateRequestAndWaitForReceiptAsync(ActivateFunction activateFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(activateFunction, cancellationToken);
        }

        public Task<string> ActivateRequestAsync(ulong gameId)
        {
            var activateFunction = new ActivateFunction();
                activateFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(activateFunction);
        }

        public Task<TransactionReceipt> ActivateRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var activateFunction = new ActivateFunction();
                activateFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(activateFunction, cancellationToken);
        }

        public Task<BountyOfOutputDTO> BountyOfQueryAsync(BountyOfFunction bountyOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<BountyOfFunction, BountyOfOutputDTO>(bountyOfFunction, blockParameter);
        }

        public Task<BountyOfOutputDTO> BountyOfQueryAsync(string source, BigInteger claimId, BlockParameter blockParameter = null)
        {
            var bountyOfFunction = new BountyOfFunction();
                bountyOfFunction.Source = source;
                bountyOfFunction.ClaimId = claimId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<BountyOfFunction, BountyOfOutputDTO>(bountyOfFunction, blockParameter);
        }

        public Task<BigInteger> BurnedQueryAsync(BurnedFunction burnedFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<BurnedFunction, BigInteger>(burnedFunction, blockParameter);
        }

        
        public Task<BigInteger> BurnedQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<BurnedFunction, BigInteger>(null, blockParameter);
        }

        public Task<string> ChallengeRequestAsync(ChallengeFunction challengeFunction)
        {
             return ContractHandler.SendRequestAsync(challengeFunction);
        }

        public Task<TransactionReceipt> ChallengeRequestAndWaitForReceiptAsync(ChallengeFunction challengeFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(challengeFunction, cancellationToken);
        }

        public Task<string> ChallengeRequestAsync(string source, BigInteger claimId, ModelDescription model, ulong hint)
        {
            var challengeFunction = new ChallengeFunction();
                challengeFunction.Source = source;
                challengeFunction.ClaimId = claimId;
                challengeFunction.Model = model;
                challengeFunction.Hint = hint;
            
             return ContractHandler.SendRequestAsync(challengeFunction);
        }

        public Task<TransactionReceipt> ChallengeRequestAndWaitForReceiptAsync(string source, BigInteger claimId, ModelDescription model, ulong hint, CancellationTokenSource cancellationToken = null)
        {
            var challengeFunction = new ChallengeFunction();
                challengeFunction.Source = source;
                challengeFunction.ClaimId = claimId;
                challengeFunction.Model = model;
                challengeFunction.Hint = hint;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(challengeFunction, cancellationToken);
        }

        public Task<ClaimStatusOutputDTO> ClaimStatusQueryAsync(ClaimStatusFunction claimStatusFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ClaimStatusFunction, ClaimStatusOutputDTO>(claimStatusFunction, blockParameter);
        }

        public Task<ClaimStatusOutputDTO> ClaimStatusQueryAsync(string source, BigInteger claimId, BlockParameter blockParameter = null)
        {
            var claimStatusFunction = new ClaimStatusFunction();
                claimStatusFunction.Source = source;
                claimStatusFunction.ClaimId = claimId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<ClaimStatusFunction, ClaimStatusOutputDTO>(claimStatusFunction, blockParameter);
        }

        public Task<string> ClaimTimeoutRequestAsync(ClaimTimeoutFunction claimTimeoutFunction)
        {
             return ContractHandler.SendRequestAsync(claimTimeoutFunction);
        }

        public Task<TransactionReceipt> ClaimTimeoutRequestAndWaitForReceiptAsync(ClaimTimeoutFunction claimTimeoutFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(claimTimeoutFunction, cancellationToken);
        }

        public Task<string> ClaimTimeoutRequestAsync(ulong gameId)
        {
            var claimTimeoutFunction = new ClaimTimeoutFunction();
                claimTimeoutFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(claimTimeoutFunction);
        }

        public Task<TransactionReceipt> ClaimTimeoutRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var claimTimeoutFunction = new ClaimTimeoutFunction();
                claimTimeoutFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(claimTimeoutFunction, cancellationToken);
        }

        public Task<string> CollectRequestAsync(CollectFunction collectFunction)
        {
             return ContractHandler.SendRequestAsync(collectFunction);
        }

        public Task<TransactionReceipt> CollectRequestAndWaitForReceiptAsync(CollectFunction collectFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(collectFunction, cancellationToken);
        }

        public Task<string> CollectRequestAsync(ulong gameId)
        {
            var collectFunction = new CollectFunction();
                collectFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(collectFunction);
        }

        public Task<TransactionReceipt> CollectRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var collectFunction = new CollectFunction();
                collectFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(collectFunction, cancellationToken);
        }

        public Task<string> ConcedeRequestAsync(ConcedeFunction concedeFunction)
        {
             return ContractHandler.SendRequestAsync(concedeFunction);
        }

        public Task<TransactionReceipt> ConcedeRequestAndWaitForReceiptAsync(ConcedeFunction concedeFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(concedeFunction, cancellationToken);
        }

        public Task<string> ConcedeRequestAsync(ulong gameId)
        {
            var concedeFunction = new ConcedeFunction();
                concedeFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(concedeFunction);
        }

        public Task<TransactionReceipt> ConcedeRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var concedeFunction = new ConcedeFunction();
                concedeFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(concedeFunction, cancellationToken);
        }

        public Task<byte[]> ConfigurationQueryAsync(ConfigurationFunction configurationFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ConfigurationFunction, byte[]>(configurationFunction, blockParameter);
        }

        
        public Task<byte[]> ConfigurationQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ConfigurationFunction, byte[]>(null, blockParameter);
        }

        public Task<BigInteger> CreditOfQueryAsync(CreditOfFunction creditOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<CreditOfFunction, BigInteger>(creditOfFunction, blockParameter);
        }

        
        public Task<BigInteger> CreditOfQueryAsync(string account, BlockParameter blockParameter = null)
        {
            var creditOfFunction = new CreditOfFunction();
                creditOfFunction.Account = account;
            
            return ContractHandler.QueryAsync<CreditOfFunction, BigInteger>(creditOfFunction, blockParameter);
        }

        public Task<ulong> GameCountQueryAsync(GameCountFunction gameCountFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GameCountFunction, ulong>(gameCountFunction, blockParameter);
        }

        
        public Task<ulong> GameCountQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GameCountFunction, ulong>(null, blockParameter);
        }

        public Task<GameOfOutputDTO> GameOfQueryAsync(GameOfFunction gameOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<GameOfFunction, GameOfOutputDTO>(gameOfFunction, blockParameter);
        }

        public Task<GameOfOutputDTO> GameOfQueryAsync(ulong gameId, BlockParameter blockParameter = null)
        {
            var gameOfFunction = new GameOfFunction();
                gameOfFunction.GameId = gameId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<GameOfFunction, GameOfOutputDTO>(gameOfFunction, blockParameter);
        }

        public Task<string> InitializeRequestAsync(InitializeFunction initializeFunction)
        {
             return ContractHandler.SendRequestAsync(initializeFunction);
        }

        public Task<TransactionReceipt> InitializeRequestAndWaitForReceiptAsync(InitializeFunction initializeFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(initializeFunction, cancellationToken);
        }

        public Task<string> InitializeRequestAsync(List<string> sources)
        {
            var initializeFunction = new InitializeFunction();
                initializeFunction.Sources = sources;
            
             return ContractHandler.SendRequestAsync(initializeFunction);
        }

        public Task<TransactionReceipt> InitializeRequestAndWaitForReceiptAsync(List<string> sources, CancellationTokenSource cancellationToken = null)
        {
            var initializeFunction = new InitializeFunction();
                initializeFunction.Sources = sources;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(initializeFunction, cancellationToken);
        }

        public Task<bool> IsSourceQueryAsync(IsSourceFunction isSourceFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsSourceFunction, bool>(isSourceFunction, blockParameter);
        }

        
        public Task<bool> IsSourceQueryAsync(string source, BlockParameter blockParameter = null)
        {
            var isSourceFunction = new IsSourceFunction();
                isSourceFunction.Source = source;
            
            return ContractHandler.QueryAsync<IsSourceFunction, bool>(isSourceFunction, blockParameter);
        }

        public Task<byte> LevelsAtQueryAsync(LevelsAtFunction levelsAtFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<LevelsAtFunction, byte>(levelsAtFunction, blockParameter);
        }

        
        public Task<byte> LevelsAtQueryAsync(byte level, BlockParameter blockParameter = null)
        {
            var levelsAtFunction = new LevelsAtFunction();
                levelsAtFunction.Level = level;
            
            return ContractHandler.QueryAsync<LevelsAtFunction, byte>(levelsAtFunction, blockParameter);
        }

        public Task<BigInteger> MinimumBondQueryAsync(MinimumBondFunction minimumBondFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<MinimumBondFunction, BigInteger>(minimumBondFunction, blockParameter);
        }

        
        public Task<BigInteger> MinimumBondQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<MinimumBondFunction, BigInteger>(null, blockParameter);
        }

        public Task<OperatorOfOutputDTO> OperatorOfQueryAsync(OperatorOfFunction operatorOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<OperatorOfFunction, OperatorOfOutputDTO>(operatorOfFunction, blockParameter);
        }

        public Task<OperatorOfOutputDTO> OperatorOfQueryAsync(string asserter, BlockParameter blockParameter = null)
        {
            var operatorOfFunction = new OperatorOfFunction();
                operatorOfFunction.Asserter = asserter;
            
            return ContractHandler.QueryDeserializingToObjectAsync<OperatorOfFunction, OperatorOfOutputDTO>(operatorOfFunction, blockParameter);
        }

        public Task<ParametersOutputDTO> ParametersQueryAsync(ParametersFunction parametersFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ParametersFunction, ParametersOutputDTO>(parametersFunction, blockParameter);
        }

        public Task<ParametersOutputDTO> ParametersQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ParametersFunction, ParametersOutputDTO>(null, blockParameter);
        }

        public Task<string> PickRequestAsync(PickFunction pickFunction)
        {
             return ContractHandler.SendRequestAsync(pickFunction);
        }

        public Task<TransactionReceipt> PickRequestAndWaitForReceiptAsync(PickFunction pickFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(pickFunction, cancellationToken);
        }

        public Task<string> PickRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, uint child, byte[] node, List<byte[]> siblings)
        {
            var pickFunction = new PickFunction();
                pickFunction.GameId = gameId;
                pickFunction.StateHash = stateHash;
                pickFunction.BodyRoot = bodyRoot;
                pickFunction.Child = child;
                pickFunction.Node = node;
                pickFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAsync(pickFunction);
        }

        public Task<TransactionReceipt> PickRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, uint child, byte[] node, List<byte[]> siblings, CancellationTokenSource cancellationToken = null)
        {
            var pickFunction = new PickFunction();
                pickFunction.GameId = gameId;
                pickFunction.StateHash = stateHash;
                pickFunction.BodyRoot = bodyRoot;
                pickFunction.Child = child;
                pickFunction.Node = node;
                pickFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(pickFunction, cancellationToken);
        }

        public Task<string> PickOutputRequestAsync(PickOutputFunction pickOutputFunction)
        {
             return ContractHandler.SendRequestAsync(pickOutputFunction);
        }

        public Task<TransactionReceipt> PickOutputRequestAndWaitForReceiptAsync(PickOutputFunction pickOutputFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(pickOutputFunction, cancellationToken);
        }

        public Task<string> PickOutputRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot)
        {
            var pickOutputFunction = new PickOutputFunction();
                pickOutputFunction.GameId = gameId;
                pickOutputFunction.StateHash = stateHash;
                pickOutputFunction.BodyRoot = bodyRoot;
            
             return ContractHandler.SendRequestAsync(pickOutputFunction);
        }

        public Task<TransactionReceipt> PickOutputRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, CancellationTokenSource cancellationToken = null)
        {
            var pickOutputFunction = new PickOutputFunction();
                pickOutputFunction.GameId = gameId;
                pickOutputFunction.StateHash = stateHash;
                pickOutputFunction.BodyRoot = bodyRoot;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(pickOutputFunction, cancellationToken);
        }

        public Task<string> ProveElementRequestAsync(ProveElementFunction proveElementFunction)
        {
             return ContractHandler.SendRequestAsync(proveElementFunction);
        }

        public Task<TransactionReceipt> ProveElementRequestAndWaitForReceiptAsync(ProveElementFunction proveElementFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveElementFunction, cancellationToken);
        }

        public Task<string> ProveElementRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Opening opening, byte[] chunks, List<byte[]> siblings)
        {
            var proveElementFunction = new ProveElementFunction();
                proveElementFunction.GameId = gameId;
                proveElementFunction.StateHash = stateHash;
                proveElementFunction.BodyRoot = bodyRoot;
                proveElementFunction.Opening = opening;
                proveElementFunction.Chunks = chunks;
                proveElementFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAsync(proveElementFunction);
        }

        public Task<TransactionReceipt> ProveElementRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Opening opening, byte[] chunks, List<byte[]> siblings, CancellationTokenSource cancellationToken = null)
        {
            var proveElementFunction = new ProveElementFunction();
                proveElementFunction.GameId = gameId;
                proveElementFunction.StateHash = stateHash;
                proveElementFunction.BodyRoot = bodyRoot;
                proveElementFunction.Opening = opening;
                proveElementFunction.Chunks = chunks;
                proveElementFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveElementFunction, cancellationToken);
        }

        public Task<string> ProveFinishRequestAsync(ProveFinishFunction proveFinishFunction)
        {
             return ContractHandler.SendRequestAsync(proveFinishFunction);
        }

        public Task<TransactionReceipt> ProveFinishRequestAndWaitForReceiptAsync(ProveFinishFunction proveFinishFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveFinishFunction, cancellationToken);
        }

        public Task<string> ProveFinishRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Selection selection, byte[] chunks, List<byte[]> siblings)
        {
            var proveFinishFunction = new ProveFinishFunction();
                proveFinishFunction.GameId = gameId;
                proveFinishFunction.StateHash = stateHash;
                proveFinishFunction.BodyRoot = bodyRoot;
                proveFinishFunction.Selection = selection;
                proveFinishFunction.Chunks = chunks;
                proveFinishFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAsync(proveFinishFunction);
        }

        public Task<TransactionReceipt> ProveFinishRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Selection selection, byte[] chunks, List<byte[]> siblings, CancellationTokenSource cancellationToken = null)
        {
            var proveFinishFunction = new ProveFinishFunction();
                proveFinishFunction.GameId = gameId;
                proveFinishFunction.StateHash = stateHash;
                proveFinishFunction.BodyRoot = bodyRoot;
                proveFinishFunction.Selection = selection;
                proveFinishFunction.Chunks = chunks;
                proveFinishFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveFinishFunction, cancellationToken);
        }

        public Task<string> ProvePaddingRequestAsync(ProvePaddingFunction provePaddingFunction)
        {
             return ContractHandler.SendRequestAsync(provePaddingFunction);
        }

        public Task<TransactionReceipt> ProvePaddingRequestAndWaitForReceiptAsync(ProvePaddingFunction provePaddingFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(provePaddingFunction, cancellationToken);
        }

        public Task<string> ProvePaddingRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Opening opening)
        {
            var provePaddingFunction = new ProvePaddingFunction();
                provePaddingFunction.GameId = gameId;
                provePaddingFunction.StateHash = stateHash;
                provePaddingFunction.BodyRoot = bodyRoot;
                provePaddingFunction.Opening = opening;
            
             return ContractHandler.SendRequestAsync(provePaddingFunction);
        }

        public Task<TransactionReceipt> ProvePaddingRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Opening opening, CancellationTokenSource cancellationToken = null)
        {
            var provePaddingFunction = new ProvePaddingFunction();
                provePaddingFunction.GameId = gameId;
                provePaddingFunction.StateHash = stateHash;
                provePaddingFunction.BodyRoot = bodyRoot;
                provePaddingFunction.Opening = opening;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(provePaddingFunction, cancellationToken);
        }

        public Task<string> ProveSegmentRequestAsync(ProveSegmentFunction proveSegmentFunction)
        {
             return ContractHandler.SendRequestAsync(proveSegmentFunction);
        }

        public Task<TransactionReceipt> ProveSegmentRequestAndWaitForReceiptAsync(ProveSegmentFunction proveSegmentFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveSegmentFunction, cancellationToken);
        }

        public Task<string> ProveSegmentRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Selection selection, uint segment, byte[] chunks, List<byte[]> siblings)
        {
            var proveSegmentFunction = new ProveSegmentFunction();
                proveSegmentFunction.GameId = gameId;
                proveSegmentFunction.StateHash = stateHash;
                proveSegmentFunction.BodyRoot = bodyRoot;
                proveSegmentFunction.Selection = selection;
                proveSegmentFunction.Segment = segment;
                proveSegmentFunction.Chunks = chunks;
                proveSegmentFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAsync(proveSegmentFunction);
        }

        public Task<TransactionReceipt> ProveSegmentRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Selection selection, uint segment, byte[] chunks, List<byte[]> siblings, CancellationTokenSource cancellationToken = null)
        {
            var proveSegmentFunction = new ProveSegmentFunction();
                proveSegmentFunction.GameId = gameId;
                proveSegmentFunction.StateHash = stateHash;
                proveSegmentFunction.BodyRoot = bodyRoot;
                proveSegmentFunction.Selection = selection;
                proveSegmentFunction.Segment = segment;
                proveSegmentFunction.Chunks = chunks;
                proveSegmentFunction.Siblings = siblings;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveSegmentFunction, cancellationToken);
        }

        public Task<ulong> QueueHintQueryAsync(QueueHintFunction queueHintFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<QueueHintFunction, ulong>(queueHintFunction, blockParameter);
        }

        
        public Task<ulong> QueueHintQueryAsync(string asserter, BigInteger bond, BlockParameter blockParameter = null)
        {
            var queueHintFunction = new QueueHintFunction();
                queueHintFunction.Asserter = asserter;
                queueHintFunction.Bond = bond;
            
            return ContractHandler.QueryAsync<QueueHintFunction, ulong>(queueHintFunction, blockParameter);
        }

        public Task<string> RaiseBondRequestAsync(RaiseBondFunction raiseBondFunction)
        {
             return ContractHandler.SendRequestAsync(raiseBondFunction);
        }

        public Task<TransactionReceipt> RaiseBondRequestAndWaitForReceiptAsync(RaiseBondFunction raiseBondFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(raiseBondFunction, cancellationToken);
        }

        public Task<string> RaiseBondRequestAsync(ulong gameId, ulong hint)
        {
            var raiseBondFunction = new RaiseBondFunction();
                raiseBondFunction.GameId = gameId;
                raiseBondFunction.Hint = hint;
            
             return ContractHandler.SendRequestAsync(raiseBondFunction);
        }

        public Task<TransactionReceipt> RaiseBondRequestAndWaitForReceiptAsync(ulong gameId, ulong hint, CancellationTokenSource cancellationToken = null)
        {
            var raiseBondFunction = new RaiseBondFunction();
                raiseBondFunction.GameId = gameId;
                raiseBondFunction.Hint = hint;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(raiseBondFunction, cancellationToken);
        }

        public Task<string> ReleaseRequestAsync(ReleaseFunction releaseFunction)
        {
             return ContractHandler.SendRequestAsync(releaseFunction);
        }

        public Task<TransactionReceipt> ReleaseRequestAndWaitForReceiptAsync(ReleaseFunction releaseFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(releaseFunction, cancellationToken);
        }

        public Task<string> ReleaseRequestAsync(ulong gameId)
        {
            var releaseFunction = new ReleaseFunction();
                releaseFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(releaseFunction);
        }

        public Task<TransactionReceipt> ReleaseRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var releaseFunction = new ReleaseFunction();
                releaseFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(releaseFunction, cancellationToken);
        }

        public Task<string> ResignRequestAsync(ResignFunction resignFunction)
        {
             return ContractHandler.SendRequestAsync(resignFunction);
        }

        public Task<TransactionReceipt> ResignRequestAndWaitForReceiptAsync(ResignFunction resignFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(resignFunction, cancellationToken);
        }

        public Task<string> ResignRequestAsync(ulong gameId)
        {
            var resignFunction = new ResignFunction();
                resignFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAsync(resignFunction);
        }

        public Task<TransactionReceipt> ResignRequestAndWaitForReceiptAsync(ulong gameId, CancellationTokenSource cancellationToken = null)
        {
            var resignFunction = new ResignFunction();
                resignFunction.GameId = gameId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(resignFunction, cancellationToken);
        }

        public Task<string> RevealAccumulatorsRequestAsync(RevealAccumulatorsFunction revealAccumulatorsFunction)
        {
             return ContractHandler.SendRequestAsync(revealAccumulatorsFunction);
        }

        public Task<TransactionReceipt> RevealAccumulatorsRequestAndWaitForReceiptAsync(RevealAccumulatorsFunction revealAccumulatorsFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(revealAccumulatorsFunction, cancellationToken);
        }

        public Task<string> RevealAccumulatorsRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, byte[] selection, byte[] accumulators)
        {
            var revealAccumulatorsFunction = new RevealAccumulatorsFunction();
                revealAccumulatorsFunction.GameId = gameId;
                revealAccumulatorsFunction.StateHash = stateHash;
                revealAccumulatorsFunction.BodyRoot = bodyRoot;
                revealAccumulatorsFunction.Selection = selection;
                revealAccumulatorsFunction.Accumulators = accumulators;
            
             return ContractHandler.SendRequestAsync(revealAccumulatorsFunction);
        }

        public Task<TransactionReceipt> RevealAccumulatorsRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, byte[] selection, byte[] accumulators, CancellationTokenSource cancellationToken = null)
        {
            var revealAccumulatorsFunction = new RevealAccumulatorsFunction();
                revealAccumulatorsFunction.GameId = gameId;
                revealAccumulatorsFunction.StateHash = stateHash;
                revealAccumulatorsFunction.BodyRoot = bodyRoot;
                revealAccumulatorsFunction.Selection = selection;
                revealAccumulatorsFunction.Accumulators = accumulators;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(revealAccumulatorsFunction, cancellationToken);
        }

        public Task<string> RevealNodesRequestAsync(RevealNodesFunction revealNodesFunction)
        {
             return ContractHandler.SendRequestAsync(revealNodesFunction);
        }

        public Task<TransactionReceipt> RevealNodesRequestAndWaitForReceiptAsync(RevealNodesFunction revealNodesFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(revealNodesFunction, cancellationToken);
        }

        public Task<string> RevealNodesRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, List<byte[]> nodes)
        {
            var revealNodesFunction = new RevealNodesFunction();
                revealNodesFunction.GameId = gameId;
                revealNodesFunction.StateHash = stateHash;
                revealNodesFunction.BodyRoot = bodyRoot;
                revealNodesFunction.Nodes = nodes;
            
             return ContractHandler.SendRequestAsync(revealNodesFunction);
        }

        public Task<TransactionReceipt> RevealNodesRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, List<byte[]> nodes, CancellationTokenSource cancellationToken = null)
        {
            var revealNodesFunction = new RevealNodesFunction();
                revealNodesFunction.GameId = gameId;
                revealNodesFunction.StateHash = stateHash;
                revealNodesFunction.BodyRoot = bodyRoot;
                revealNodesFunction.Nodes = nodes;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(revealNodesFunction, cancellationToken);
        }

        public Task<string> RevealPageRequestAsync(RevealPageFunction revealPageFunction)
        {
             return ContractHandler.SendRequestAsync(revealPageFunction);
        }

        public Task<TransactionReceipt> RevealPageRequestAndWaitForReceiptAsync(RevealPageFunction revealPageFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(revealPageFunction, cancellationToken);
        }

        public Task<string> RevealPageRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, byte[] page)
        {
            var revealPageFunction = new RevealPageFunction();
                revealPageFunction.GameId = gameId;
                revealPageFunction.StateHash = stateHash;
                revealPageFunction.BodyRoot = bodyRoot;
                revealPageFunction.Page = page;
            
             return ContractHandler.SendRequestAsync(revealPageFunction);
        }

        public Task<TransactionReceipt> RevealPageRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, byte[] page, CancellationTokenSource cancellationToken = null)
        {
            var revealPageFunction = new RevealPageFunction();
                revealPageFunction.GameId = gameId;
                revealPageFunction.StateHash = stateHash;
                revealPageFunction.BodyRoot = bodyRoot;
                revealPageFunction.Page = page;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(revealPageFunction, cancellationToken);
        }

        public Task<string> SelectElementRequestAsync(SelectElementFunction selectElementFunction)
        {
             return ContractHandler.SendRequestAsync(selectElementFunction);
        }

        public Task<TransactionReceipt> SelectElementRequestAndWaitForReceiptAsync(SelectElementFunction selectElementFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(selectElementFunction, cancellationToken);
        }

        public Task<string> SelectElementRequestAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Opening opening)
        {
            var selectElementFunction = new SelectElementFunction();
                selectElementFunction.GameId = gameId;
                selectElementFunction.StateHash = stateHash;
                selectElementFunction.BodyRoot = bodyRoot;
                selectElementFunction.Opening = opening;
            
             return ContractHandler.SendRequestAsync(selectElementFunction);
        }

        public Task<TransactionReceipt> SelectElementRequestAndWaitForReceiptAsync(ulong gameId, byte[] stateHash, byte[] bodyRoot, Opening opening, CancellationTokenSource cancellationToken = null)
        {
            var selectElementFunction = new SelectElementFunction();
                selectElementFunction.GameId = gameId;
                selectElementFunction.StateHash = stateHash;
                selectElementFunction.BodyRoot = bodyRoot;
                selectElementFunction.Opening = opening;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(selectElementFunction, cancellationToken);
        }

        public Task<string> VaultQueryAsync(VaultFunction vaultFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<VaultFunction, string>(vaultFunction, blockParameter);
        }

        
        public Task<string> VaultQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<VaultFunction, string>(null, blockParameter);
        }

        public Task<string> VerifierQueryAsync(VerifierFunction verifierFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<VerifierFunction, string>(verifierFunction, blockParameter);
        }

        
        public Task<string> VerifierQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<VerifierFunction, string>(null, blockParameter);
        }

        public Task<string> WithdrawRequestAsync(WithdrawFunction withdrawFunction)
        {
             return ContractHandler.SendRequestAsync(withdrawFunction);
        }

        public Task<TransactionReceipt> WithdrawRequestAndWaitForReceiptAsync(WithdrawFunction withdrawFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(withdrawFunction, cancellationToken);
        }

        public Task<string> WithdrawRequestAsync(string to)
        {
            var withdrawFunction = new WithdrawFunction();
                withdrawFunction.To = to;
            
             return ContractHandler.SendRequestAsync(withdrawFunction);
        }

        public Task<TransactionReceipt> WithdrawRequestAndWaitForReceiptAsync(string to, CancellationTokenSource cancellationToken = null)
        {
            var withdrawFunction = new WithdrawFunction();
                withdrawFunction.To = to;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(withdrawFunction, cancellationToken);
        }

        public override List<Type> GetAllFunctionTypes()
        {
            return new List<Type>
            {
                typeof(AccuseFunction),
                typeof(ActivateFunction),
                typeof(BountyOfFunction),
                typeof(BurnedFunction),
                typeof(ChallengeFunction),
                typeof(ClaimStatusFunction),
                typeof(ClaimTimeoutFunction),
                typeof(CollectFunction),
                typeof(ConcedeFunction),
                typeof(ConfigurationFunction),
                typeof(CreditOfFunction),
                typeof(GameCountFunction),
                typeof(GameOfFunction),
                typeof(InitializeFunction),
                typeof(IsSourceFunction),
                typeof(LevelsAtFunction),
                typeof(MinimumBondFunction),
                typeof(OperatorOfFunction),
                typeof(ParametersFunction),
                typeof(PickFunction),
                typeof(PickOutputFunction),
                typeof(ProveElementFunction),
                typeof(ProveFinishFunction),
                typeof(ProvePaddingFunction),
                typeof(ProveSegmentFunction),
                typeof(QueueHintFunction),
                typeof(RaiseBondFunction),
                typeof(ReleaseFunction),
                typeof(ResignFunction),
                typeof(RevealAccumulatorsFunction),
                typeof(RevealNodesFunction),
                typeof(RevealPageFunction),
                typeof(SelectElementFunction),
                typeof(VaultFunction),
                typeof(VerifierFunction),
                typeof(WithdrawFunction)
            };
        }

        public override List<Type> GetAllEventTypes()
        {
            return new List<Type>
            {
                typeof(AccumulatorsRevealedEventDTO),
                typeof(AccusedEventDTO),
                typeof(BondRaisedEventDTO),
                typeof(ClaimDecidedEventDTO),
                typeof(CreditedEventDTO),
                typeof(ElementSelectedEventDTO),
                typeof(FaultProvenEventDTO),
                typeof(GameActivatedEventDTO),
                typeof(GameClosedEventDTO),
                typeof(GameOpenedEventDTO),
                typeof(InitializedEventDTO),
                typeof(InvalidInstructionMetEventDTO),
                typeof(NodePickedEventDTO),
                typeof(NodesRevealedEventDTO),
                typeof(PageRevealedEventDTO),
                typeof(WithdrawnEventDTO)
            };
        }

        public override List<Type> GetAllErrorTypes()
        {
            return new List<Type>
            {
                typeof(DisputegameAlreadyaccusedError),
                typeof(DisputegameAlreadyinitializedError),
                typeof(DisputegameBondtoolargeError),
                typeof(DisputegameBondtoosmallError),
                typeof(DisputegameClaimidtoolargeError),
                typeof(DisputegameElementisrightError),
                typeof(DisputegameElementiswholeError),
                typeof(DisputegameElementnotonpageError),
                typeof(DisputegameGameoverError),
                typeof(DisputegameInvalidparametersError),
                typeof(DisputegameInvalidsourcecountError),
                typeof(DisputegameNofreeslotError),
                typeof(DisputegameNodeoutofrangeError),
                typeof(DisputegameNotaccusedError),
                typeof(DisputegameNotasserterError),
                typeof(DisputegameNotchallengerError),
                typeof(DisputegameNotdeployerError),
                typeof(DisputegameNotfirstinqueueError),
                typeof(DisputegameNotfirstpickError),
                typeof(DisputegameNotpaddingError),
                typeof(DisputegameNotreleasableError),
                typeof(DisputegameNotrunningError),
                typeof(DisputegameNothingtocollectError),
                typeof(DisputegameNothingtowithdrawError),
                typeof(DisputegamePaddingisrightError),
                typeof(DisputegamePagenotofinstructionError),
                typeof(DisputegamePositionmismatchError),
                typeof(DisputegameSegmentisrightError),
                typeof(DisputegameSegmentoutofrangeError),
                typeof(DisputegameStilltimeError),
                typeof(DisputegameTransferfailedError),
                typeof(DisputegameUnknownsourceError),
                typeof(DisputegameVerdictsmismatchError),
                typeof(DisputegameWrongaccumulatorslengthError),
                typeof(DisputegameWrongchunklengthError),
                typeof(DisputegameWronghintError),
                typeof(DisputegameWrongmodelError),
                typeof(DisputegameWrongphaseError),
                typeof(DisputegameWrongprofileError),
                typeof(DisputegameWrongprogramproofError),
                typeof(DisputegameWrongsiblingcountError),
                typeof(DisputegameZeroaddressError),
                typeof(PagedtreeWronglengthError),
                typeof(PagedtreeWrongnodecountError)
            };
        }
    }
}
