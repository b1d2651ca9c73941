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
using Assay.Contracts.JobEscrow.ContractDefinition;

namespace Assay.Contracts.JobEscrow
{
    public partial class JobEscrowService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, JobEscrowDeployment jobEscrowDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<JobEscrowDeployment>().SendRequestAndWaitForReceiptAsync(jobEscrowDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, JobEscrowDeployment jobEscrowDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<JobEscrowDeployment>().SendRequestAsync(jobEscrowDeployment);
        }

        public static async Task<JobEscrowService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, JobEscrowDeployment jobEscrowDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, jobEscrowDeployment, cancellationTokenSource);
            return new JobEscrowService(web3, receipt.ContractAddress);
        }

        public JobEscrowService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<string> AcceptRequestAsync(AcceptFunction acceptFunction)
        {
             return ContractHandler.SendRequestAsync(acceptFunction);
        }

        public Task<TransactionReceipt> AcceptRequestAndWaitForReceiptAsync(AcceptFunction acceptFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(acceptFunction, cancellationToken);
        }

        public Task<string> AcceptRequestAsync(BigInteger jobId, string @operator, byte[] jobHash)
        {
            var acceptFunction = new AcceptFunction();
                acceptFunction.JobId = jobId;
                acceptFunction.Operator = @operator;
                acceptFunction.JobHash = jobHash;
            
             return ContractHandler.SendRequestAsync(acceptFunction);
        }

        public Task<TransactionReceipt> AcceptRequestAndWaitForReceiptAsync(BigInteger jobId, string @operator, byte[] jobHash, CancellationTokenSource cancellationToken = null)
        {
            var acceptFunction = new AcceptFunction();
                acceptFunction.JobId = jobId;
                acceptFunction.Operator = @operator;
                acceptFunction.JobHash = jobHash;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(acceptFunction, cancellationToken);
        }

        public Task<string> CancelRequestAsync(CancelFunction cancelFunction)
        {
             return ContractHandler.SendRequestAsync(cancelFunction);
        }

        public Task<TransactionReceipt> CancelRequestAndWaitForReceiptAsync(CancelFunction cancelFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(cancelFunction, cancellationToken);
        }

        public Task<string> CancelRequestAsync(BigInteger jobId)
        {
            var cancelFunction = new CancelFunction();
                cancelFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAsync(cancelFunction);
        }

        public Task<TransactionReceipt> CancelRequestAndWaitForReceiptAsync(BigInteger jobId, CancellationTokenSource cancellationToken = null)
        {
            var cancelFunction = new CancelFunction();
                cancelFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(cancelFunction, cancellationToken);
        }

        public Task<ClaimOfOutputDTO> ClaimOfQueryAsync(ClaimOfFunction claimOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ClaimOfFunction, ClaimOfOutputDTO>(claimOfFunction, blockParameter);
        }

        public Task<ClaimOfOutputDTO> ClaimOfQueryAsync(BigInteger claimId, BlockParameter blockParameter = null)
        {
            var claimOfFunction = new ClaimOfFunction();
                claimOfFunction.ClaimId = claimId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<ClaimOfFunction, ClaimOfOutputDTO>(claimOfFunction, blockParameter);
        }

        public Task<BigInteger> CollateralForQueryAsync(CollateralForFunction collateralForFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<CollateralForFunction, BigInteger>(collateralForFunction, blockParameter);
        }

        
        public Task<BigInteger> CollateralForQueryAsync(BigInteger payment, BigInteger cover, BlockParameter blockParameter = null)
        {
            var collateralForFunction = new CollateralForFunction();
                collateralForFunction.Payment = payment;
                collateralForFunction.Cover = cover;
            
            return ContractHandler.QueryAsync<CollateralForFunction, BigInteger>(collateralForFunction, blockParameter);
        }

        public Task<CoverOfOutputDTO> CoverOfQueryAsync(CoverOfFunction coverOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<CoverOfFunction, CoverOfOutputDTO>(coverOfFunction, blockParameter);
        }

        public Task<CoverOfOutputDTO> CoverOfQueryAsync(BigInteger claimId, BlockParameter blockParameter = null)
        {
            var coverOfFunction = new CoverOfFunction();
                coverOfFunction.ClaimId = claimId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<CoverOfFunction, CoverOfOutputDTO>(coverOfFunction, blockParameter);
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

        public Task<string> ExpireRequestAsync(ExpireFunction expireFunction)
        {
             return ContractHandler.SendRequestAsync(expireFunction);
        }

        public Task<TransactionReceipt> ExpireRequestAndWaitForReceiptAsync(ExpireFunction expireFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(expireFunction, cancellationToken);
        }

        public Task<string> ExpireRequestAsync(BigInteger jobId)
        {
            var expireFunction = new ExpireFunction();
                expireFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAsync(expireFunction);
        }

        public Task<TransactionReceipt> ExpireRequestAndWaitForReceiptAsync(BigInteger jobId, CancellationTokenSource cancellationToken = null)
        {
            var expireFunction = new ExpireFunction();
                expireFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(expireFunction, cancellationToken);
        }

        public Task<string> GameQueryAsync(GameFunction gameFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GameFunction, string>(gameFunction, blockParameter);
        }

        
        public Task<string> GameQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GameFunction, string>(null, blockParameter);
        }

        public Task<string> GuardianQueryAsync(GuardianFunction guardianFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GuardianFunction, string>(guardianFunction, blockParameter);
        }

        
        public Task<string> GuardianQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<GuardianFunction, string>(null, blockParameter);
        }

        public Task<bool> IsPausedQueryAsync(IsPausedFunction isPausedFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsPausedFunction, bool>(isPausedFunction, blockParameter);
        }

        
        public Task<bool> IsPausedQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsPausedFunction, bool>(null, blockParameter);
        }

        public Task<BigInteger> JobCountQueryAsync(JobCountFunction jobCountFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<JobCountFunction, BigInteger>(jobCountFunction, blockParameter);
        }

        
        public Task<BigInteger> JobCountQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<JobCountFunction, BigInteger>(null, blockParameter);
        }

        public Task<byte[]> JobHashOfQueryAsync(JobHashOfFunction jobHashOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<JobHashOfFunction, byte[]>(jobHashOfFunction, blockParameter);
        }

        
        public Task<byte[]> JobHashOfQueryAsync(BigInteger jobId, BlockParameter blockParameter = null)
        {
            var jobHashOfFunction = new JobHashOfFunction();
                jobHashOfFunction.JobId = jobId;
            
            return ContractHandler.QueryAsync<JobHashOfFunction, byte[]>(jobHashOfFunction, blockParameter);
        }

        public Task<JobOfOutputDTO> JobOfQueryAsync(JobOfFunction jobOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<JobOfFunction, JobOfOutputDTO>(jobOfFunction, blockParameter);
        }

        public Task<JobOfOutputDTO> JobOfQueryAsync(BigInteger jobId, BlockParameter blockParameter = null)
        {
            var jobOfFunction = new JobOfFunction();
                jobOfFunction.JobId = jobId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<JobOfFunction, JobOfOutputDTO>(jobOfFunction, blockParameter);
        }

        public Task<string> MissRequestAsync(MissFunction missFunction)
        {
             return ContractHandler.SendRequestAsync(missFunction);
        }

        public Task<TransactionReceipt> MissRequestAndWaitForReceiptAsync(MissFunction missFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(missFunction, cancellationToken);
        }

        public Task<string> MissRequestAsync(BigInteger jobId)
        {
            var missFunction = new MissFunction();
                missFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAsync(missFunction);
        }

        public Task<TransactionReceipt> MissRequestAndWaitForReceiptAsync(BigInteger jobId, CancellationTokenSource cancellationToken = null)
        {
            var missFunction = new MissFunction();
                missFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(missFunction, cancellationToken);
        }

        public Task<string> OnFaultProvenRequestAsync(OnFaultProvenFunction onFaultProvenFunction)
        {
             return ContractHandler.SendRequestAsync(onFaultProvenFunction);
        }

        public Task<TransactionReceipt> OnFaultProvenRequestAndWaitForReceiptAsync(OnFaultProvenFunction onFaultProvenFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onFaultProvenFunction, cancellationToken);
        }

        public Task<string> OnFaultProvenRequestAsync(BigInteger claimId)
        {
            var onFaultProvenFunction = new OnFaultProvenFunction();
                onFaultProvenFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAsync(onFaultProvenFunction);
        }

        public Task<TransactionReceipt> OnFaultProvenRequestAndWaitForReceiptAsync(BigInteger claimId, CancellationTokenSource cancellationToken = null)
        {
            var onFaultProvenFunction = new OnFaultProvenFunction();
                onFaultProvenFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onFaultProvenFunction, cancellationToken);
        }

        public Task<string> OnGameClosedRequestAsync(OnGameClosedFunction onGameClosedFunction)
        {
             return ContractHandler.SendRequestAsync(onGameClosedFunction);
        }

        public Task<TransactionReceipt> OnGameClosedRequestAndWaitForReceiptAsync(OnGameClosedFunction onGameClosedFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onGameClosedFunction, cancellationToken);
        }

        public Task<string> OnGameClosedRequestAsync(BigInteger claimId)
        {
            var onGameClosedFunction = new OnGameClosedFunction();
                onGameClosedFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAsync(onGameClosedFunction);
        }

        public Task<TransactionReceipt> OnGameClosedRequestAndWaitForReceiptAsync(BigInteger claimId, CancellationTokenSource cancellationToken = null)
        {
            var onGameClosedFunction = new OnGameClosedFunction();
                onGameClosedFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onGameClosedFunction, cancellationToken);
        }

        public Task<string> OnGameOpenedRequestAsync(OnGameOpenedFunction onGameOpenedFunction)
        {
             return ContractHandler.SendRequestAsync(onGameOpenedFunction);
        }

        public Task<TransactionReceipt> OnGameOpenedRequestAndWaitForReceiptAsync(OnGameOpenedFunction onGameOpenedFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onGameOpenedFunction, cancellationToken);
        }

        public Task<string> OnGameOpenedRequestAsync(BigInteger claimId)
        {
            var onGameOpenedFunction = new OnGameOpenedFunction();
                onGameOpenedFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAsync(onGameOpenedFunction);
        }

        public Task<TransactionReceipt> OnGameOpenedRequestAndWaitForReceiptAsync(BigInteger claimId, CancellationTokenSource cancellationToken = null)
        {
            var onGameOpenedFunction = new OnGameOpenedFunction();
                onGameOpenedFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onGameOpenedFunction, cancellationToken);
        }

        public Task<string> OnVoidedRequestAsync(OnVoidedFunction onVoidedFunction)
        {
             return ContractHandler.SendRequestAsync(onVoidedFunction);
        }

        public Task<TransactionReceipt> OnVoidedRequestAndWaitForReceiptAsync(OnVoidedFunction onVoidedFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onVoidedFunction, cancellationToken);
        }

        public Task<string> OnVoidedRequestAsync(BigInteger claimId)
        {
            var onVoidedFunction = new OnVoidedFunction();
                onVoidedFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAsync(onVoidedFunction);
        }

        public Task<TransactionReceipt> OnVoidedRequestAndWaitForReceiptAsync(BigInteger claimId, CancellationTokenSource cancellationToken = null)
        {
            var onVoidedFunction = new OnVoidedFunction();
                onVoidedFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(onVoidedFunction, cancellationToken);
        }

        public Task<ParametersOutputDTO> ParametersQueryAsync(ParametersFunction parametersFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ParametersFunction, ParametersOutputDTO>(parametersFunction, blockParameter);
        }

        public Task<ParametersOutputDTO> ParametersQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ParametersFunction, ParametersOutputDTO>(null, blockParameter);
        }

        public Task<string> PostRequestAsync(PostFunction postFunction)
        {
             return ContractHandler.SendRequestAsync(postFunction);
        }

        public Task<TransactionReceipt> PostRequestAndWaitForReceiptAsync(PostFunction postFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(postFunction, cancellationToken);
        }

        public Task<string> PostRequestAsync(JobRequest request, string inputUri)
        {
            var postFunction = new PostFunction();
                postFunction.Request = request;
                postFunction.InputUri = inputUri;
            
             return ContractHandler.SendRequestAsync(postFunction);
        }

        public Task<TransactionReceipt> PostRequestAndWaitForReceiptAsync(JobRequest request, string inputUri, CancellationTokenSource cancellationToken = null)
        {
            var postFunction = new PostFunction();
                postFunction.Request = request;
                postFunction.InputUri = inputUri;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(postFunction, cancellationToken);
        }

        public Task<string> PostWithPermitRequestAsync(PostWithPermitFunction postWithPermitFunction)
        {
             return ContractHandler.SendRequestAsync(postWithPermitFunction);
        }

        public Task<TransactionReceipt> PostWithPermitRequestAndWaitForReceiptAsync(PostWithPermitFunction postWithPermitFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(postWithPermitFunction, cancellationToken);
        }

        public Task<string> PostWithPermitRequestAsync(JobRequest request, string inputUri, BigInteger deadline, byte v, byte[] r, byte[] s)
        {
            var postWithPermitFunction = new PostWithPermitFunction();
                postWithPermitFunction.Request = request;
                postWithPermitFunction.InputUri = inputUri;
                postWithPermitFunction.Deadline = deadline;
                postWithPermitFunction.V = v;
                postWithPermitFunction.R = r;
                postWithPermitFunction.S = s;
            
             return ContractHandler.SendRequestAsync(postWithPermitFunction);
        }

        public Task<TransactionReceipt> PostWithPermitRequestAndWaitForReceiptAsync(JobRequest request, string inputUri, BigInteger deadline, byte v, byte[] r, byte[] s, CancellationTokenSource cancellationToken = null)
        {
            var postWithPermitFunction = new PostWithPermitFunction();
                postWithPermitFunction.Request = request;
                postWithPermitFunction.InputUri = inputUri;
                postWithPermitFunction.Deadline = deadline;
                postWithPermitFunction.V = v;
                postWithPermitFunction.R = r;
                postWithPermitFunction.S = s;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(postWithPermitFunction, cancellationToken);
        }

        public Task<string> RegistryQueryAsync(RegistryFunction registryFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RegistryFunction, string>(registryFunction, blockParameter);
        }

        
        public Task<string> RegistryQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RegistryFunction, string>(null, blockParameter);
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

        public Task<string> SettleRequestAsync(SettleFunction settleFunction)
        {
             return ContractHandler.SendRequestAsync(settleFunction);
        }

        public Task<TransactionReceipt> SettleRequestAndWaitForReceiptAsync(SettleFunction settleFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(settleFunction, cancellationToken);
        }

        public Task<string> SettleRequestAsync(BigInteger jobId)
        {
            var settleFunction = new SettleFunction();
                settleFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAsync(settleFunction);
        }

        public Task<TransactionReceipt> SettleRequestAndWaitForReceiptAsync(BigInteger jobId, CancellationTokenSource cancellationToken = null)
        {
            var settleFunction = new SettleFunction();
                settleFunction.JobId = jobId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(settleFunction, cancellationToken);
        }

        public Task<string> SubmitOutputRequestAsync(SubmitOutputFunction submitOutputFunction)
        {
             return ContractHandler.SendRequestAsync(submitOutputFunction);
        }

        public Task<TransactionReceipt> SubmitOutputRequestAndWaitForReceiptAsync(SubmitOutputFunction submitOutputFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(submitOutputFunction, cancellationToken);
        }

        public Task<string> SubmitOutputRequestAsync(BigInteger jobId, byte[] output)
        {
            var submitOutputFunction = new SubmitOutputFunction();
                submitOutputFunction.JobId = jobId;
                submitOutputFunction.Output = output;
            
             return ContractHandler.SendRequestAsync(submitOutputFunction);
        }

        public Task<TransactionReceipt> SubmitOutputRequestAndWaitForReceiptAsync(BigInteger jobId, byte[] output, CancellationTokenSource cancellationToken = null)
        {
            var submitOutputFunction = new SubmitOutputFunction();
                submitOutputFunction.JobId = jobId;
                submitOutputFunction.Output = output;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(submitOutputFunction, cancellationToken);
        }

        public Task<string> SubmitRootRequestAsync(SubmitRootFunction submitRootFunction)
        {
             return ContractHandler.SendRequestAsync(submitRootFunction);
        }

        public Task<TransactionReceipt> SubmitRootRequestAndWaitForReceiptAsync(SubmitRootFunction submitRootFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(submitRootFunction, cancellationToken);
        }

        public Task<string> SubmitRootRequestAsync(BigInteger jobId, byte[] outputRoot, string outputUri)
        {
            var submitRootFunction = new SubmitRootFunction();
                submitRootFunction.JobId = jobId;
                submitRootFunction.OutputRoot = outputRoot;
                submitRootFunction.OutputUri = outputUri;
            
             return ContractHandler.SendRequestAsync(submitRootFunction);
        }

        public Task<TransactionReceipt> SubmitRootRequestAndWaitForReceiptAsync(BigInteger jobId, byte[] outputRoot, string outputUri, CancellationTokenSource cancellationToken = null)
        {
            var submitRootFunction = new SubmitRootFunction();
                submitRootFunction.JobId = jobId;
                submitRootFunction.OutputRoot = outputRoot;
                submitRootFunction.OutputUri = outputUri;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(submitRootFunction, cancellationToken);
        }

        public Task<string> TokenQueryAsync(TokenFunction tokenFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TokenFunction, string>(tokenFunction, blockParameter);
        }

        
        public Task<string> TokenQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TokenFunction, string>(null, blockParameter);
        }

        public Task<string> VaultQueryAsync(VaultFunction vaultFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<VaultFunction, string>(vaultFunction, blockParameter);
        }

        
        public Task<string> VaultQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<VaultFunction, string>(null, blockParameter);
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
                typeof(AcceptFunction),
                typeof(CancelFunction),
                typeof(ClaimOfFunction),
                typeof(CollateralForFunction),
                typeof(CoverOfFunction),
                typeof(CreditOfFunction),
                typeof(ExpireFunction),
                typeof(GameFunction),
                typeof(GuardianFunction),
                typeof(IsPausedFunction),
                typeof(JobCountFunction),
                typeof(JobHashOfFunction),
                typeof(JobOfFunction),
                typeof(MissFunction),
                typeof(OnFaultProvenFunction),
                typeof(OnGameClosedFunction),
                typeof(OnGameOpenedFunction),
                typeof(OnVoidedFunction),
                typeof(ParametersFunction),
                typeof(PostFunction),
                typeof(PostWithPermitFunction),
                typeof(RegistryFunction),
                typeof(SetPausedFunction),
                typeof(SettleFunction),
                typeof(SubmitOutputFunction),
                typeof(SubmitRootFunction),
                typeof(TokenFunction),
                typeof(VaultFunction),
                typeof(WithdrawFunction)
            };
        }

        public override List<Type> GetAllEventTypes()
        {
            return new List<Type>
            {
                typeof(ClaimGameClosedEventDTO),
                typeof(ClaimGameOpenedEventDTO),
                typeof(CreditedEventDTO),
                typeof(JobAcceptedEventDTO),
                typeof(JobEndedEventDTO),
                typeof(JobPostedEventDTO),
                typeof(JobSubmittedEventDTO),
                typeof(OutputLocatedEventDTO),
                typeof(OutputPublishedEventDTO),
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
                typeof(JobescrowDeadlinenotpassedError),
                typeof(JobescrowDeadlinepassedError),
                typeof(JobescrowGamesopenError),
                typeof(JobescrowInvalidacceptbyError),
                typeof(JobescrowInvalidexecutiontimeError),
                typeof(JobescrowInvalidparametersError),
                typeof(JobescrowInvalidurilengthError),
                typeof(JobescrowModelnotactiveError),
                typeof(JobescrowNogameopenError),
                typeof(JobescrowNotacontractError),
                typeof(JobescrowNotauthorizedError),
                typeof(JobescrowNotclientError),
                typeof(JobescrowNotgameError),
                typeof(JobescrowOutputmustbelocatedError),
                typeof(JobescrowOutputmustbepublishedError),
                typeof(JobescrowOutputtoolargeError),
                typeof(JobescrowWindowtooshortError),
                typeof(JobescrowWrongjobError),
                typeof(JobescrowWrongoperatorError),
                typeof(JobescrowWrongstateError),
                typeof(JobescrowZeropaymentError),
                typeof(ReentrancyGuardReentrantCallError),
                typeof(SafeCastOverflowedUintDowncastError),
                typeof(SafeERC20FailedOperationError),
                typeof(TokencreditsAmountmismatchError),
                typeof(TokencreditsNotokenError),
                typeof(TokencreditsNothingtowithdrawError),
                typeof(TokencreditsZeroaddressError)
            };
        }
    }
}
