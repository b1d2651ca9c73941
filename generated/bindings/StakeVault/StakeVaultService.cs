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
using Assay.Contracts.StakeVault.ContractDefinition;

namespace Assay.Contracts.StakeVault
{
    public partial class StakeVaultService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, StakeVaultDeployment stakeVaultDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<StakeVaultDeployment>().SendRequestAndWaitForReceiptAsync(stakeVaultDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, StakeVaultDeployment stakeVaultDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<StakeVaultDeployment>().SendRequestAsync(stakeVaultDeployment);
        }

        public static async Task<StakeVaultService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, StakeVaultDeployment stakeVaultDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, stakeVaultDeployment, cancellationTokenSource);
            return new StakeVaultService(web3, receipt.ContractAddress);
        }

        public StakeVaultService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<string> AssignBountyRequestAsync(AssignBountyFunction assignBountyFunction)
        {
             return ContractHandler.SendRequestAsync(assignBountyFunction);
        }

        public Task<TransactionReceipt> AssignBountyRequestAndWaitForReceiptAsync(AssignBountyFunction assignBountyFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(assignBountyFunction, cancellationToken);
        }

        public Task<string> AssignBountyRequestAsync(BigInteger slashId)
        {
            var assignBountyFunction = new AssignBountyFunction();
                assignBountyFunction.SlashId = slashId;
            
             return ContractHandler.SendRequestAsync(assignBountyFunction);
        }

        public Task<TransactionReceipt> AssignBountyRequestAndWaitForReceiptAsync(BigInteger slashId, CancellationTokenSource cancellationToken = null)
        {
            var assignBountyFunction = new AssignBountyFunction();
                assignBountyFunction.SlashId = slashId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(assignBountyFunction, cancellationToken);
        }

        public Task<BigInteger> AvailableOfQueryAsync(AvailableOfFunction availableOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<AvailableOfFunction, BigInteger>(availableOfFunction, blockParameter);
        }

        
        public Task<BigInteger> AvailableOfQueryAsync(string @operator, BlockParameter blockParameter = null)
        {
            var availableOfFunction = new AvailableOfFunction();
                availableOfFunction.Operator = @operator;
            
            return ContractHandler.QueryAsync<AvailableOfFunction, BigInteger>(availableOfFunction, blockParameter);
        }

        public Task<BigInteger> BurnedQueryAsync(BurnedFunction burnedFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<BurnedFunction, BigInteger>(burnedFunction, blockParameter);
        }

        
        public Task<BigInteger> BurnedQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<BurnedFunction, BigInteger>(null, blockParameter);
        }

        public Task<string> CancelUnbondRequestAsync(CancelUnbondFunction cancelUnbondFunction)
        {
             return ContractHandler.SendRequestAsync(cancelUnbondFunction);
        }

        public Task<string> CancelUnbondRequestAsync()
        {
             return ContractHandler.SendRequestAsync<CancelUnbondFunction>();
        }

        public Task<TransactionReceipt> CancelUnbondRequestAndWaitForReceiptAsync(CancelUnbondFunction cancelUnbondFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(cancelUnbondFunction, cancellationToken);
        }

        public Task<TransactionReceipt> CancelUnbondRequestAndWaitForReceiptAsync(CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync<CancelUnbondFunction>(null, cancellationToken);
        }

        public Task<string> CompleteUnbondRequestAsync(CompleteUnbondFunction completeUnbondFunction)
        {
             return ContractHandler.SendRequestAsync(completeUnbondFunction);
        }

        public Task<string> CompleteUnbondRequestAsync()
        {
             return ContractHandler.SendRequestAsync<CompleteUnbondFunction>();
        }

        public Task<TransactionReceipt> CompleteUnbondRequestAndWaitForReceiptAsync(CompleteUnbondFunction completeUnbondFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(completeUnbondFunction, cancellationToken);
        }

        public Task<TransactionReceipt> CompleteUnbondRequestAndWaitForReceiptAsync(CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync<CompleteUnbondFunction>(null, cancellationToken);
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

        public Task<string> DepositRequestAsync(DepositFunction depositFunction)
        {
             return ContractHandler.SendRequestAsync(depositFunction);
        }

        public Task<TransactionReceipt> DepositRequestAndWaitForReceiptAsync(DepositFunction depositFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(depositFunction, cancellationToken);
        }

        public Task<string> DepositRequestAsync(string @operator, BigInteger amount)
        {
            var depositFunction = new DepositFunction();
                depositFunction.Operator = @operator;
                depositFunction.Amount = amount;
            
             return ContractHandler.SendRequestAsync(depositFunction);
        }

        public Task<TransactionReceipt> DepositRequestAndWaitForReceiptAsync(string @operator, BigInteger amount, CancellationTokenSource cancellationToken = null)
        {
            var depositFunction = new DepositFunction();
                depositFunction.Operator = @operator;
                depositFunction.Amount = amount;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(depositFunction, cancellationToken);
        }

        public Task<string> DepositWithPermitRequestAsync(DepositWithPermitFunction depositWithPermitFunction)
        {
             return ContractHandler.SendRequestAsync(depositWithPermitFunction);
        }

        public Task<TransactionReceipt> DepositWithPermitRequestAndWaitForReceiptAsync(DepositWithPermitFunction depositWithPermitFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(depositWithPermitFunction, cancellationToken);
        }

        public Task<string> DepositWithPermitRequestAsync(string @operator, BigInteger amount, BigInteger deadline, byte v, byte[] r, byte[] s)
        {
            var depositWithPermitFunction = new DepositWithPermitFunction();
                depositWithPermitFunction.Operator = @operator;
                depositWithPermitFunction.Amount = amount;
                depositWithPermitFunction.Deadline = deadline;
                depositWithPermitFunction.V = v;
                depositWithPermitFunction.R = r;
                depositWithPermitFunction.S = s;
            
             return ContractHandler.SendRequestAsync(depositWithPermitFunction);
        }

        public Task<TransactionReceipt> DepositWithPermitRequestAndWaitForReceiptAsync(string @operator, BigInteger amount, BigInteger deadline, byte v, byte[] r, byte[] s, CancellationTokenSource cancellationToken = null)
        {
            var depositWithPermitFunction = new DepositWithPermitFunction();
                depositWithPermitFunction.Operator = @operator;
                depositWithPermitFunction.Amount = amount;
                depositWithPermitFunction.Deadline = deadline;
                depositWithPermitFunction.V = v;
                depositWithPermitFunction.R = r;
                depositWithPermitFunction.S = s;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(depositWithPermitFunction, cancellationToken);
        }

        public Task<string> EscrowQueryAsync(EscrowFunction escrowFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<EscrowFunction, string>(escrowFunction, blockParameter);
        }

        
        public Task<string> EscrowQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<EscrowFunction, string>(null, blockParameter);
        }

        public Task<string> ForfeitRequestAsync(ForfeitFunction forfeitFunction)
        {
             return ContractHandler.SendRequestAsync(forfeitFunction);
        }

        public Task<TransactionReceipt> ForfeitRequestAndWaitForReceiptAsync(ForfeitFunction forfeitFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(forfeitFunction, cancellationToken);
        }

        public Task<string> ForfeitRequestAsync(BigInteger lockId, BigInteger amount, string beneficiary)
        {
            var forfeitFunction = new ForfeitFunction();
                forfeitFunction.LockId = lockId;
                forfeitFunction.Amount = amount;
                forfeitFunction.Beneficiary = beneficiary;
            
             return ContractHandler.SendRequestAsync(forfeitFunction);
        }

        public Task<TransactionReceipt> ForfeitRequestAndWaitForReceiptAsync(BigInteger lockId, BigInteger amount, string beneficiary, CancellationTokenSource cancellationToken = null)
        {
            var forfeitFunction = new ForfeitFunction();
                forfeitFunction.LockId = lockId;
                forfeitFunction.Amount = amount;
                forfeitFunction.Beneficiary = beneficiary;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(forfeitFunction, cancellationToken);
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

        public Task<string> InitializeRequestAsync(InitializeFunction initializeFunction)
        {
             return ContractHandler.SendRequestAsync(initializeFunction);
        }

        public Task<TransactionReceipt> InitializeRequestAndWaitForReceiptAsync(InitializeFunction initializeFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(initializeFunction, cancellationToken);
        }

        public Task<string> InitializeRequestAsync(string escrow, string game)
        {
            var initializeFunction = new InitializeFunction();
                initializeFunction.Escrow = escrow;
                initializeFunction.Game = game;
            
             return ContractHandler.SendRequestAsync(initializeFunction);
        }

        public Task<TransactionReceipt> InitializeRequestAndWaitForReceiptAsync(string escrow, string game, CancellationTokenSource cancellationToken = null)
        {
            var initializeFunction = new InitializeFunction();
                initializeFunction.Escrow = escrow;
                initializeFunction.Game = game;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(initializeFunction, cancellationToken);
        }

        public Task<bool> IsPausedQueryAsync(IsPausedFunction isPausedFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsPausedFunction, bool>(isPausedFunction, blockParameter);
        }

        
        public Task<bool> IsPausedQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<IsPausedFunction, bool>(null, blockParameter);
        }

        public Task<string> LockRequestAsync(LockFunction @lockFunction)
        {
             return ContractHandler.SendRequestAsync(@lockFunction);
        }

        public Task<TransactionReceipt> LockRequestAndWaitForReceiptAsync(LockFunction @lockFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(@lockFunction, cancellationToken);
        }

        public Task<string> LockRequestAsync(string @operator, BigInteger amount, BigInteger claimId)
        {
            var @lockFunction = new LockFunction();
                @lockFunction.Operator = @operator;
                @lockFunction.Amount = amount;
                @lockFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAsync(@lockFunction);
        }

        public Task<TransactionReceipt> LockRequestAndWaitForReceiptAsync(string @operator, BigInteger amount, BigInteger claimId, CancellationTokenSource cancellationToken = null)
        {
            var @lockFunction = new LockFunction();
                @lockFunction.Operator = @operator;
                @lockFunction.Amount = amount;
                @lockFunction.ClaimId = claimId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(@lockFunction, cancellationToken);
        }

        public Task<LockOfOutputDTO> LockOfQueryAsync(LockOfFunction lockOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<LockOfFunction, LockOfOutputDTO>(lockOfFunction, blockParameter);
        }

        public Task<LockOfOutputDTO> LockOfQueryAsync(BigInteger lockId, BlockParameter blockParameter = null)
        {
            var lockOfFunction = new LockOfFunction();
                lockOfFunction.LockId = lockId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<LockOfFunction, LockOfOutputDTO>(lockOfFunction, blockParameter);
        }

        public Task<bool> MayActForQueryAsync(MayActForFunction mayActForFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<MayActForFunction, bool>(mayActForFunction, blockParameter);
        }

        
        public Task<bool> MayActForQueryAsync(string @operator, string account, BlockParameter blockParameter = null)
        {
            var mayActForFunction = new MayActForFunction();
                mayActForFunction.Operator = @operator;
                mayActForFunction.Account = account;
            
            return ContractHandler.QueryAsync<MayActForFunction, bool>(mayActForFunction, blockParameter);
        }

        public Task<ParametersOutputDTO> ParametersQueryAsync(ParametersFunction parametersFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ParametersFunction, ParametersOutputDTO>(parametersFunction, blockParameter);
        }

        public Task<ParametersOutputDTO> ParametersQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<ParametersFunction, ParametersOutputDTO>(null, blockParameter);
        }

        public Task<string> RequestUnbondRequestAsync(RequestUnbondFunction requestUnbondFunction)
        {
             return ContractHandler.SendRequestAsync(requestUnbondFunction);
        }

        public Task<TransactionReceipt> RequestUnbondRequestAndWaitForReceiptAsync(RequestUnbondFunction requestUnbondFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(requestUnbondFunction, cancellationToken);
        }

        public Task<string> RequestUnbondRequestAsync(BigInteger amount)
        {
            var requestUnbondFunction = new RequestUnbondFunction();
                requestUnbondFunction.Amount = amount;
            
             return ContractHandler.SendRequestAsync(requestUnbondFunction);
        }

        public Task<TransactionReceipt> RequestUnbondRequestAndWaitForReceiptAsync(BigInteger amount, CancellationTokenSource cancellationToken = null)
        {
            var requestUnbondFunction = new RequestUnbondFunction();
                requestUnbondFunction.Amount = amount;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(requestUnbondFunction, cancellationToken);
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

        public Task<string> SetWorkerRequestAsync(SetWorkerFunction setWorkerFunction)
        {
             return ContractHandler.SendRequestAsync(setWorkerFunction);
        }

        public Task<TransactionReceipt> SetWorkerRequestAndWaitForReceiptAsync(SetWorkerFunction setWorkerFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(setWorkerFunction, cancellationToken);
        }

        public Task<string> SetWorkerRequestAsync(string worker, bool authorized)
        {
            var setWorkerFunction = new SetWorkerFunction();
                setWorkerFunction.Worker = worker;
                setWorkerFunction.Authorized = authorized;
            
             return ContractHandler.SendRequestAsync(setWorkerFunction);
        }

        public Task<TransactionReceipt> SetWorkerRequestAndWaitForReceiptAsync(string worker, bool authorized, CancellationTokenSource cancellationToken = null)
        {
            var setWorkerFunction = new SetWorkerFunction();
                setWorkerFunction.Worker = worker;
                setWorkerFunction.Authorized = authorized;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(setWorkerFunction, cancellationToken);
        }

        public Task<string> SettleSlashRequestAsync(SettleSlashFunction settleSlashFunction)
        {
             return ContractHandler.SendRequestAsync(settleSlashFunction);
        }

        public Task<TransactionReceipt> SettleSlashRequestAndWaitForReceiptAsync(SettleSlashFunction settleSlashFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(settleSlashFunction, cancellationToken);
        }

        public Task<string> SettleSlashRequestAsync(BigInteger slashId)
        {
            var settleSlashFunction = new SettleSlashFunction();
                settleSlashFunction.SlashId = slashId;
            
             return ContractHandler.SendRequestAsync(settleSlashFunction);
        }

        public Task<TransactionReceipt> SettleSlashRequestAndWaitForReceiptAsync(BigInteger slashId, CancellationTokenSource cancellationToken = null)
        {
            var settleSlashFunction = new SettleSlashFunction();
                settleSlashFunction.SlashId = slashId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(settleSlashFunction, cancellationToken);
        }

        public Task<string> SlashRequestAsync(SlashFunction slashFunction)
        {
             return ContractHandler.SendRequestAsync(slashFunction);
        }

        public Task<TransactionReceipt> SlashRequestAndWaitForReceiptAsync(SlashFunction slashFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(slashFunction, cancellationToken);
        }

        public Task<string> SlashRequestAsync(BigInteger lockId)
        {
            var slashFunction = new SlashFunction();
                slashFunction.LockId = lockId;
            
             return ContractHandler.SendRequestAsync(slashFunction);
        }

        public Task<TransactionReceipt> SlashRequestAndWaitForReceiptAsync(BigInteger lockId, CancellationTokenSource cancellationToken = null)
        {
            var slashFunction = new SlashFunction();
                slashFunction.LockId = lockId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(slashFunction, cancellationToken);
        }

        public Task<SlashOfOutputDTO> SlashOfQueryAsync(SlashOfFunction slashOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<SlashOfFunction, SlashOfOutputDTO>(slashOfFunction, blockParameter);
        }

        public Task<SlashOfOutputDTO> SlashOfQueryAsync(BigInteger slashId, BlockParameter blockParameter = null)
        {
            var slashOfFunction = new SlashOfFunction();
                slashOfFunction.SlashId = slashId;
            
            return ContractHandler.QueryDeserializingToObjectAsync<SlashOfFunction, SlashOfOutputDTO>(slashOfFunction, blockParameter);
        }

        public Task<StakeOfOutputDTO> StakeOfQueryAsync(StakeOfFunction stakeOfFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<StakeOfFunction, StakeOfOutputDTO>(stakeOfFunction, blockParameter);
        }

        public Task<StakeOfOutputDTO> StakeOfQueryAsync(string @operator, BlockParameter blockParameter = null)
        {
            var stakeOfFunction = new StakeOfFunction();
                stakeOfFunction.Operator = @operator;
            
            return ContractHandler.QueryDeserializingToObjectAsync<StakeOfFunction, StakeOfOutputDTO>(stakeOfFunction, blockParameter);
        }

        public Task<string> TokenQueryAsync(TokenFunction tokenFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TokenFunction, string>(tokenFunction, blockParameter);
        }

        
        public Task<string> TokenQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TokenFunction, string>(null, blockParameter);
        }

        public Task<string> UnlockRequestAsync(UnlockFunction unlockFunction)
        {
             return ContractHandler.SendRequestAsync(unlockFunction);
        }

        public Task<TransactionReceipt> UnlockRequestAndWaitForReceiptAsync(UnlockFunction unlockFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(unlockFunction, cancellationToken);
        }

        public Task<string> UnlockRequestAsync(BigInteger lockId)
        {
            var unlockFunction = new UnlockFunction();
                unlockFunction.LockId = lockId;
            
             return ContractHandler.SendRequestAsync(unlockFunction);
        }

        public Task<TransactionReceipt> UnlockRequestAndWaitForReceiptAsync(BigInteger lockId, CancellationTokenSource cancellationToken = null)
        {
            var unlockFunction = new UnlockFunction();
                unlockFunction.LockId = lockId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(unlockFunction, cancellationToken);
        }

        public Task<string> VoidSlashRequestAsync(VoidSlashFunction voidSlashFunction)
        {
             return ContractHandler.SendRequestAsync(voidSlashFunction);
        }

        public Task<TransactionReceipt> VoidSlashRequestAndWaitForReceiptAsync(VoidSlashFunction voidSlashFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(voidSlashFunction, cancellationToken);
        }

        public Task<string> VoidSlashRequestAsync(BigInteger slashId)
        {
            var voidSlashFunction = new VoidSlashFunction();
                voidSlashFunction.SlashId = slashId;
            
             return ContractHandler.SendRequestAsync(voidSlashFunction);
        }

        public Task<TransactionReceipt> VoidSlashRequestAndWaitForReceiptAsync(BigInteger slashId, CancellationTokenSource cancellationToken = null)
        {
            var voidSlashFunction = new VoidSlashFunction();
                voidSlashFunction.SlashId = slashId;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(voidSlashFunction, cancellationToken);
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
                typeof(AssignBountyFunction),
                typeof(AvailableOfFunction),
                typeof(BurnedFunction),
                typeof(CancelUnbondFunction),
                typeof(CompleteUnbondFunction),
                typeof(CreditOfFunction),
                typeof(DepositFunction),
                typeof(DepositWithPermitFunction),
                typeof(EscrowFunction),
                typeof(ForfeitFunction),
                typeof(GameFunction),
                typeof(GuardianFunction),
                typeof(InitializeFunction),
                typeof(IsPausedFunction),
                typeof(LockFunction),
                typeof(LockOfFunction),
                typeof(MayActForFunction),
                typeof(ParametersFunction),
                typeof(RequestUnbondFunction),
                typeof(SetPausedFunction),
                typeof(SetWorkerFunction),
                typeof(SettleSlashFunction),
                typeof(SlashFunction),
                typeof(SlashOfFunction),
                typeof(StakeOfFunction),
                typeof(TokenFunction),
                typeof(UnlockFunction),
                typeof(VoidSlashFunction),
                typeof(WithdrawFunction)
            };
        }

        public override List<Type> GetAllEventTypes()
        {
            return new List<Type>
            {
                typeof(BountyAssignedEventDTO),
                typeof(BurnedEventDTO),
                typeof(CreditedEventDTO),
                typeof(DepositedEventDTO),
                typeof(ForfeitedEventDTO),
                typeof(InitializedEventDTO),
                typeof(LockedEventDTO),
                typeof(PausedSetEventDTO),
                typeof(SlashSettledEventDTO),
                typeof(SlashVoidedEventDTO),
                typeof(SlashedEventDTO),
                typeof(UnbondCancelledEventDTO),
                typeof(UnbondCompletedEventDTO),
                typeof(UnbondRequestedEventDTO),
                typeof(UnlockedEventDTO),
                typeof(WithdrawnEventDTO),
                typeof(WorkerAuthorizedEventDTO)
            };
        }

        public override List<Type> GetAllErrorTypes()
        {
            return new List<Type>
            {
                typeof(GuardedNotguardianError),
                typeof(GuardedPausedError),
                typeof(ReentrancyGuardReentrantCallError),
                typeof(SafeCastOverflowedUintDowncastError),
                typeof(SafeERC20FailedOperationError),
                typeof(StakevaultAlreadyinitializedError),
                typeof(StakevaultBountyassignedError),
                typeof(StakevaultBountyundecidedError),
                typeof(StakevaultDailylimitreachedError),
                typeof(StakevaultForfeittoolargeError),
                typeof(StakevaultInsufficientavailableError),
                typeof(StakevaultInsufficientbondedError),
                typeof(StakevaultInvalidparametersError),
                typeof(StakevaultNotacontractError),
                typeof(StakevaultNotdeployerError),
                typeof(StakevaultNotescrowError),
                typeof(StakevaultNotinitializedError),
                typeof(StakevaultNothingunbondingError),
                typeof(StakevaultOlderlockopenError),
                typeof(StakevaultSlashheldError),
                typeof(StakevaultSlashsettledError),
                typeof(StakevaultSlashvoidedError),
                typeof(StakevaultUnbondingnotreadyError),
                typeof(StakevaultUnknownlockError),
                typeof(StakevaultUnknownslashError),
                typeof(StakevaultZeroaddressError),
                typeof(StakevaultZeroamountError),
                typeof(TokencreditsAmountmismatchError),
                typeof(TokencreditsNotokenError),
                typeof(TokencreditsNothingtowithdrawError),
                typeof(TokencreditsZeroaddressError)
            };
        }
    }
}
