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
using Assay.Contracts.ModelRegistry.ContractDefinition;

namespace Assay.Contracts.ModelRegistry
{
    public partial class ModelRegistryService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, ModelRegistryDeployment modelRegistryDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<ModelRegistryDeployment>().SendRequestAndWaitForReceiptAsync(modelRegistryDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, ModelRegistryDeployment modelRegistryDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<ModelRegistryDeployment>().SendRequestAsync(modelRegistryDeployment);
        }

        public static async Task<ModelRegistryService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, ModelRegistryDeployment modelRegistryDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, modelRegistryDeployment, cancellationTokenSource);
            return new ModelRegistryService(web3, receipt.ContractAddress);
        }

        public ModelRegistryService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<string> AddUriRequestAsync(AddUriFunction addUriFunction)
        {
             return ContractHandler.SendRequestAsync(addUriFunction);
        }

        public Task<TransactionReceipt> AddUriRequestAndWaitForReceiptAsync(AddUriFunction addUriFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(addUriFunction, cancellationToken);
        }

        public Task<string> AddUriRequestAsync(byte[] modelId, string uri)
        {
            var addUriFunction = new AddUriFunction();
                addUriFunction.ModelId = modelId;
                addUriFunction.Uri = uri;
            
             return ContractHandler.SendRequestAsync(addUriFunction);
        }

        public Task<TransactionReceipt> AddUriRequestAndWaitForReceiptAsync(byte[] modelId, string uri, CancellationTokenSource cancellationToken = null)
        {
            var addUriFunction = new AddUriFunction();
                addUriFunction.ModelId = modelId;
                addUriFunction.Uri = uri;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(addUriFunction, cancellationToken);
        }

        public Task<BigInteger> BurnedQueryAsync(BurnedFunction burnedFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<BurnedFunction, BigInteger>(burnedFunction, blockParameter);
        }

        
        public Task<BigInteger> BurnedQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<BurnedFunction, BigInteger>(null, blockParameter);
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

        public Task<string> GuardianQueryAsync(GuardianFunction guardianFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GuardianFunction, string>(guardianFunction, blockParameter);
        }

        
        public Task<string> GuardianQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GuardianFunction, string>(null, blockParameter);
        }

        public Task<bool> IsActiveQueryAsync(IsActiveFunction isActiveFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsActiveFunction, bool>(isActiveFunction, blockParameter);
        }

        
        public Task<bool> IsActiveQueryAsync(byte[] modelId, BlockParameter blockParameter = null)
        {
            var isActiveFunction = new IsActiveFunction();
                isActiveFunction.ModelId = modelId;
            
            return ContractHandler.QueryAsync<IsActiveFunction, bool>(isActiveFunction, blockParameter);
        }

        public Task<bool> IsPausedQueryAsync(IsPausedFunction isPausedFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsPausedFunction, bool>(isPausedFunction, blockParameter);
        }

        
        public Task<bool> IsPausedQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsPausedFunction, bool>(null, blockParameter);
        }

        public Task<byte[]> ModelIdOfQueryAsync(ModelIdOfFunction modelIdOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ModelIdOfFunction, byte[]>(modelIdOfFunction, blockParameter);
        }

        
        public Task<byte[]> ModelIdOfQueryAsync(ModelDescription description, BlockParameter blockParameter = null)
        {
            var modelIdOfFunction = new ModelIdOfFunction();
                modelIdOfFunction.Description = description;
            
            return ContractHandler.QueryAsync<ModelIdOfFunction, byte[]>(modelIdOfFunction, blockParameter);
        }

        public Task<ModelOfOutputDTO> ModelOfQueryAsync(ModelOfFunction modelOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ModelOfFunction, ModelOfOutputDTO>(modelOfFunction, blockParameter);
        }

        public Task<ModelOfOutputDTO> ModelOfQueryAsync(byte[] modelId, BlockParameter blockParameter = null)
        {
            var modelOfFunction = new ModelOfFunction();
                modelOfFunction.ModelId = modelId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<ModelOfFunction, ModelOfOutputDTO>(modelOfFunction, blockParameter);
        }

        public Task<string> ProveInvalidInstructionRequestAsync(ProveInvalidInstructionFunction proveInvalidInstructionFunction)
        {
             return ContractHandler.SendRequestAsync(proveInvalidInstructionFunction);
        }

        public Task<TransactionReceipt> ProveInvalidInstructionRequestAndWaitForReceiptAsync(ProveInvalidInstructionFunction proveInvalidInstructionFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidInstructionFunction, cancellationToken);
        }

        public Task<string> ProveInvalidInstructionRequestAsync(byte[] modelId, InstructionProof proof)
        {
            var proveInvalidInstructionFunction = new ProveInvalidInstructionFunction();
                proveInvalidInstructionFunction.ModelId = modelId;
                proveInvalidInstructionFunction.Proof = proof;
            
             return ContractHandler.SendRequestAsync(proveInvalidInstructionFunction);
        }

        public Task<TransactionReceipt> ProveInvalidInstructionRequestAndWaitForReceiptAsync(byte[] modelId, InstructionProof proof, CancellationTokenSource cancellationToken = null)
        {
            var proveInvalidInstructionFunction = new ProveInvalidInstructionFunction();
                proveInvalidInstructionFunction.ModelId = modelId;
                proveInvalidInstructionFunction.Proof = proof;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidInstructionFunction, cancellationToken);
        }

        public Task<string> ProveInvalidLinkRequestAsync(ProveInvalidLinkFunction proveInvalidLinkFunction)
        {
             return ContractHandler.SendRequestAsync(proveInvalidLinkFunction);
        }

        public Task<TransactionReceipt> ProveInvalidLinkRequestAndWaitForReceiptAsync(ProveInvalidLinkFunction proveInvalidLinkFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidLinkFunction, cancellationToken);
        }

        public Task<string> ProveInvalidLinkRequestAsync(byte[] modelId, BigInteger slot, InstructionProof consumer, InstructionProof producer)
        {
            var proveInvalidLinkFunction = new ProveInvalidLinkFunction();
                proveInvalidLinkFunction.ModelId = modelId;
                proveInvalidLinkFunction.Slot = slot;
                proveInvalidLinkFunction.Consumer = consumer;
                proveInvalidLinkFunction.Producer = producer;
            
             return ContractHandler.SendRequestAsync(proveInvalidLinkFunction);
        }

        public Task<TransactionReceipt> ProveInvalidLinkRequestAndWaitForReceiptAsync(byte[] modelId, BigInteger slot, InstructionProof consumer, InstructionProof producer, CancellationTokenSource cancellationToken = null)
        {
            var proveInvalidLinkFunction = new ProveInvalidLinkFunction();
                proveInvalidLinkFunction.ModelId = modelId;
                proveInvalidLinkFunction.Slot = slot;
                proveInvalidLinkFunction.Consumer = consumer;
                proveInvalidLinkFunction.Producer = producer;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidLinkFunction, cancellationToken);
        }

        public Task<string> ProveInvalidOrderRequestAsync(ProveInvalidOrderFunction proveInvalidOrderFunction)
        {
             return ContractHandler.SendRequestAsync(proveInvalidOrderFunction);
        }

        public Task<TransactionReceipt> ProveInvalidOrderRequestAndWaitForReceiptAsync(ProveInvalidOrderFunction proveInvalidOrderFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidOrderFunction, cancellationToken);
        }

        public Task<string> ProveInvalidOrderRequestAsync(byte[] modelId, InstructionProof previous, InstructionProof next)
        {
            var proveInvalidOrderFunction = new ProveInvalidOrderFunction();
                proveInvalidOrderFunction.ModelId = modelId;
                proveInvalidOrderFunction.Previous = previous;
                proveInvalidOrderFunction.Next = next;
            
             return ContractHandler.SendRequestAsync(proveInvalidOrderFunction);
        }

        public Task<TransactionReceipt> ProveInvalidOrderRequestAndWaitForReceiptAsync(byte[] modelId, InstructionProof previous, InstructionProof next, CancellationTokenSource cancellationToken = null)
        {
            var proveInvalidOrderFunction = new ProveInvalidOrderFunction();
                proveInvalidOrderFunction.ModelId = modelId;
                proveInvalidOrderFunction.Previous = previous;
                proveInvalidOrderFunction.Next = next;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidOrderFunction, cancellationToken);
        }

        public Task<string> ProveInvalidStartRequestAsync(ProveInvalidStartFunction proveInvalidStartFunction)
        {
             return ContractHandler.SendRequestAsync(proveInvalidStartFunction);
        }

        public Task<TransactionReceipt> ProveInvalidStartRequestAndWaitForReceiptAsync(ProveInvalidStartFunction proveInvalidStartFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidStartFunction, cancellationToken);
        }

        public Task<string> ProveInvalidStartRequestAsync(byte[] modelId, InstructionProof first)
        {
            var proveInvalidStartFunction = new ProveInvalidStartFunction();
                proveInvalidStartFunction.ModelId = modelId;
                proveInvalidStartFunction.First = first;
            
             return ContractHandler.SendRequestAsync(proveInvalidStartFunction);
        }

        public Task<TransactionReceipt> ProveInvalidStartRequestAndWaitForReceiptAsync(byte[] modelId, InstructionProof first, CancellationTokenSource cancellationToken = null)
        {
            var proveInvalidStartFunction = new ProveInvalidStartFunction();
                proveInvalidStartFunction.ModelId = modelId;
                proveInvalidStartFunction.First = first;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidStartFunction, cancellationToken);
        }

        public Task<string> ProveInvalidTotalsRequestAsync(ProveInvalidTotalsFunction proveInvalidTotalsFunction)
        {
             return ContractHandler.SendRequestAsync(proveInvalidTotalsFunction);
        }

        public Task<TransactionReceipt> ProveInvalidTotalsRequestAndWaitForReceiptAsync(ProveInvalidTotalsFunction proveInvalidTotalsFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidTotalsFunction, cancellationToken);
        }

        public Task<string> ProveInvalidTotalsRequestAsync(byte[] modelId, InstructionProof last)
        {
            var proveInvalidTotalsFunction = new ProveInvalidTotalsFunction();
                proveInvalidTotalsFunction.ModelId = modelId;
                proveInvalidTotalsFunction.Last = last;
            
             return ContractHandler.SendRequestAsync(proveInvalidTotalsFunction);
        }

        public Task<TransactionReceipt> ProveInvalidTotalsRequestAndWaitForReceiptAsync(byte[] modelId, InstructionProof last, CancellationTokenSource cancellationToken = null)
        {
            var proveInvalidTotalsFunction = new ProveInvalidTotalsFunction();
                proveInvalidTotalsFunction.ModelId = modelId;
                proveInvalidTotalsFunction.Last = last;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(proveInvalidTotalsFunction, cancellationToken);
        }

        public Task<string> RegisterRequestAsync(RegisterFunction registerFunction)
        {
             return ContractHandler.SendRequestAsync(registerFunction);
        }

        public Task<TransactionReceipt> RegisterRequestAndWaitForReceiptAsync(RegisterFunction registerFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(registerFunction, cancellationToken);
        }

        public Task<string> RegisterRequestAsync(ModelDescription description, string uri)
        {
            var registerFunction = new RegisterFunction();
                registerFunction.Description = description;
                registerFunction.Uri = uri;
            
             return ContractHandler.SendRequestAsync(registerFunction);
        }

        public Task<TransactionReceipt> RegisterRequestAndWaitForReceiptAsync(ModelDescription description, string uri, CancellationTokenSource cancellationToken = null)
        {
            var registerFunction = new RegisterFunction();
                registerFunction.Description = description;
                registerFunction.Uri = uri;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(registerFunction, cancellationToken);
        }

        public Task<BigInteger> RegistrationBondQueryAsync(RegistrationBondFunction registrationBondFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RegistrationBondFunction, BigInteger>(registrationBondFunction, blockParameter);
        }

        
        public Task<BigInteger> RegistrationBondQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RegistrationBondFunction, BigInteger>(null, blockParameter);
        }

        public Task<string> ReleaseBondRequestAsync(ReleaseBondFunction releaseBondFunction)
        {
             return ContractHandler.SendRequestAsync(releaseBondFunction);
        }

        public Task<TransactionReceipt> ReleaseBondRequestAndWaitForReceiptAsync(ReleaseBondFunction releaseBondFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(releaseBondFunction, cancellationToken);
        }

        public Task<string> ReleaseBondRequestAsync(byte[] modelId)
        {
            var releaseBondFunction = new ReleaseBondFunction();
                releaseBondFunction.ModelId = modelId;
            
             return ContractHandler.SendRequestAsync(releaseBondFunction);
        }

        public Task<TransactionReceipt> ReleaseBondRequestAndWaitForReceiptAsync(byte[] modelId, CancellationTokenSource cancellationToken = null)
        {
            var releaseBondFunction = new ReleaseBondFunction();
                releaseBondFunction.ModelId = modelId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(releaseBondFunction, cancellationToken);
        }

        public Task<string> SetPausedRequestAsync(SetPausedFunction setPausedFunction)
        {
             return ContractHandler.SendRequestAsync(setPausedFunction);
        }

        public Task<TransactionReceipt> SetPausedRequestAndWaitForReceiptAsync(SetPausedFunction setPausedFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(setPausedFunction, cancellationToken);
        }

        public Task<string> SetPausedRequestAsync(bool paused)
        {
            var setPausedFunction = new SetPausedFunction();
                setPausedFunction.Paused = paused;
            
             return ContractHandler.SendRequestAsync(setPausedFunction);
        }

        public Task<TransactionReceipt> SetPausedRequestAndWaitForReceiptAsync(bool paused, CancellationTokenSource cancellationToken = null)
        {
            var setPausedFunction = new SetPausedFunction();
                setPausedFunction.Paused = paused;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(setPausedFunction, cancellationToken);
        }

        public Task<ulong> ValidityWindowQueryAsync(ValidityWindowFunction validityWindowFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidityWindowFunction, ulong>(validityWindowFunction, blockParameter);
        }

        
        public Task<ulong> ValidityWindowQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ValidityWindowFunction, ulong>(null, blockParameter);
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
                typeof(AddUriFunction),
                typeof(BurnedFunction),
                typeof(CreditOfFunction),
                typeof(GuardianFunction),
                typeof(IsActiveFunction),
                typeof(IsPausedFunction),
                typeof(ModelIdOfFunction),
                typeof(ModelOfFunction),
                typeof(ProveInvalidInstructionFunction),
                typeof(ProveInvalidLinkFunction),
                typeof(ProveInvalidOrderFunction),
                typeof(ProveInvalidStartFunction),
                typeof(ProveInvalidTotalsFunction),
                typeof(RegisterFunction),
                typeof(RegistrationBondFunction),
                typeof(ReleaseBondFunction),
                typeof(SetPausedFunction),
                typeof(ValidityWindowFunction),
                typeof(VerifierFunction),
                typeof(WithdrawFunction)
            };
        }

        public override List<Type> GetAllEventTypes()
        {
            return new List<Type>
            {
                typeof(BondReleasedEventDTO),
                typeof(ModelProvenInvalidEventDTO),
                typeof(ModelRegisteredEventDTO),
                typeof(ModelUriAddedEventDTO),
                typeof(PausedSetEventDTO),
                typeof(WithdrawnEventDTO)
            };
        }

        public override List<Type> GetAllErrorTypes()
        {
            return new List<Type>
            {
                typeof(GuardedNotguardianError),
                typeof(GuardedPausedError),
                typeof(ModelregistryAlreadyregisteredError),
                typeof(ModelregistryInstructionisvalidError),
                typeof(ModelregistryInvalidurilengthError),
                typeof(ModelregistryInvalidwindowError),
                typeof(ModelregistryNoinstructionsError),
                typeof(ModelregistryNolinkError),
                typeof(ModelregistryNooutputError),
                typeof(ModelregistryNoverifierError),
                typeof(ModelregistryNotactiveError),
                typeof(ModelregistryNotadjacentError),
                typeof(ModelregistryNotpendingError),
                typeof(ModelregistryNotpublisherError),
                typeof(ModelregistryNotthefirstError),
                typeof(ModelregistryNotthelastError),
                typeof(ModelregistryNottheproducerError),
                typeof(ModelregistryNothingtowithdrawError),
                typeof(ModelregistryTransferfailedError),
                typeof(ModelregistryUnknownmodelError),
                typeof(ModelregistryWrongbondError),
                typeof(ModelregistryWronginstructionlengthError),
                typeof(ModelregistryWrongprofileError),
                typeof(ModelregistryWrongprogramproofError),
                typeof(ModelregistryZeroaddressError),
                typeof(PagedtreeIndexoutofrangeError),
                typeof(PagedtreePaddingnotzeroError),
                typeof(PagedtreeWrongsiblingcountError),
                typeof(ReentrancyGuardReentrantCallError)
            };
        }
    }
}
