using System.Text.Json;

namespace Assay.Protocol;

/// <summary>Where the contracts are on one chain: the content of <c>deployments/&lt;chain id&gt;/addresses.json</c>.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Block">The block of the deployment: no event is older.</param>
/// <param name="Contracts">Contract names and addresses.</param>
public sealed record Deployment(long ChainId, ulong Block, IReadOnlyDictionary<string, string> Contracts)
{
    private const string FileName = "addresses.json";

    /// <summary>The address of a contract.</summary>
    /// <exception cref="DeploymentException">The deployment has no such contract.</exception>
    public string this[string contract] => Contracts.TryGetValue(contract, out var address)
        ? address
        : throw new DeploymentException($"the deployment on chain {ChainId} has no contract '{contract}'; it has {string.Join(", ", Contracts.Keys)}");

    /// <summary>Reads the deployment of a chain.</summary>
    /// <param name="folder">The folder with one sub-folder per chain id.</param>
    /// <param name="chainId">The chain.</param>
    /// <exception cref="DeploymentException">There is none, or the file is not one.</exception>
    public static Deployment Load(string folder, long chainId)
    {
        var path = Path.Combine(folder, chainId.ToString(System.Globalization.CultureInfo.InvariantCulture), FileName);
        if (!File.Exists(path))
            throw new DeploymentException($"expected the deployment of chain {chainId} at '{path}'; run 'assay deploy' first");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var actual = Field(root, "chainId").GetInt64();
            if (actual != chainId)
                throw new DeploymentException($"'{path}' says chain {actual}, expected {chainId}");
            var contracts = Field(root, "contracts").EnumerateObject().ToDictionary(entry => entry.Name, entry => Address(path, entry));
            return new Deployment(chainId, Field(root, "block").GetUInt64(), contracts);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or IOException)
        {
            throw new DeploymentException($"'{path}' is not a deployment record: {exception.Message}", exception);
        }
    }

    private static JsonElement Field(JsonElement record, string name) =>
        record.TryGetProperty(name, out var field) ? field : throw new FormatException($"expected a field '{name}', but it has none");

    private static string Address(string path, JsonProperty entry)
    {
        var address = entry.Value.GetString();
        return Ethereum.Accounts.EthereumAddress.IsValid(address)
            ? address
            : throw new DeploymentException($"'{path}': expected an address for {entry.Name}, got '{address}'");
    }
}

/// <summary>There is no usable record of a deployment.</summary>
public sealed class DeploymentException : Exception
{
    /// <summary>Creates the error from its one-line message.</summary>
    public DeploymentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error from its one-line message and its cause.</summary>
    public DeploymentException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
