using System.Numerics;
using Assay.Inference;
using Assay.Protocol.Content;
using Assay.Protocol.Jobs;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Protocol.Tests;

/// <summary>The C# of README.md is what the compiler sees here.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "// The sample begins.", End = "// The sample ends.";

    [Fact]
    public void The_sample_is_the_code_that_is_compiled_here()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Assay.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        var here = Between(File.ReadAllText(Path.Combine(folder, "tests", "Assay.Protocol.Tests", "ReadmeTests.cs")), $"        {Begin}\n", $"        {End}\n");
        var sample = Between(File.ReadAllText(Path.Combine(folder, "README.md")), "```csharp\n", "```\n");

        here.Split('\n').Select(line => line.TrimStart()).Should().Equal(sample.Split('\n'));
        sample.Should().Contain("PostAsync");
    }

    /// <summary>What surrounds the sample in a program of somebody's own.</summary>
    internal static async Task<(JobRecord Job, byte[]? Output)> RunAsync(string rpcUrl, long chainId, ReadOnlyMemory<byte> pixels, BigInteger price, CancellationToken cancellation)
    {
        // The sample begins.
        var account = new Account(Environment.GetEnvironmentVariable("ASSAY_PRIVATE_KEY")!, chainId);
        var assay = await AssayClient.ConnectAsync(new Web3(account, rpcUrl), account.Address, Deployment.Load("deployments", chainId), cancellation);
        using var model = ModelContainer.Open("cls.assay");
        var input = JobInput.FromTensors(model.Program, [pixels]);
        var uri = await new ContentFolder("content").PublishAsync(input.Space, ".input", cancellation);
        var order = new JobOrder { ModelId = model.Commitment.ModelId, InputRoot = input.Root, InputUri = uri, Payment = price, AcceptBy = DateTimeOffset.UtcNow.AddHours(1) };
        var jobId = await assay.Jobs.PostAsync(order, cancellation);
        // a worker accepts, runs and submits
        var job = await assay.Jobs.GetAsync(jobId, cancellation);
        byte[]? output = await assay.Jobs.PublishedOutputAsync(jobId, cancellation);
        // The sample ends.
        return (job, output);
    }

    private static string Between(string text, string begin, string end)
    {
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[start..text.IndexOf(end, start, StringComparison.Ordinal)];
    }
}
