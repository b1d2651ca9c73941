using System.Numerics;
using Assay.Ethereum.Tests.Fixtures.Register;
using Assay.Testing;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.Signer;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Ethereum.Tests.Client;

/// <summary>One Hardhat node for all tests of the collection; each test uses an account and a contract of its own.</summary>
public sealed class HardhatFixture : IAsyncLifetime
{
    private static readonly UInt128 Coins = 10_000 * (UInt128)1_000_000_000_000_000_000;

    public HardhatNode Node { get; private set; } = null!;

    public async Task InitializeAsync() => Node = await HardhatNode.StartAsync();

    public async Task DisposeAsync() => await Node.DisposeAsync();

    /// <summary>An account with coins that no other test sends from.</summary>
    public async Task<Account> CreateAccountAsync()
    {
        var account = new Account(EthECKey.GenerateKey(), Node.ChainId);
        await Node.SetBalanceAsync(account.Address, Coins);
        return account;
    }

    public Web3 Connect(Account account) => new(account, Node.Url);

    /// <summary>Deploys the contract of <c>Register.sol</c> with a new account.</summary>
    public async Task<(Web3 Web3, Account Account, ContractHandler Contract)> DeployRegisterAsync(int limit = 1000)
    {
        var account = await CreateAccountAsync();
        var web3 = Connect(account);
        var receipt = await web3.Eth.GetContractDeploymentHandler<RegisterDeployment>()
            .SendRequestAndWaitForReceiptAsync(new RegisterDeployment { Limit = new BigInteger(limit) }, CancellationToken.None);
        return (web3, account, web3.Eth.GetContractHandler(receipt.ContractAddress!));
    }
}
