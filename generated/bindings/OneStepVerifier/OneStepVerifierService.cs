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
using Assay.Contracts.OneStepVerifier.ContractDefinition;

namespace Assay.Contracts.OneStepVerifier
{
    public partial class OneStepVerifierService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, OneStepVerifierDeployment oneStepVerifierDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<OneStepVerifierDeployment>().SendRequestAndWaitForReceiptAsync(oneStepVerifierDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, OneStepVerifierDeployment oneStepVerifierDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<OneStepVerifierDeployment>().SendRequestAsync(oneStepVerifierDeployment);
        }

        public static async Task<OneStepVerifierService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, OneStepVerifierDeployment oneStepVerifierDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, oneStepVerifierDeployment, cancellationTokenSource);
            return new OneStepVerifierService(web3, receipt.ContractAddress);
        }

        public OneStepVerifierService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<int> AccumulateSegmentQueryAsync(AccumulateSegmentFunction accumulateSegmentFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<AccumulateSegmentFunction, int>(accumulateSegmentFunction, blockParameter);
        }

        
        public Task<int> AccumulateSegmentQueryAsync(byte[] instruction, BigInteger element, BigInteger segment, int accumulator, SpaceRoots spaces, byte[] chunks, List<byte[]> siblings, BlockParameter blockParameter = null)
        {
            var accumulateSegmentFunction = new AccumulateSegmentFunction();
                accumulateSegmentFunction.Instruction = instruction;
                accumulateSegmentFunction.Element = element;
                accumulateSegmentFunction.Segment = segment;
                accumulateSegmentFunction.Accumulator = accumulator;
                accumulateSegmentFunction.Spaces = spaces;
                accumulateSegmentFunction.Chunks = chunks;
                accumulateSegmentFunction.Siblings = siblings;
            
            return ContractHandler.QueryAsync<AccumulateSegmentFunction, int>(accumulateSegmentFunction, blockParameter);
        }

        public Task<string> ElementStepsQueryAsync(ElementStepsFunction elementStepsFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ElementStepsFunction, string>(elementStepsFunction, blockParameter);
        }

        
        public Task<string> ElementStepsQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ElementStepsFunction, string>(null, blockParameter);
        }

        public Task<BigInteger> FinishElementQueryAsync(FinishElementFunction finishElementFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<FinishElementFunction, BigInteger>(finishElementFunction, blockParameter);
        }

        
        public Task<BigInteger> FinishElementQueryAsync(byte[] instruction, BigInteger element, int accumulator, SpaceRoots spaces, byte[] chunks, List<byte[]> siblings, BlockParameter blockParameter = null)
        {
            var finishElementFunction = new FinishElementFunction();
                finishElementFunction.Instruction = instruction;
                finishElementFunction.Element = element;
                finishElementFunction.Accumulator = accumulator;
                finishElementFunction.Spaces = spaces;
                finishElementFunction.Chunks = chunks;
                finishElementFunction.Siblings = siblings;
            
            return ContractHandler.QueryAsync<FinishElementFunction, BigInteger>(finishElementFunction, blockParameter);
        }

        public Task<int> InitialAccumulatorQueryAsync(InitialAccumulatorFunction initialAccumulatorFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<InitialAccumulatorFunction, int>(initialAccumulatorFunction, blockParameter);
        }

        
        public Task<int> InitialAccumulatorQueryAsync(byte[] instruction, BlockParameter blockParameter = null)
        {
            var initialAccumulatorFunction = new InitialAccumulatorFunction();
                initialAccumulatorFunction.Instruction = instruction;
            
            return ContractHandler.QueryAsync<InitialAccumulatorFunction, int>(initialAccumulatorFunction, blockParameter);
        }

        public Task<ushort> ProfileVersionQueryAsync(ProfileVersionFunction profileVersionFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ProfileVersionFunction, ushort>(profileVersionFunction, blockParameter);
        }

        
        public Task<ushort> ProfileVersionQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ProfileVersionFunction, ushort>(null, blockParameter);
        }

        public Task<BigInteger> RecomputeElementQueryAsync(RecomputeElementFunction recomputeElementFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RecomputeElementFunction, BigInteger>(recomputeElementFunction, blockParameter);
        }

        
        public Task<BigInteger> RecomputeElementQueryAsync(byte[] instruction, BigInteger element, SpaceRoots spaces, byte[] chunks, List<byte[]> siblings, BlockParameter blockParameter = null)
        {
            var recomputeElementFunction = new RecomputeElementFunction();
                recomputeElementFunction.Instruction = instruction;
                recomputeElementFunction.Element = element;
                recomputeElementFunction.Spaces = spaces;
                recomputeElementFunction.Chunks = chunks;
                recomputeElementFunction.Siblings = siblings;
            
            return ContractHandler.QueryAsync<RecomputeElementFunction, BigInteger>(recomputeElementFunction, blockParameter);
        }

        public Task<BigInteger> SegmentCountQueryAsync(SegmentCountFunction segmentCountFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<SegmentCountFunction, BigInteger>(segmentCountFunction, blockParameter);
        }

        
        public Task<BigInteger> SegmentCountQueryAsync(byte[] instruction, BlockParameter blockParameter = null)
        {
            var segmentCountFunction = new SegmentCountFunction();
                segmentCountFunction.Instruction = instruction;
            
            return ContractHandler.QueryAsync<SegmentCountFunction, BigInteger>(segmentCountFunction, blockParameter);
        }

        public Task<string> TensorStepsQueryAsync(TensorStepsFunction tensorStepsFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TensorStepsFunction, string>(tensorStepsFunction, blockParameter);
        }

        
        public Task<string> TensorStepsQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TensorStepsFunction, string>(null, blockParameter);
        }

        public Task<byte> ValidateInstructionQueryAsync(ValidateInstructionFunction validateInstructionFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidateInstructionFunction, byte>(validateInstructionFunction, blockParameter);
        }

        
        public Task<byte> ValidateInstructionQueryAsync(byte[] instruction, BigInteger index, SpaceRoots spaces, BlockParameter blockParameter = null)
        {
            var validateInstructionFunction = new ValidateInstructionFunction();
                validateInstructionFunction.Instruction = instruction;
                validateInstructionFunction.Index = index;
                validateInstructionFunction.Spaces = spaces;
            
            return ContractHandler.QueryAsync<ValidateInstructionFunction, byte>(validateInstructionFunction, blockParameter);
        }

        public Task<byte> ValidateLinkQueryAsync(ValidateLinkFunction validateLinkFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidateLinkFunction, byte>(validateLinkFunction, blockParameter);
        }

        
        public Task<byte> ValidateLinkQueryAsync(byte[] consumer, BigInteger slot, byte[] producer, BlockParameter blockParameter = null)
        {
            var validateLinkFunction = new ValidateLinkFunction();
                validateLinkFunction.Consumer = consumer;
                validateLinkFunction.Slot = slot;
                validateLinkFunction.Producer = producer;
            
            return ContractHandler.QueryAsync<ValidateLinkFunction, byte>(validateLinkFunction, blockParameter);
        }

        public Task<byte> ValidateOrderQueryAsync(ValidateOrderFunction validateOrderFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidateOrderFunction, byte>(validateOrderFunction, blockParameter);
        }

        
        public Task<byte> ValidateOrderQueryAsync(byte[] previous, byte[] next, BlockParameter blockParameter = null)
        {
            var validateOrderFunction = new ValidateOrderFunction();
                validateOrderFunction.Previous = previous;
                validateOrderFunction.Next = next;
            
            return ContractHandler.QueryAsync<ValidateOrderFunction, byte>(validateOrderFunction, blockParameter);
        }

        public Task<byte> ValidateTotalQueryAsync(ValidateTotalFunction validateTotalFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidateTotalFunction, byte>(validateTotalFunction, blockParameter);
        }

        
        public Task<byte> ValidateTotalQueryAsync(byte[] last, SpaceRoots spaces, BlockParameter blockParameter = null)
        {
            var validateTotalFunction = new ValidateTotalFunction();
                validateTotalFunction.Last = last;
                validateTotalFunction.Spaces = spaces;
            
            return ContractHandler.QueryAsync<ValidateTotalFunction, byte>(validateTotalFunction, blockParameter);
        }

        public Task<string> ValidationQueryAsync(ValidationFunction validationFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidationFunction, string>(validationFunction, blockParameter);
        }

        
        public Task<string> ValidationQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidationFunction, string>(null, blockParameter);
        }

        public Task<string> WindowStepsQueryAsync(WindowStepsFunction windowStepsFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<WindowStepsFunction, string>(windowStepsFunction, blockParameter);
        }

        
        public Task<string> WindowStepsQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<WindowStepsFunction, string>(null, blockParameter);
        }

        public override List<Type> GetAllFunctionTypes()
        {
            return new List<Type>
            {
                typeof(AccumulateSegmentFunction),
                typeof(ElementStepsFunction),
                typeof(FinishElementFunction),
                typeof(InitialAccumulatorFunction),
                typeof(ProfileVersionFunction),
                typeof(RecomputeElementFunction),
                typeof(SegmentCountFunction),
                typeof(TensorStepsFunction),
                typeof(ValidateInstructionFunction),
                typeof(ValidateLinkFunction),
                typeof(ValidateOrderFunction),
                typeof(ValidateTotalFunction),
                typeof(ValidationFunction),
                typeof(WindowStepsFunction)
            };
        }

        public override List<Type> GetAllEventTypes()
        {
            return new List<Type>
            {

            };
        }

        public override List<Type> GetAllErrorTypes()
        {
            return new List<Type>
            {
                typeof(OnestepverifierElementoutofrangeError),
                typeof(OnestepverifierNotwholestepError),
                typeof(OnestepverifierSegmentoutofrangeError),
                typeof(OnestepverifierSlotoutofrangeError),
                typeof(OnestepverifierWholestepError),
                typeof(OnestepverifierWronginstructionlengthError),
                typeof(OnestepverifierWrongpartError)
            };
        }
    }
}
