using System.Numerics;
using Assay.Ethereum.Accounts;
using Assay.Ethereum.Transactions;
using Assay.Ethereum.Transactions.Sending;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.RPC.Accounts;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Transactions;
using Nethereum.RPC.TransactionManagers;
using Nethereum.RPC.TransactionReceipts;
using Nethereum.Web3.Accounts;
using HexText = Assay.Primitives.Hex;

namespace Nethereum.Web3;

/// <summary>Completes, signs and sends the transactions of an account whose key is here.</summary>
internal sealed class AccountSignerTransactionManager : ITransactionManager
{
    private readonly Account? _account;
    private readonly FeeSuggester _fees;
    private BigInteger? _chainId;

    public AccountSignerTransactionManager(IClient client, Account? account)
    {
        Client = client;
        _account = account;
        _fees = new FeeSuggester(client);
        TransactionReceiptService = new TransactionReceiptPollingService(this);
    }

    public IClient Client { get; }

    public IAccount? Account => _account;

    public bool UseLegacyAsDefault { get; set; }

    public BigInteger DefaultGasPrice { get; set; } = -1;

    public int GasEstimateMarginPercent { get; set; } = 20;

    public ITransactionReceiptService TransactionReceiptService { get; set; }

    public async Task<BigInteger> GetChainIdAsync(CancellationToken cancellationToken = default)
    {
        if ((_account?.ChainId ?? _chainId) is { } known) return known;
        _chainId = (await Client.RequireAsync<HexBigInteger>("eth_chainId", cancellationToken).ConfigureAwait(false)).Value;
        return _chainId.Value;
    }

    public Task<HexBigInteger> EstimateGasAsync(CallInput callInput, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callInput);
        return new EthEstimateGas(Client).SendRequestAsync(ToEstimateInput(callInput), cancellationToken);
    }

    public async Task<string> SignTransactionAsync(TransactionInput transaction, CancellationToken cancellationToken = default)
    {
        var (account, completed, chainId) = await CompleteAsync(transaction, cancellationToken).ConfigureAwait(false);
        var nonce = completed.Nonce?.Value ?? await account.Nonces.GetSequence(chainId).PeekAsync(Client, account.Address, cancellationToken).ConfigureAwait(false);
        return HexText.Encode(Sign(account, completed, chainId, nonce).Encoded);
    }

    public async Task<string> SendTransactionAsync(TransactionInput transactionInput, CancellationToken cancellationToken = default)
    {
        var (account, completed, chainId) = await CompleteAsync(transactionInput, cancellationToken).ConfigureAwait(false);
        var nonces = account.Nonces.GetSequence(chainId);
        if (completed.Nonce is { } chosen)
            return await nonces.SendChosenAsync(Client, Sign(account, completed, chainId, chosen.Value), cancellationToken).ConfigureAwait(false);
        return await nonces.SendNextAsync(Client, account.Address, nonce => Sign(account, completed, chainId, nonce), cancellationToken).ConfigureAwait(false);
    }

    public Task<string> SendTransactionAsync(string from, string to, HexBigInteger amount) =>
        SendTransactionAsync(new TransactionInput { From = from, To = to, Value = amount });

    public async Task<TransactionReceipt> SendTransactionAndWaitForReceiptAsync(TransactionInput transactionInput, CancellationToken cancellationToken = default)
    {
        var hash = await SendTransactionAsync(transactionInput, cancellationToken).ConfigureAwait(false);
        return await TransactionReceiptService.PollForReceiptAsync(hash, cancellationToken).ConfigureAwait(false);
    }

    private static SignedTransaction Sign(Account account, TransactionInput input, BigInteger chainId, BigInteger nonce)
    {
        var transaction = new UnsignedTransaction
        {
            Type = (TransactionType)(byte)input.Type!.Value,
            ChainId = chainId,
            Nonce = nonce,
            GasPrice = input.GasPrice?.Value ?? 0,
            MaxFeePerGas = input.MaxFeePerGas?.Value ?? 0,
            MaxPriorityFeePerGas = input.MaxPriorityFeePerGas?.Value ?? 0,
            GasLimit = input.Gas!.Value,
            To = string.IsNullOrEmpty(input.To) ? null : EthereumAddress.Parse(input.To),
            Value = input.Value?.Value ?? 0,
            Data = HexText.Decode(input.Data ?? "0x"),
            AccessList = [.. (input.AccessList ?? []).Select(entry => new AccessListEntry(EthereumAddress.Parse(entry.Address), [.. entry.StorageKeys.Select(key => HexText.Decode(key))]))],
        };
        return new SignedTransaction(transaction, account.Sign(transaction.GetSigningHash()));
    }

    private async Task<(Account Account, TransactionInput Completed, BigInteger ChainId)> CompleteAsync(TransactionInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var account = _account ?? throw new InvalidOperationException("Sending a transaction needs an account; make the Web3 with one.");
        if (input.From is { Length: > 0 } from && !EthereumAddress.AreSame(from, account.Address))
            throw new ArgumentException($"The transaction is from {from}, but the account is {account.Address}.", nameof(input));
        var chainId = await GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        if (input.ChainId is { } wanted && wanted.Value != chainId) throw new ArgumentException($"The transaction is for chain {wanted}, but the account is on chain {chainId}.", nameof(input));

        // The caller's object stays as it is: it may be sent again.
        var completed = Copy(input);
        completed.From = account.Address;
        // Reverts show in the estimate, before anything is paid or a nonce is used.
        completed.Gas ??= await GasEstimator.EstimateAsync(Client, ToEstimateInput(completed), GasEstimateMarginPercent, cancellationToken).ConfigureAwait(false);
        await _fees.FillAsync(completed, UseLegacyAsDefault, DefaultGasPrice.Sign > 0 ? DefaultGasPrice : null, cancellationToken).ConfigureAwait(false);
        return (account, completed, chainId);
    }

    // Without prices, so that the estimate does not depend on the balance; with the access list, because it costs gas.
    private TransactionInput ToEstimateInput(CallInput input) => new()
    {
        From = input.From ?? _account?.Address,
        To = input.To,
        Data = input.Data,
        Value = input.Value,
        AccessList = (input as TransactionInput)?.AccessList,
    };

    private static TransactionInput Copy(TransactionInput input) => new()
    {
        To = input.To,
        Data = input.Data,
        Value = input.Value,
        Gas = input.Gas,
        GasPrice = input.GasPrice,
        MaxFeePerGas = input.MaxFeePerGas,
        MaxPriorityFeePerGas = input.MaxPriorityFeePerGas,
        Type = input.Type,
        Nonce = input.Nonce,
        AccessList = input.AccessList,
    };
}
