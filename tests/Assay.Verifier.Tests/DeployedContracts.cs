using System.Numerics;
using Assay.Contracts.ElementSteps.ContractDefinition;
using Assay.Contracts.ModelRegistry.ContractDefinition;
using Assay.Contracts.OneStepVerifier.ContractDefinition;
using Assay.Contracts.TensorSteps.ContractDefinition;
using Assay.Contracts.Validation.ContractDefinition;
using Assay.Contracts.WindowSteps.ContractDefinition;
using Assay.Inference;
using Assay.Testing;
using Nethereum.Contracts;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;
using ContractSpaces = Assay.Contracts.OneStepVerifier.ContractDefinition.SpaceRoots;
using SpaceRoots = Assay.Inference.SpaceRoots;

namespace Assay.Verifier.Tests;

/// <summary>The verifier and the model registry on a Hardhat node of their own; all questions are calls, sent in batches.</summary>
public sealed class DeployedContracts : IAsyncLifetime
{
    private HardhatNode _node = null!;
    private RpcClient _client = null!;

    public string Verifier { get; private set; } = null!;

    public string Registry { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _node = await HardhatNode.StartAsync();
        _client = new RpcClient(new Uri(_node.Url), options: new RpcClientOptions { Timeout = TimeSpan.FromMinutes(2) });
        var deployer = _node.Accounts[0];
        var web3 = new Web3(new Account(deployer.PrivateKey, _node.ChainId), _node.Url);
        Verifier = await DeployAsync(web3, new OneStepVerifierDeployment
        {
            Validation = await DeployAsync(web3, new ValidationDeployment()),
            Windowsteps = await DeployAsync(web3, new WindowStepsDeployment()),
            Elementsteps = await DeployAsync(web3, new ElementStepsDeployment()),
            Tensorsteps = await DeployAsync(web3, new TensorStepsDeployment()),
        });
        Registry = await DeployAsync(web3, new ModelRegistryDeployment { Verifier = Verifier, Guardian = deployer.Address, Bond = 1, Window = 1 });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
    }

    /// <summary>What the contract takes for these roots and page counts.</summary>
    public static ContractSpaces Encode(SpaceRoots roots) => new()
    {
        Input = roots.Input.ToArray(),
        Constants = roots.Constants.ToArray(),
        Body = roots.Body.ToArray(),
        Output = roots.Output.ToArray(),
        InputPages = roots.Pages.Input,
        ConstantPages = roots.Pages.Constants,
        BodyPages = roots.Pages.Body,
        OutputPages = roots.Pages.Output,
    };

    /// <summary>What the contract takes where only page counts matter.</summary>
    public static ContractSpaces Encode(PageCounts pages) => Encode(new SpaceRoots(Digest.Zero, Digest.Zero, Digest.Zero, Digest.Zero, pages));

    /// <summary>The replies to calls, in their order: a word as a signed number, or null where the call reverted.</summary>
    public async Task<BigInteger?[]> CallAsync(IEnumerable<CallInput> calls)
    {
        var batch = new RpcBatch();
        Task<string?>[] replies = [.. calls.Select(call => batch.Add<string>("eth_call", call, "latest"))];
        await _client.SendBatchRequestAsync(batch);
        var words = new BigInteger?[replies.Length];
        for (var i = 0; i < words.Length; i++) words[i] = await ReadWordAsync(replies[i]);
        return words;
    }

    private static async Task<BigInteger?> ReadWordAsync(Task<string?> reply)
    {
        try
        {
            var word = Primitives.Hex.Decode(await reply);
            word.Length.Should().Be(32, "every function returns one word");
            return new BigInteger(word, isBigEndian: true);
        }
        catch (RpcResponseException exception) when (exception.Message.Contains("revert", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    private static async Task<string> DeployAsync<TDeployment>(Web3 web3, TDeployment deployment)
        where TDeployment : ContractDeploymentMessage, new()
    {
        var receipt = await web3.Eth.GetContractDeploymentHandler<TDeployment>().SendRequestAndWaitForReceiptAsync(deployment, CancellationToken.None);
        return receipt.ContractAddress!;
    }
}
