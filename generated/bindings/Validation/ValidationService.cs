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
using Assay.Contracts.Validation.ContractDefinition;

namespace Assay.Contracts.Validation
{
    public partial class ValidationService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, ValidationDeployment validationDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<ValidationDeployment>().SendRequestAndWaitForReceiptAsync(validationDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, ValidationDeployment validationDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<ValidationDeployment>().SendRequestAsync(validationDeployment);
        }

        public static async Task<ValidationService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, ValidationDeployment validationDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, validationDeployment, cancellationTokenSource);
            return new ValidationService(web3, receipt.ContractAddress);
        }

        public ValidationService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<ushort> ProfileVersionQueryAsync(ProfileVersionFunction profileVersionFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ProfileVersionFunction, ushort>(profileVersionFunction, blockParameter);
        }

        
        public Task<ushort> ProfileVersionQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<ProfileVersionFunction, ushort>(null, blockParameter);
        }

        public Task<byte[]> RoleQueryAsync(RoleFunction roleFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RoleFunction, byte[]>(roleFunction, blockParameter);
        }

        
        public Task<byte[]> RoleQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<RoleFunction, byte[]>(null, blockParameter);
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

        public override List<Type> GetAllFunctionTypes()
        {
            return new List<Type>
            {
                typeof(ProfileVersionFunction),
                typeof(RoleFunction),
                typeof(ValidateInstructionFunction)
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

            };
        }
    }
}
