using System.Numerics;
using Assay.Contracts.ModelRegistry.ContractDefinition;
using Assay.Inference;
using Assay.Protocol.Chain;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Models;

/// <summary>Registered models.</summary>
public sealed class ModelClient
{
    private readonly ContractEndpoint contract;

    internal ModelClient(ChainConnection chain) => contract = new ContractEndpoint(chain, "ModelRegistry", chain.Deployment["ModelRegistry"]);

    /// <summary>Registers a model with the registry's bond.</summary>
    /// <param name="model">The program's commitment.</param>
    /// <param name="uri">Where the model's file can be had.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<TransactionReceipt> RegisterAsync(ModelCommitment model, string uri, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        var bond = await contract.QueryAsync<RegistrationBondFunction, BigInteger>("registrationBond", new RegistrationBondFunction(), cancellation).ConfigureAwait(false);
        var description = new ModelDescription
        {
            ProfileVersion = InferenceProgram.ProfileVersion,
            InstructionCount = model.InstructionCount,
            InputPages = model.Pages.Input,
            ConstantPages = model.Pages.Constants,
            BodyPages = model.Pages.Body,
            OutputPages = model.Pages.Output,
            ProgramRoot = model.ProgramRoot.ToArray(),
            ConstantsRoot = model.ConstantsRoot.ToArray(),
            InterfaceHash = model.InterfaceHash.ToArray(),
        };
        return await contract.SendAsync("register", new RegisterFunction { Description = description, Uri = uri, AmountToSend = bond }, cancellation).ConfigureAwait(false);
    }

    /// <summary>The state of a model.</summary>
    public async Task<RegisteredModel> GetAsync(Digest modelId, CancellationToken cancellation)
    {
        var output = await contract.QueryObjectAsync<ModelOfFunction, ModelOfOutputDTO>("modelOf", new ModelOfFunction { ModelId = modelId.ToArray() }, cancellation).ConfigureAwait(false);
        var record = output.Record;
        return new RegisteredModel(modelId, (ModelState)record.State, record.Publisher, DateTimeOffset.FromUnixTimeSeconds((long)record.ActiveAt), record.Description.OutputPages, record.Bond);
    }

    /// <summary>The places where the model's file can be had, oldest first.</summary>
    public async Task<IReadOnlyList<string>> UrisAsync(Digest modelId, CancellationToken cancellation)
    {
        var id = modelId.ToArray();
        var logs = await contract.LogsAsync(id, cancellation).ConfigureAwait(false);
        return
        [
            .. logs.Select(log => log.DecodeEvent<ModelRegisteredEventDTO>()?.Event.Uri ?? log.DecodeEvent<ModelUriAddedEventDTO>()?.Event.Uri).OfType<string>(),
        ];
    }

    /// <summary>Credits the registration bond to the publisher, once the model is active.</summary>
    public Task<TransactionReceipt> ReleaseBondAsync(Digest modelId, CancellationToken cancellation) =>
        contract.SendAsync("releaseBond", new ReleaseBondFunction { ModelId = modelId.ToArray() }, cancellation);

    /// <summary>What an account can withdraw from the registry, in the native coin's smallest unit.</summary>
    public Task<BigInteger> CreditOfAsync(string account, CancellationToken cancellation) =>
        contract.QueryAsync<CreditOfFunction, BigInteger>("creditOf", new CreditOfFunction { Account = account }, cancellation);

    /// <summary>Withdraws the acting account's whole credit.</summary>
    public Task<TransactionReceipt> WithdrawAsync(string to, CancellationToken cancellation) =>
        contract.SendAsync("withdraw", new WithdrawFunction { To = to }, cancellation);
}
