using Nethereum.Hex.HexTypes;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.TransactionManagers;

namespace Nethereum.Contracts.CQS;

/// <summary>Deploys contracts of one class of message.</summary>
internal sealed class ContractDeploymentTransactionHandler<TContractDeploymentMessage> : IContractDeploymentTransactionHandler<TContractDeploymentMessage>
    where TContractDeploymentMessage : ContractDeploymentMessage, new()
{
    private readonly ITransactionManager _manager;

    public ContractDeploymentTransactionHandler(ITransactionManager manager) => _manager = manager;

    public Task<HexBigInteger> EstimateGasAsync(TContractDeploymentMessage? contractDeploymentMessage = null) => _manager.EstimateGasAsync(CreateTransaction(contractDeploymentMessage));

    public Task<string> SendRequestAsync(TContractDeploymentMessage? contractDeploymentMessage = null) => _manager.SendTransactionAsync(CreateTransaction(contractDeploymentMessage));

    public Task<string> SignTransactionAsync(TContractDeploymentMessage? contractDeploymentMessage = null) => _manager.SignTransactionAsync(CreateTransaction(contractDeploymentMessage));

    public Task<TransactionReceipt> SendRequestAndWaitForReceiptAsync(TContractDeploymentMessage? contractDeploymentMessage = null, CancellationTokenSource? tokenSource = null) =>
        SendRequestAndWaitForReceiptAsync(contractDeploymentMessage, tokenSource?.Token ?? CancellationToken.None);

    public async Task<TransactionReceipt> SendRequestAndWaitForReceiptAsync(TContractDeploymentMessage? contractDeploymentMessage, CancellationToken cancellationToken)
    {
        var receipt = await _manager.SendTransactionAndWaitForReceiptAsync(CreateTransaction(contractDeploymentMessage), cancellationToken).ConfigureAwait(false);
        if (receipt.HasErrors() == true) return receipt;
        if (receipt.ContractAddress is null) throw new InvalidOperationException($"Transaction {receipt.TransactionHash} succeeded but its receipt names no contract.");
        // Without a status in the receipt, only the code tells whether the creation succeeded.
        if (receipt.Status is null && await _manager.Client.RequireAsync<string>("eth_getCode", cancellationToken, receipt.ContractAddress, BlockParameter.CreateLatest()).ConfigureAwait(false) == "0x")
            throw new TransactionRevertedException(receipt);
        return receipt;
    }

    private static TransactionInput CreateTransaction(TContractDeploymentMessage? message) => (message ?? new TContractDeploymentMessage()).CreateTransactionInput();
}
