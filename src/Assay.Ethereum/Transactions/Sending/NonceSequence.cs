using System.Numerics;
using System.Runtime.ExceptionServices;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Ethereum.Transactions.Sending;

/// <summary>
/// The nonces of one account on one chain. A nonce is used up only when the node has taken its transaction, and transactions are
/// handed over one after another in the order of their nonces: so a refused transaction leaves no gap, and none arrives before
/// its predecessor. Everything slow (estimates, prices, receipts) happens outside.
/// </summary>
internal sealed class NonceSequence : IDisposable
{
    private const int Attempts = 5;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private BigInteger? _next;
    private volatile bool _isStale = true;
    private volatile bool _forget;

    /// <summary>Makes the next send ask the node for the account's nonce and believe it, even where it went back.</summary>
    public void Reset()
    {
        _forget = true;
        _isStale = true;
    }

    /// <summary>Signs a transaction with the account's next nonce and hands it over.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">The account.</param>
    /// <param name="sign">Signs the transaction with a nonce.</param>
    /// <param name="cancellationToken">Stops before the handing over, or while it is under way.</param>
    /// <returns>The transaction's hash.</returns>
    public async Task<string> SendNextAsync(IClient client, string address, Func<BigInteger, SignedTransaction> sign, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var nonce = await GetNextAsync(client, address, cancellationToken).ConfigureAwait(false);
                // Set before the send: if it is cancelled or fails, nobody knows whether the nonce is used.
                _isStale = true;
                var outcome = await TransactionBroadcaster.SendAsync(client, sign(nonce), cancellationToken).ConfigureAwait(false);
                if (outcome.Status == BroadcastStatus.Accepted)
                {
                    _next = nonce + 1;
                    _isStale = false;
                    return outcome.Hash!;
                }
                var isNonceError = outcome.Status is BroadcastStatus.NonceTooLow or BroadcastStatus.NonceTooHigh;
                if (!isNonceError || attempt == Attempts) ExceptionDispatchInfo.Throw(outcome.Error!);
                // Too low: somebody else uses the key, and the node's own count may lag behind. Too high: only the node knows.
                _next = outcome.Status == BroadcastStatus.NonceTooLow ? nonce + 1 : null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Hands over a transaction whose nonce the caller chose.</summary>
    public async Task<string> SendChosenAsync(IClient client, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _isStale = true;
            var outcome = await TransactionBroadcaster.SendAsync(client, transaction, cancellationToken).ConfigureAwait(false);
            if (outcome.Status != BroadcastStatus.Accepted) ExceptionDispatchInfo.Throw(outcome.Error!);
            return outcome.Hash!;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The nonce that the next send will use, unless somebody else uses the key.</summary>
    public async Task<BigInteger> PeekAsync(IClient client, string address, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await GetNextAsync(client, address, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<BigInteger> GetNextAsync(IClient client, string address, CancellationToken cancellationToken)
    {
        if (!_isStale && _next is { } known) return known;
        var floor = _forget ? null : _next;
        _forget = false;
        var pending = await client.RequireAsync<HexBigInteger>("eth_getTransactionCount", cancellationToken, address, BlockParameter.CreatePending()).ConfigureAwait(false);
        // What was accepted before is used up, even where a lagging node has not heard of it.
        _next = floor is { } used && used > pending.Value ? used : pending.Value;
        return _next.Value;
    }
}
