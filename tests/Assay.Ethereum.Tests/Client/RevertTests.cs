using System.Numerics;
using Assay.Ethereum.Tests.Fixtures.Register;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.Contracts;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.Web3;

namespace Assay.Ethereum.Tests.Client;

/// <summary>Reverts arrive with their type, from whatever led to them.</summary>
[Collection(HardhatCollection.Name)]
public sealed class RevertTests(HardhatFixture hardhat)
{
    [Theory]
    [InlineData("call")]
    [InlineData("estimate")]
    [InlineData("send")]
    [InlineData("send with preset gas")]
    public async Task A_custom_error_is_typed(string way)
    {
        var (_, account, contract) = await hardhat.DeployRegisterAsync(5);
        var message = new RecordFunction { Key = 1, Value = 6 };
        Func<Task> run = way switch
        {
            "call" => () => contract.QueryAsync<RecordFunction, BigInteger>(message),
            "estimate" => () => contract.EstimateGasAsync(message),
            "send" => () => contract.SendRequestAndWaitForReceiptAsync(message),
            _ => () => contract.SendRequestAndWaitForReceiptAsync(new RecordFunction { Key = 1, Value = 6, Gas = 300_000 }),
        };
        var revert = (await run.Should().ThrowAsync<SmartContractCustomErrorRevertException>()).Which;
        revert.IsCustomErrorFor<TooLargeError>().Should().BeTrue();
        var error = revert.DecodeError<TooLargeError>();
        error.Sender.ToLowerInvariant().Should().Be(account.Address.ToLowerInvariant());
        error.Value.Should().Be(new BigInteger(6));
        error.Limit.Should().Be(new BigInteger(5));
    }

    [Fact]
    public async Task A_transaction_that_reverts_when_it_is_mined_later_gives_its_reason_and_hash()
    {
        var (web3, _, contract) = await hardhat.DeployRegisterAsync(5);
        var hash = await SendWithoutMiningAsync(contract);
        await hardhat.Node.MineAsync();
        var wait = () => web3.TransactionManager.TransactionReceiptService.PollForReceiptAsync(hash);
        var revert = (await wait.Should().ThrowAsync<SmartContractCustomErrorRevertException>()).Which;
        revert.IsCustomErrorFor<TooLargeError>().Should().BeTrue();
        revert.TransactionHash.Should().Be(hash);

        web3.TransactionManager.TransactionReceiptService.ThrowOnRevert = false;
        (await wait()).HasErrors().Should().BeTrue();
    }

    [Fact]
    public async Task A_text_is_read()
    {
        var (_, _, contract) = await hardhat.DeployRegisterAsync();
        var call = () => contract.QueryAsync<RecordFunction, BigInteger>(new RecordFunction { Note = "" });
        (await call.Should().ThrowAsync<SmartContractRevertException>()).Which.RevertMessage.Should().Be("note is empty");
    }

    [Fact]
    public async Task A_panic_is_explained()
    {
        var (_, _, contract) = await hardhat.DeployRegisterAsync();
        var call = () => contract.QueryAsync<DivideFunction, BigInteger>(new DivideFunction { Dividend = 1 });
        var revert = (await call.Should().ThrowAsync<SmartContractRevertException>()).Which;
        revert.PanicCode.Should().Be(0x12);
        revert.RevertMessage.Should().Contain("division or modulo by zero");
    }

    [Fact]
    public async Task A_service_throws_the_exception_of_its_own_error_class()
    {
        var (web3, _, contract) = await hardhat.DeployRegisterAsync(5);
        var service = new RegisterService(web3, contract.ContractAddress);
        var call = () => contract.QueryAsync<RecordFunction, BigInteger>(new RecordFunction { Value = 6 });
        var revert = (await call.Should().ThrowAsync<SmartContractCustomErrorRevertException>()).Which;
        service.Invoking(s => s.HandleCustomErrorException(revert)).Should().Throw<SmartContractCustomErrorRevertException<TooLargeError>>()
            .Which.CustomError.Value.Should().Be(new BigInteger(6));
        service.FindCustomErrorException(new SmartContractCustomErrorRevertException("0x01020304")).Should().BeNull();
    }

    [Fact]
    public async Task A_call_where_there_is_no_contract_says_so()
    {
        var contract = hardhat.Connect(await hardhat.CreateAccountAsync()).Eth.GetContractHandler("0x00000000000000000000000000000000000000AA");
        var call = () => contract.QueryAsync<CountFunction, BigInteger>();
        (await call.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("count()").And.Contain("is there such a contract");
    }

    private async Task<string> SendWithoutMiningAsync(ContractHandler contract)
    {
        await hardhat.Node.SetAutomineAsync(false);
        try
        {
            return await contract.SendRequestAsync(new RecordFunction { Value = 6, Gas = 300_000 });
        }
        finally
        {
            await hardhat.Node.SetAutomineAsync(true);
        }
    }

    private sealed class RegisterService(IWeb3 web3, string contractAddress) : ContractWeb3ServiceBase(web3, contractAddress)
    {
        public override List<Type> GetAllFunctionTypes() => [typeof(RecordFunction)];

        public override List<Type> GetAllEventTypes() => [typeof(RecordedEvent)];

        public override List<Type> GetAllErrorTypes() => [typeof(TooLargeError)];
    }
}
