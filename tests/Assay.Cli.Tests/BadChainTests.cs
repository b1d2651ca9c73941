using Assay.Testing;

namespace Assay.Cli.Tests;

/// <summary>What can be wrong with a chain gives one clear line.</summary>
public sealed class BadChainTests : IClassFixture<BadChainTests.OtherChain>, IDisposable
{
    private const string Key = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    private readonly AssayTool tool = new();
    private readonly OtherChain chain;

    public BadChainTests(OtherChain chain)
    {
        this.chain = chain;
        tool.Environment["ASSAY_RPC_URL"] = chain.Node.Url;
        tool.Environment["ASSAY_PRIVATE_KEY"] = Key;
    }

    [Theory]
    [InlineData("stake", "show")]
    [InlineData("job", "show", "1")]
    [InlineData("dispute", "show", "1")]
    [InlineData("deploy", "--network", "local")]
    public async Task A_node_that_does_not_answer_is_named(params string[] arguments) =>
        (await tool.RunAsync([.. arguments, "--rpc", "http://127.0.0.1:9"])).ShouldFail(1, "http://127.0.0.1:9", "does not answer");

    [Fact]
    public async Task An_address_that_is_none_is_refused() =>
        (await tool.RunAsync("job", "show", "1", "--rpc", "localhost")).ShouldFail(1, "--rpc", "localhost");

    [Fact]
    public async Task A_chain_without_a_deployment_is_named() =>
        (await tool.RunAsync("job", "show", "1")).ShouldFail(1, "deployment of chain 4242");

    [Fact]
    public async Task Another_chain_than_the_one_asked_for_is_refused() =>
        (await tool.RunAsync("stake", "show", "--chain-id", "31337")).ShouldFail(1, "expected chain 31337", "serves chain 4242");

    [Fact]
    public async Task A_record_of_another_chain_is_refused()
    {
        Record(31337);
        (await tool.RunAsync("stake", "show")).ShouldFail(1, "31337", "4242");
    }

    [Fact]
    public async Task A_record_of_contracts_that_are_not_there_is_refused()
    {
        Record(4242);
        (await tool.RunAsync("stake", "show")).ShouldFail(1, "StakeVault", "no code");
    }

    [Fact]
    public async Task Development_keys_are_refused_on_other_chains() =>
        (await tool.RunAsync("stake", "show", "--dev-account", "0")).ShouldFail(1, "--dev-account", "31337", "4242");

    [Fact]
    public async Task There_are_twenty_development_accounts() =>
        (await tool.RunAsync("stake", "show", "--dev-account", "20")).ShouldFail(2, "--dev-account", "0 to 19");

    [Fact]
    public async Task A_missing_key_is_asked_for()
    {
        tool.Environment["ASSAY_PRIVATE_KEY"] = "";
        (await tool.RunAsync("stake", "deposit", "1")).ShouldFail(1, "expected a key", "ASSAY_PRIVATE_KEY", "--keystore");
    }

    [Fact]
    public async Task A_malformed_key_is_refused_and_not_repeated()
    {
        tool.Environment["ASSAY_PRIVATE_KEY"] = Key[..^1];
        var result = await tool.RunAsync("stake", "deposit", "1");
        result.ShouldFail(1, "ASSAY_PRIVATE_KEY", "64 hexadecimal digits");
        result.Error.Should().NotContain(Key[2..20]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        var port = new Uri(chain.Node.Url).Port;
        (await tool.RunAsync("devnet", "--port", $"{port}")).ShouldFail(1, $"expected port {port}", "to be free");
    }

    [Fact]
    public async Task A_key_that_no_account_has_is_refused()
    {
        tool.Environment["ASSAY_PRIVATE_KEY"] = "0x" + new string('0', 64);
        (await tool.RunAsync("stake", "deposit", "1")).ShouldFail(1, "ASSAY_PRIVATE_KEY", "order of secp256k1");
    }

    [Fact]
    public async Task A_record_that_lacks_a_field_is_refused()
    {
        Record(4242);
        File.WriteAllText(tool.PathOf("deployments/4242/addresses.json"), """{ "chainId": 4242, "block": 1 }""");
        (await tool.RunAsync("stake", "show")).ShouldFail(1, "addresses.json", "expected a field 'contracts'");
    }

    [Theory]
    [InlineData("--models")]
    [InlineData("--content")]
    public async Task A_file_in_the_place_of_a_folder_is_refused(string option)
    {
        File.WriteAllText(tool.PathOf("file"), "x");
        (await tool.RunAsync("worker", option, "file")).ShouldFail(1, $"{option}: expected a folder", "'file'");
    }

    public void Dispose() => tool.Dispose();

    private void Record(long chainId)
    {
        Directory.CreateDirectory(tool.PathOf("deployments/4242"));
        var contracts = string.Join(", ", new[] { "StakeVault", "ModelRegistry", "JobEscrow", "DisputeGame" }.Select(name => $"\"{name}\": \"0x000000000000000000000000000000000000dead\""));
        File.WriteAllText(tool.PathOf("deployments/4242/addresses.json"), $"{{ \"chainId\": {chainId}, \"block\": 1, \"contracts\": {{ {contracts} }} }}");
    }

    /// <summary>A node of a chain that nothing is deployed on.</summary>
    public sealed class OtherChain : IAsyncLifetime
    {
        public HardhatNode Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await HardhatNode.StartAsync(chainId: 4242);

        public async Task DisposeAsync() => await Node.DisposeAsync();
    }
}
