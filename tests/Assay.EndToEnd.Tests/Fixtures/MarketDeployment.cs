using System.Numerics;
using Assay.Contracts.ElementSteps.ContractDefinition;
using Assay.Contracts.JobEscrow.ContractDefinition;
using Assay.Contracts.ModelRegistry.ContractDefinition;
using Assay.Contracts.OneStepVerifier.ContractDefinition;
using Assay.Contracts.StakeVault.ContractDefinition;
using Assay.Contracts.TensorSteps.ContractDefinition;
using Assay.Contracts.Validation.ContractDefinition;
using Assay.Contracts.WindowSteps.ContractDefinition;
using Assay.Protocol;
using Nethereum.Contracts;
using Nethereum.Web3;
using Game = Assay.Contracts.DisputeGame.ContractDefinition;
using Jobs = Assay.Contracts.JobEscrow.ContractDefinition;
using Vault = Assay.Contracts.StakeVault.ContractDefinition;
using Verdicts = Assay.Contracts.GameVerdicts.ContractDefinition;

namespace Assay.EndToEnd.Tests.Fixtures;

/// <summary>Deploys the contracts in the order of the development deployment, with its parameters.</summary>
internal static class MarketDeployment
{
    internal const int ValidityWindow = 60;
    internal const int SlashHold = 120;
    internal const int ChallengeWindow = 300;
    internal const int Clock = 600;
    internal const int Extension = 120;
    internal const int Grace = 60;

    private const string Nobody = "0x0000000000000000000000000000000000000000";
    private static readonly BigInteger MinimumCollateral = BigInteger.Pow(10, 15) * 36;

    internal static async Task<Deployment> DeployAsync(Web3 web3, long chainId)
    {
        var token = await DeployAsync(web3, new TestTokenDeployment());
        var verifier = await DeployAsync(web3, new OneStepVerifierDeployment
        {
            Validation = await DeployAsync(web3, new ValidationDeployment()),
            Windowsteps = await DeployAsync(web3, new WindowStepsDeployment()),
            Elementsteps = await DeployAsync(web3, new ElementStepsDeployment()),
            Tensorsteps = await DeployAsync(web3, new TensorStepsDeployment()),
        });
        var registry = await DeployAsync(web3, new ModelRegistryDeployment { Verifier = verifier, Guardian = Nobody, Bond = BigInteger.Pow(10, 17), Window = ValidityWindow });
        var vault = await DeployAsync(web3, new StakeVaultDeployment { Token = token, Guardian = Nobody, Values = VaultParameters() });
        var parameters = GameParameters();
        var verdicts = await DeployAsync(web3, new Verdicts.GameVerdictsDeployment { Verifier = verifier, Vault = vault, Parameters = ForVerdicts(parameters) });
        var game = await DeployAsync(web3, new Game.DisputeGameDeployment { Verifier = verifier, Vault = vault, Verdicts = verdicts, Parameters = parameters });
        var escrow = await DeployAsync(
            web3, new JobEscrowDeployment { Token = token, Vault = vault, Registry = registry, Game = game, Guardian = Nobody, Values = EscrowParameters() });
        await web3.Eth.GetContractHandler(game).SendRequestAndWaitForReceiptAsync(new Game.InitializeFunction { Sources = [escrow] });
        await web3.Eth.GetContractHandler(vault).SendRequestAndWaitForReceiptAsync(new InitializeFunction { Escrow = escrow, Game = game });
        var contracts = new Dictionary<string, string>
        {
            ["StakeVault"] = vault,
            ["ModelRegistry"] = registry,
            ["JobEscrow"] = escrow,
            ["DisputeGame"] = game,
        };
        return new Deployment(chainId, 0, contracts);
    }

    private static async Task<string> DeployAsync<TMessage>(Web3 web3, TMessage message)
        where TMessage : ContractDeploymentMessage, new()
    {
        var receipt = await web3.Eth.GetContractDeploymentHandler<TMessage>().SendRequestAndWaitForReceiptAsync(message, CancellationToken.None);
        return receipt.ContractAddress!;
    }

    private static Vault.Parameters VaultParameters() => new()
    {
        UnbondingDelay = 3600,
        SlashHold = SlashHold,
        BountyShare = 4000,
        ClientShare = 5000,
        DailySlashShare = 5000,
    };

    private static Game.Parameters GameParameters() => new()
    {
        Clock = Clock,
        Extension = Extension,
        Grace = Grace,
        LevelsPerMove = 5,
        RunningGames = 3,
        AsserterGas = 600_000,
        GasPerByte = 16,
        FloorGasPerByte = 40,
        GasPriceCap = 20_000_000_000,
        BondFloor = BigInteger.Pow(10, 15),
    };

    // The generator writes a struct once for each contract that uses it.
    private static Verdicts.Parameters ForVerdicts(Game.Parameters values) => new()
    {
        Clock = values.Clock,
        Extension = values.Extension,
        Grace = values.Grace,
        LevelsPerMove = values.LevelsPerMove,
        RunningGames = values.RunningGames,
        AsserterGas = values.AsserterGas,
        GasPerByte = values.GasPerByte,
        FloorGasPerByte = values.FloorGasPerByte,
        GasPriceCap = values.GasPriceCap,
        BondFloor = values.BondFloor,
    };

    private static Jobs.Parameters EscrowParameters() => new()
    {
        ChallengeWindow = ChallengeWindow,
        MinimumExecutionTime = 10,
        MaximumExecutionTime = 86_400,
        MaximumOpenTime = 2_592_000,
        MinimumCollateral = MinimumCollateral,
        CollateralPerPayment = BigInteger.Pow(10, 18) * 5,
        AcceptBond = MinimumCollateral / 10,
    };
}
