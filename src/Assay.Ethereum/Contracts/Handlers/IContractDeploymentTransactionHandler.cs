using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts.CQS;

/// <summary>Deploys contracts of one class of message.</summary>
/// <typeparam name="TContractDeploymentMessage">The deployment's message.</typeparam>
public interface IContractDeploymentTransactionHandler<TContractDeploymentMessage>
    where TContractDeploymentMessage : ContractDeploymentMessage, new()
{
    /// <summary>Estimates the gas of the deployment, without any margin.</summary>
    public Task<HexBigInteger> EstimateGasAsync(TContractDeploymentMessage? contractDeploymentMessage = null);

    /// <summary>Sends the deployment.</summary>
    /// <returns>The transaction's hash.</returns>
    public Task<string> SendRequestAsync(TContractDeploymentMessage? contractDeploymentMessage = null);

    /// <summary>Signs the deployment without sending it.</summary>
    /// <returns>The encoded transaction in hexadecimal.</returns>
    public Task<string> SignTransactionAsync(TContractDeploymentMessage? contractDeploymentMessage = null);

    /// <summary>Sends the deployment and waits until the contract exists.</summary>
    /// <param name="contractDeploymentMessage">The message; null means one with default values.</param>
    /// <param name="tokenSource">Stops waiting when it is cancelled.</param>
    public Task<TransactionReceipt> SendRequestAndWaitForReceiptAsync(TContractDeploymentMessage? contractDeploymentMessage = null, CancellationTokenSource? tokenSource = null);

    /// <summary>Sends the deployment and waits until the contract exists.</summary>
    /// <param name="contractDeploymentMessage">The message; null means one with default values.</param>
    /// <param name="cancellationToken">Stops waiting; a transaction that was sent cannot be called back.</param>
    public Task<TransactionReceipt> SendRequestAndWaitForReceiptAsync(TContractDeploymentMessage? contractDeploymentMessage, CancellationToken cancellationToken);
}
