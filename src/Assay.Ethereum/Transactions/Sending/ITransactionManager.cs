using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Accounts;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.TransactionReceipts;

namespace Nethereum.RPC.TransactionManagers;

/// <summary>Completes, signs and sends an account's transactions.</summary>
public interface ITransactionManager
{
    /// <summary>The node.</summary>
    public IClient Client { get; }

    /// <summary>Who sends; null where there is no account and nothing can be sent.</summary>
    public IAccount? Account { get; }

    /// <summary>Whether to send legacy (EIP-155) transactions even where the chain has a base fee. Default: false.</summary>
    public bool UseLegacyAsDefault { get; set; }

    /// <summary>The price, in wei for each unit of gas, of legacy transactions that name none; zero or less asks the node. Default: −1.</summary>
    public BigInteger DefaultGasPrice { get; set; }

    /// <summary>What an estimate is increased by, in percent. Default: 20.</summary>
    public int GasEstimateMarginPercent { get; set; }

    /// <summary>Waits for receipts.</summary>
    public ITransactionReceiptService TransactionReceiptService { get; set; }

    /// <summary>The chain; asks the node where the account does not say.</summary>
    public Task<BigInteger> GetChainIdAsync(CancellationToken cancellationToken = default);

    /// <summary>The gas that a message needs, without any margin.</summary>
    public Task<HexBigInteger> EstimateGasAsync(CallInput callInput, CancellationToken cancellationToken = default);

    /// <summary>Completes and signs a transaction without sending it; its nonce is not used up.</summary>
    /// <returns>The encoded transaction in hexadecimal.</returns>
    public Task<string> SignTransactionAsync(TransactionInput transaction, CancellationToken cancellationToken = default);

    /// <summary>Completes, signs and sends a transaction.</summary>
    /// <returns>The transaction's hash.</returns>
    public Task<string> SendTransactionAsync(TransactionInput transactionInput, CancellationToken cancellationToken = default);

    /// <summary>Sends wei.</summary>
    /// <param name="from">The account's own address.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="amount">Wei.</param>
    /// <returns>The transaction's hash.</returns>
    public Task<string> SendTransactionAsync(string from, string to, HexBigInteger amount);

    /// <summary>Completes, signs and sends a transaction, and waits for its receipt.</summary>
    public Task<TransactionReceipt> SendTransactionAndWaitForReceiptAsync(TransactionInput transactionInput, CancellationToken cancellationToken = default);
}
