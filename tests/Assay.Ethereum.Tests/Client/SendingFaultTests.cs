using System.Numerics;
using System.Text.Json;
using Assay.Ethereum.Transactions;
using Assay.Ethereum.Transactions.Sending;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Ethereum.Tests.Client;

/// <summary>Sends through a node that loses answers, lags behind, or lacks a base fee.</summary>
public sealed class SendingFaultTests
{
    private const string Key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static readonly TransactionInput Transfer = new() { To = "0x0000000000000000000000000000000000000001", Value = new HexBigInteger(1), Gas = new HexBigInteger(21_000), GasPrice = new HexBigInteger(7) };

    [Fact]
    public async Task A_send_whose_answer_is_lost_is_repeated_with_the_same_bytes()
    {
        var sent = new List<string>();
        await using var node = new FaultyNode((request, _) => Answer(request, raw =>
        {
            sent.Add(raw);
            return sent.Count == 1 ? FaultyReply.Drop : FaultyReply.Error(request, -32000, "already known");
        }));
        var web3 = Connect(node);
        var hash = await web3.TransactionManager.SendTransactionAsync(Transfer);
        sent.Should().HaveCount(2).And.OnlyContain(raw => raw == sent[0]);
        hash.Should().Be(SignedTransaction.Decode(Primitives.Hex.Decode(sent[0])).Hash);
    }

    [Fact]
    public async Task A_send_that_nobody_answers_says_which_transaction_is_in_doubt()
    {
        var sent = new List<string>();
        await using var node = new FaultyNode((request, _) => Answer(request, raw =>
        {
            sent.Add(raw);
            return FaultyReply.Drop;
        }));
        var web3 = Connect(node);
        var error = (await web3.Awaiting(w => w.TransactionManager.SendTransactionAsync(Transfer)).Should().ThrowAsync<TransactionOutcomeUnknownException>()).Which;
        error.TransactionHash.Should().Be(SignedTransaction.Decode(Primitives.Hex.Decode(sent[0])).Hash);
        error.Message.Should().Contain(error.TransactionHash);
        sent.Should().OnlyContain(raw => raw == sent[0]);
    }

    [Fact]
    public async Task A_nonce_that_is_taken_is_skipped_even_where_the_node_lags_behind()
    {
        var nonces = new List<int>();
        await using var node = new FaultyNode((request, _) => Answer(request, raw =>
        {
            var transaction = SignedTransaction.Decode(Primitives.Hex.Decode(raw));
            nonces.Add((int)transaction.Transaction.Nonce);
            return transaction.Transaction.Nonce < 7 ? FaultyReply.Error(request, -32000, "nonce too low: next nonce 7") : FaultyReply.Result(request, $"\"{transaction.Hash}\"");
        }));
        var web3 = Connect(node);
        await web3.TransactionManager.SendTransactionAsync(Transfer);
        await web3.TransactionManager.SendTransactionAsync(Transfer);
        nonces.Should().Equal(5, 6, 7, 8);
    }

    [Fact]
    public async Task A_chain_without_a_base_fee_gets_replay_protected_legacy_transactions()
    {
        SignedTransaction? sent = null;
        await using var node = new FaultyNode((request, _) => Answer(request, raw =>
        {
            sent = SignedTransaction.Decode(Primitives.Hex.Decode(raw));
            return FaultyReply.Result(request, $"\"{sent.Hash}\"");
        }));
        var web3 = Connect(node);
        await web3.TransactionManager.SendTransactionAsync(new TransactionInput { To = Transfer.To, Gas = Transfer.Gas });
        sent!.Transaction.Type.Should().Be(TransactionType.Legacy);
        (sent.Transaction.ChainId == 365).Should().BeTrue();
        sent.Transaction.GasPrice.Should().Be(new BigInteger(4_000));
    }

    [Theory]
    [InlineData(100_000, 120_000)]
    [InlineData(16_000_000, 16_777_216)]
    [InlineData(20_000_000, 24_000_000)]
    public void Estimates_get_a_margin_within_the_cap_of_one_transaction(int estimate, int limit) =>
        GasEstimator.AddMargin(estimate, 20).Should().Be(new BigInteger(limit));

    private static Web3 Connect(FaultyNode node) =>
        new(new Account(Key, 365), new RpcClient(node.Url, options: new RpcClientOptions { RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetries = 1 }));

    private static FaultyReply Answer(JsonElement request, Func<string, FaultyReply> send)
    {
        if (request.ValueKind == JsonValueKind.Array)
            return new FaultyReply($"[{string.Join(',', request.EnumerateArray().Select(item => Answer(item, send).Body))}]");
        return FaultyReply.Method(request) switch
        {
            "eth_getTransactionCount" => FaultyReply.Result(request, "\"0x5\""),
            "eth_sendRawTransaction" => send(request.GetProperty("params")[0].GetString()!),
            "eth_getTransactionByHash" => FaultyReply.Result(request, "null"),
            "eth_getBlockByNumber" => FaultyReply.Result(request, """{"number":"0x1","timestamp":"0x1","transactions":[]}"""),
            "eth_gasPrice" => FaultyReply.Result(request, "\"0xfa0\""),
            _ => FaultyReply.Error(request, -32601, "the method does not exist"),
        };
    }
}
