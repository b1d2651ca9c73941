using System.Numerics;
using Assay.Ethereum.Accounts;
using Assay.Ethereum.Tests.Fixtures.Register;
using Assay.Ethereum.Tests.Fixtures.Zoo;
using Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition;
using Assay.Ethereum.Transactions;
using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Ethereum.Tests.Client;

/// <summary>Contracts, transactions, receipts and logs against a real node.</summary>
[Collection(HardhatCollection.Name)]
public sealed class ChainTests(HardhatFixture hardhat)
{
    [Fact]
    public async Task A_contract_is_deployed_called_and_read()
    {
        var (web3, account, contract) = await hardhat.DeployRegisterAsync(77);
        (await web3.Eth.GetCode.SendRequestAsync(contract.ContractAddress)).Length.Should().BeGreaterThan(100);
        var receipt = await contract.SendRequestAndWaitForReceiptAsync(new RecordFunction { Key = 4, Value = 5, Note = "hello" });
        receipt.Succeeded().Should().BeTrue();
        receipt.Type!.Value.Should().Be(new BigInteger(2));
        EthereumAddress.AreSame(receipt.From, account.Address).Should().BeTrue();

        var recorded = receipt.DecodeAllEvents<RecordedEvent>().Should().ContainSingle().Which;
        recorded.Event.Should().BeEquivalentTo(new RecordedEvent { Sender = recorded.Event.Sender, Key = 4, Note = "hello", Value = 5 });
        EthereumAddress.AreSame(recorded.Event.Sender, account.Address).Should().BeTrue();
        var described = await contract.QueryDeserializingToObjectAsync<DescribeFunction, DescribeOutput>();
        described.Should().BeEquivalentTo(new DescribeOutput { Limit = 77, Entries = 1 });

        // The past is still there.
        var before = new BlockParameter(new HexBigInteger(receipt.BlockNumber.Value - 1));
        (await contract.QueryAsync<CountFunction, BigInteger>(null, before)).Should().Be(BigInteger.Zero);
    }

    [Fact]
    public async Task Generated_bindings_run_unmodified()
    {
        var web3 = hardhat.Connect(await hardhat.CreateAccountAsync());
        var zoo = await ZooService.DeployContractAndGetServiceAsync(web3, new ZooDeployment { Owner = "0x0000000000000000000000000000000000000005", Amounts = [1, 2, 3] });
        (await zoo.TotalQueryAsync()).Should().Be(new BigInteger(8));
        var job = new Job { Client = zoo.ContractAddress, Price = 9, ModelId = new byte[32], Kind = 1, Shape = [2, 3], Inputs = [[1, 2], []] };
        var receipt = await zoo.PostRequestAndWaitForReceiptAsync(job, [new byte[32]]);
        receipt.DecodeAllEvents<PostedEventDTO>().Should().ContainSingle().Which.Event.Price.Should().Be(new BigInteger(9));
        job.Price = 0;
        var post = () => zoo.PostRequestAndWaitForReceiptAsync(job, [new byte[32]]);
        var revert = (await post.Should().ThrowAsync<SmartContractCustomErrorRevertException>()).Which;
        zoo.Invoking(z => z.HandleCustomErrorException(revert)).Should().Throw<SmartContractCustomErrorRevertException<ZooPricetoolowError>>()
            .Which.CustomError.Minimum.Should().Be(BigInteger.One);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_node_takes_every_type_of_transaction(int type)
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = hardhat.Connect(account);
        var input = new TransactionInput { To = account.Address, Value = new HexBigInteger(1), Type = new HexBigInteger(type) };
        if (type == 1) input.AccessList = [new AccessList { Address = account.Address, StorageKeys = ["0x" + new string('0', 64)] }];
        var receipt = await web3.TransactionManager.SendTransactionAndWaitForReceiptAsync(input);
        receipt.Type!.Value.Should().Be(new BigInteger(type));

        var raw = await web3.TransactionManager.SignTransactionAsync(new TransactionInput { To = account.Address, Value = new HexBigInteger(1), Type = new HexBigInteger(type) });
        var signed = SignedTransaction.Decode(Primitives.Hex.Decode(raw));
        signed.RecoverSender().Should().Be(account.Address);
        (await web3.Eth.Transactions.SendRawTransaction.SendRequestAsync(raw)).Should().Be(signed.Hash);
    }

