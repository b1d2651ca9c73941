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
using Assay.Contracts.ElementSteps.ContractDefinition;

namespace Assay.Contracts.ElementSteps
{
    public partial class ElementStepsService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, ElementStepsDeployment elementStepsDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<ElementStepsDeployment>().SendRequestAndWaitForReceiptAsync(elementStepsDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, ElementStepsDeployment elementStepsDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<ElementStepsDeployment>().SendRequestAsync(elementStepsDeployment);
        }

        public static async Task<ElementStepsService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, ElementStepsDeployment elementStepsDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, elementStepsDeployment, cancellationTokenSource);
            return new ElementStepsService(web3, receipt.ContractAddress);
        }

        public ElementStepsService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
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

        public Task<byte[]> RoleQueryAsync(RoleFunction roleFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RoleFunction, byte[]>(roleFunction, blockParameter);
        }

        
        public Task<byte[]> RoleQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RoleFunction, byte[]>(null, blockParameter);
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

        public override List<Type> GetAllFunctionTypes()
        {
            return new List<Type>
            {
                typeof(AccumulateSegmentFunction),
                typeof(FinishElementFunction),
                typeof(InitialAccumulatorFunction),
                typeof(ProfileVersionFunction),
                typeof(RecomputeElementFunction),
                typeof(RoleFunction),
                typeof(SegmentCountFunction)
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
                typeof(OnestepverifierWholestepError),
                typeof(OnestepverifierWronginstructionlengthError),
                typeof(PagedtreePaddingnotzeroError),
                typeof(WitnessBeyondspaceError),
                typeof(WitnessWrongchunkbytesError),
                typeof(WitnessWrongnodeError),
                typeof(WitnessWrongsiblingcountError)
            };
        }
    }
}
