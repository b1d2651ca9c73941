using System.Collections.Concurrent;
using System.Numerics;
using Assay.Ethereum.Transactions.Sending;

namespace Nethereum.RPC.NonceServices;

/// <summary>Keeps the nonces in memory, one sequence for each chain.</summary>
internal sealed class InMemoryNonceService : INonceService
{
    private readonly ConcurrentDictionary<BigInteger, NonceSequence> _sequences = new();

    public NonceSequence GetSequence(BigInteger chainId) => _sequences.GetOrAdd(chainId, _ => new NonceSequence());

    public Task ResetNonceAsync()
    {
        foreach (var sequence in _sequences.Values) sequence.Reset();
        return Task.CompletedTask;
    }
}