    [Fact]
    public async Task Legacy_transactions_can_be_the_default()
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = hardhat.Connect(account);
        web3.TransactionManager.UseLegacyAsDefault = true;
        var receipt = await web3.TransactionManager.SendTransactionAndWaitForReceiptAsync(new TransactionInput { To = account.Address, Value = new HexBigInteger(1) });
        receipt.Type!.Value.Should().Be(BigInteger.Zero);
    }

    [Fact]
    public async Task Events_are_found_by_their_indexed_fields()
    {
        var (web3, account, contract) = await hardhat.DeployRegisterAsync();
        var first = (await web3.Eth.Blocks.GetBlockNumber.SendRequestAsync()).Value;
        for (var key = 0; key < 4; key++) await contract.SendRequestAndWaitForReceiptAsync(new RecordFunction { Key = key, Value = 10 + key });
        var from = new BlockParameter(new HexBigInteger(first));
        var events = web3.Eth.GetEvent<RecordedEvent>(contract.ContractAddress);

        (await events.GetAllChangesAsync(events.CreateFilterInput(from))).Select(log => (int)log.Event.Key).Should().Equal(0, 1, 2, 3);
        (await events.GetAllChangesAsync(events.CreateFilterInput(account.Address, from))).Should().HaveCount(4);
        (await events.GetAllChangesAsync(events.CreateFilterInput(contract.ContractAddress, from))).Should().BeEmpty();
        (await events.GetAllChangesAsync(events.CreateFilterInput(account.Address, 2, from))).Should().ContainSingle().Which.Event.Value.Should().Be(new BigInteger(12));
        (await events.GetAllChangesAsync(events.CreateFilterInput<string?, BigInteger>(null, 3, from))).Should().ContainSingle().Which.Event.Value.Should().Be(new BigInteger(13));
        (await events.GetAllChangesAsync(events.CreateFilterInput<string, BigInteger>(null, [1, 3], from, null))).Select(log => (int)log.Event.Key).Should().Equal(1, 3);
        events.Invoking(e => e.CreateFilterInput(1, 2, 3, from)).Should().Throw<ArgumentException>().WithMessage("*2 indexed fields*3*");
        events.Invoking(e => e.CreateFilterInput(1, from)).Should().Throw<ArgumentException>().WithMessage("*address sender*");
    }

    [Fact]
    public async Task Waiting_ends_with_the_hash_when_time_is_up_and_at_once_when_it_is_cancelled()
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = hardhat.Connect(account);
        await hardhat.Node.SetAutomineAsync(false);
        try
        {
            var hash = await web3.TransactionManager.SendTransactionAsync(new TransactionInput { To = account.Address, Value = new HexBigInteger(1) });
            var receipts = web3.TransactionManager.TransactionReceiptService;
            receipts.Timeout = TimeSpan.FromMilliseconds(300);
            (await receipts.Invoking(r => r.PollForReceiptAsync(hash)).Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain(hash);

            receipts.Timeout = TimeSpan.FromMinutes(1);
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await receipts.Invoking(r => r.PollForReceiptAsync(hash, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
            await hardhat.Node.MineAsync();
            (await receipts.PollForReceiptAsync(hash)).Succeeded().Should().BeTrue();
        }
        finally
        {
            await hardhat.Node.SetAutomineAsync(true);
        }
    }

    [Fact]
    public async Task The_nodes_accounts_have_the_addresses_of_their_keys()
    {
        hardhat.Node.Accounts.Should().HaveCountGreaterThanOrEqualTo(20);
        foreach (var account in hardhat.Node.Accounts) EthereumAddress.AreSame(new Account(account.PrivateKey).Address, account.Address).Should().BeTrue();
        (await hardhat.Connect(new Account(hardhat.Node.Accounts[0].PrivateKey)).TransactionManager.GetChainIdAsync()).Should().Be(new BigInteger(hardhat.Node.ChainId));
    }

    [Fact]
    public async Task The_chain_answers_the_usual_questions()
    {
        var account = await hardhat.CreateAccountAsync();
        var web3 = new Web3(hardhat.Node.Url);
        (await web3.Eth.ChainId.SendRequestAsync()).ToUlong().Should().Be(hardhat.Node.ChainId);
        (await web3.Eth.GetBalance.SendRequestAsync(account.Address)).Value.Should().Be(BigInteger.Pow(10, 22));
        (await web3.Eth.GetBalance.SendBatchRequestAsync(account.Address, "0x00000000000000000000000000000000000000ab"))
            .Select(balance => balance.Value).Should().Equal(BigInteger.Pow(10, 22), BigInteger.Zero);
        (await web3.Eth.GasPrice.SendRequestAsync()).Value.Should().BeGreaterThan(BigInteger.Zero);
        var block = await web3.Eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(BlockParameter.CreateLatest());
        block!.BaseFeePerGas!.Value.Should().BeGreaterThan(BigInteger.Zero);
        (await web3.Eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(new HexBigInteger(1_000_000_000))).Should().BeNull();
        var fees = await web3.Eth.FeeHistory.SendRequestAsync(new HexBigInteger(2), BlockParameter.CreateLatest(), [10, 50.5m]);
        fees.BaseFeePerGas.Length.Should().Be(fees.GasUsedRatio.Length + 1);
        await hardhat.Node.IncreaseTimeAsync(3600);
        var later = await web3.Eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(BlockParameter.CreateLatest());
        (later!.Timestamp.Value - block.Timestamp.Value >= 3600).Should().BeTrue();
        var send = () => web3.TransactionManager.SendTransactionAsync(new TransactionInput { To = account.Address });
        await send.Should().ThrowAsync<InvalidOperationException>().WithMessage("*needs an account*");
    }
}
