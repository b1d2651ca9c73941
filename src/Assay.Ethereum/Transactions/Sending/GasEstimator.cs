using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Transactions;

namespace Assay.Ethereum.Transactions.Sending;

/// <summary>Chooses a gas limit: the node's estimate and a margin, because the state may change before the transaction is mined.</summary>
internal static class GasEstimator
{
    // The most gas of a transaction since EIP-7825. A margin must not carry a transaction over it.
    private const int TransactionGasCap = 16_777_216;

    public static async Task<HexBigInteger> EstimateAsync(IClient client, CallInput input, int marginPercent, CancellationToken cancellationToken)
    {
        var estimate = (await new EthEstimateGas(client).SendRequestAsync(input, cancellationToken).ConfigureAwait(false)).Value;
        return new HexBigInteger(AddMargin(estimate, marginPercent));
    }

    public static BigInteger AddMargin(BigInteger estimate, int marginPercent)
    {
        var padded = estimate + (estimate * marginPercent / 100);
        return estimate <= TransactionGasCap ? BigInteger.Min(padded, TransactionGasCap) : padded;
    }
}
