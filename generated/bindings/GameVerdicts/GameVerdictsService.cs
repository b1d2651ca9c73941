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
using Assay.Contracts.GameVerdicts.ContractDefinition;

namespace Assay.Contracts.GameVerdicts
{
    public partial class GameVerdictsService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, GameVerdictsDeployment gameVerdictsDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<GameVerdictsDeployment>().SendRequestAndWaitForReceiptAsync(gameVerdictsDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, GameVerdictsDeployment gameVerdictsDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<GameVerdictsDeployment>().SendRequestAsync(gameVerdictsDeployment);
        }

        public static async Task<GameVerdictsService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, GameVerdictsDeployment gameVerdictsDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, gameVerdictsDeployment, cancellationTokenSource);
            return new GameVerdictsService(web3, receipt.ContractAddress);
        }

        public GameVerdictsService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<byte[]> ConfigurationQueryAsync(ConfigurationFunction configurationFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ConfigurationFunction, byte[]>(configurationFunction, blockParameter);
        }

        
        public Task<byte[]> ConfigurationQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ConfigurationFunction, byte[]>(null, blockParameter);
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

        public override List<Type> GetAllFunctionTypes()
        {
            return new List<Type>
            {
                typeof(ConfigurationFunction),
                typeof(ProveElementFunction),
                typeof(ProveFinishFunction),
                typeof(ProvePaddingFunction),
                typeof(ProveSegmentFunction),
                typeof(RevealAccumulatorsFunction),
                typeof(SelectElementFunction)
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
                typeof(PagedtreeIndexoutofrangeError),
                typeof(PagedtreePaddingnotzeroError),
                typeof(PagedtreeWrongsiblingcountError)
            };
        }
    }
}
