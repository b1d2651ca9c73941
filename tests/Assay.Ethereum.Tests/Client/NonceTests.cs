using System.Numerics;
using Assay.Ethereum.Tests.Fixtures.Register;
using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Signer;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Ethereum.Tests.Client;

/// <summary>Nonces against a real node: no gap, whatever fails in between.</summary>
[Collection(HardhatCollection.Name)]
public sealed class NonceTests(HardhatFixture hardhat)
{
    [Fact]
    public async Task Parallel_sends_use_consecutive_nonces()
    {
        var (web3, account, contract) = await hardhat.DeployRegisterAsync();
        var first = await CountAsync(web3, account);
        var sends = Enumerable.Range(0, 20).Select(i => contract.SendRequestAndWaitForReceiptAsync(new RecordFunction { Key = i, Value = i, Gas = 200_000 }));
        var receipts = await Task.WhenAll(sends);
        var transactions = await web3.Eth.Transactions.GetTransactionByHash.SendBatchRequestAsync([.. receipts.Select(receipt => receipt.TransactionHash)]);
        transactions.Select(transaction => (int)transaction!.Nonce!.Value).Should().BeEquivalentTo(Enumerable.Range(first, 20));
        (await contract.QueryAsync<CountFunction, BigInteger>()).Should().Be(new BigInteger(20));
    }

    [Fact]
    public async Task A_send_that_the_node_rejects_leaves_no_gap()
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = hardhat.Connect(account);
        var balance = await web3.Eth.GetBalance.SendRequestAsync(account.Address);
        var tooMuch = new TransactionInput { To = account.Address, Value = new HexBigInteger(balance.Value * 2), Gas = new HexBigInteger(21_000) };
        await web3.Invoking(w => w.TransactionManager.SendTransactionAsync(tooMuch)).Should().ThrowAsync<RpcResponseException>();

        var receipt = await web3.TransactionManager.SendTransactionAndWaitForReceiptAsync(new TransactionInput { To = account.Address, Value = new HexBigInteger(1) });
        var sent = await web3.Eth.Transactions.GetTransactionByHash.SendRequestAsync(receipt.TransactionHash);
        sent!.Nonce!.Value.Should().Be(BigInteger.Zero);
    }

    [Fact]
    public async Task A_revert_that_the_node_mines_uses_its_nonce_and_the_next_send_follows()
    {
        var (web3, account, contract) = await hardhat.DeployRegisterAsync(10);
        var before = await CountAsync(web3, account);
        await contract.Invoking(c => c.SendRequestAsync(new RecordFunction { Value = 11, Gas = 200_000 })).Should().ThrowAsync<SmartContractCustomErrorRevertException>();
        await contract.SendRequestAndWaitForReceiptAsync(new RecordFunction { Value = 10, Gas = 200_000 });
        (await CountAsync(web3, account)).Should().Be(before + 2);
    }

    [Fact]
    public async Task Another_sender_with_the_same_key_does_not_stop_this_one()
    {
        var account = await hardhat.CreateAccountAsync();
        var stranger = new Account(account.PrivateKey, hardhat.Node.ChainId);
        var (here, there) = (hardhat.Connect(account), hardhat.Connect(stranger));
        for (var i = 0; i < 3; i++)
        {
            await TransferAsync(here, account);
            await TransferAsync(there, account);
        }
        (await CountAsync(here, account)).Should().Be(6);
    }

    [Fact]
    public async Task A_chain_that_goes_back_to_a_snapshot_is_followed()
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = hardhat.Connect(account);
        var snapshot = await hardhat.Node.SnapshotAsync();
        await TransferAsync(web3, account);
        await TransferAsync(web3, account);
        await hardhat.Node.RevertAsync(snapshot);
        await TransferAsync(web3, account);
        (await CountAsync(web3, account)).Should().Be(1);
    }

    [Fact]
    public async Task A_chosen_nonce_is_used_as_it_is()
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = hardhat.Connect(account);
        await web3.TransactionManager.SendTransactionAsync(new TransactionInput { To = account.Address, Value = new HexBigInteger(1), Nonce = new HexBigInteger(0) });
        await TransferAsync(web3, account);
        (await CountAsync(web3, account)).Should().Be(2);
    }

    [Fact]
    public async Task An_account_without_coins_is_refused_before_anything_is_sent()
    {
        var web3 = new Web3(new Account(EthECKey.GenerateKey(), hardhat.Node.ChainId), hardhat.Node.Url);
        var send = () => web3.TransactionManager.SendTransactionAsync(new TransactionInput { To = "0x0000000000000000000000000000000000000001", Value = new HexBigInteger(1), Gas = new HexBigInteger(21_000) });
        (await send.Should().ThrowAsync<RpcResponseException>()).Which.Message.Should().Contain("eth_sendRawTransaction to 127.0.0.1");
    }

    private static Task<TransactionReceipt> TransferAsync(Web3 web3, Account account) =>
        web3.TransactionManager.SendTransactionAndWaitForReceiptAsync(new TransactionInput { To = account.Address, Value = new HexBigInteger(1), Gas = new HexBigInteger(21_000) });

    private static async Task<int> CountAsync(Web3 web3, Account account) => (int)(await web3.Eth.Transactions.GetTransactionCount.SendRequestAsync(account.Address)).Value;
}
