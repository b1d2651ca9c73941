using System.Buffers.Binary;
using System.Numerics;
using Assay.Contracts.JobEscrow.ContractDefinition;
using Assay.Inference;
using Assay.Protocol.Chain;
using Assay.Protocol.Tokens;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Jobs;

/// <summary>Single jobs: post, accept, submit, settle.</summary>
public sealed class JobClient
{
    private const string Nobody = "0x0000000000000000000000000000000000000000";

    private readonly ChainConnection chain;
    private readonly ContractEndpoint contract;

    internal JobClient(ChainConnection chain)
    {
        this.chain = chain;
        contract = new ContractEndpoint(chain, "JobEscrow", chain.Deployment["JobEscrow"]);
    }

    /// <summary>The token of payments.</summary>
    public async Task<TokenClient> TokenAsync(CancellationToken cancellation) =>
        new(chain, await contract.QueryAsync<TokenFunction, string>("token", new TokenFunction(), cancellation).ConfigureAwait(false));

    /// <summary>Posts a job and pays for it, approving the payment first where needed.</summary>
    /// <returns>The job's id.</returns>
    public async Task<ulong> PostAsync(JobOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var token = await TokenAsync(cancellation).ConfigureAwait(false);
        await token.EnsureAllowanceAsync(contract.Address, order.Payment, cancellation).ConfigureAwait(false);
        return Posted(await contract.SendAsync("post", new PostFunction { Request = Request(order), InputUri = order.InputUri }, cancellation).ConfigureAwait(false));
    }

    /// <summary>Posts a job and pays for it in one transaction: a signed EIP-2612 permit takes the approval's place.</summary>
    /// <param name="order">The job.</param>
    /// <param name="deadline">The last second in which the permit is good.</param>
    /// <param name="cancellation">Stops the post.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="ProtocolException">The token takes no permits, the connection has no key to sign with, or the job was refused.</exception>
    public async Task<ulong> PostWithPermitAsync(JobOrder order, DateTimeOffset deadline, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var token = await TokenAsync(cancellation).ConfigureAwait(false);
        var permit = await token.SignPermitAsync(contract.Address, order.Payment, deadline, cancellation).ConfigureAwait(false);
        var message = new PostWithPermitFunction { Request = Request(order), InputUri = order.InputUri, Deadline = permit.Deadline, V = permit.V, R = permit.R, S = permit.S };
        return Posted(await contract.SendAsync("postWithPermit", message, cancellation).ConfigureAwait(false));
    }

    /// <summary>A job as it stands.</summary>
    /// <exception cref="ProtocolException">There is no such job.</exception>
    public async Task<JobRecord> GetAsync(ulong jobId, CancellationToken cancellation)
    {
        var job = (await contract.QueryObjectAsync<JobOfFunction, JobOfOutputDTO>("jobOf", new JobOfFunction { JobId = jobId }, cancellation).ConfigureAwait(false)).Job;
        if (job.State == (byte)JobState.None)
            throw new ProtocolException($"there is no job {jobId}; {await CountAsync(cancellation).ConfigureAwait(false)} were posted");
        return new JobRecord(
            jobId,
            (JobState)job.State,
            job.Client,
            job.Operator,
            new Digest(job.ModelId),
            new Digest(job.InputRoot),
            new Digest(job.OutputRoot),
            job.Payment,
            job.Collateral,
            Time(job.AcceptBy),
            job.SubmitBy == 0 ? null : Time(job.SubmitBy),
            job.ChallengeDeadline == 0 ? null : Time(job.ChallengeDeadline),
            job.OpenGames,
            job.SlashId);
    }

    /// <summary>How many jobs were posted; ids run from 1 to this number.</summary>
    public async Task<ulong> CountAsync(CancellationToken cancellation) =>
        checked((ulong)await contract.QueryAsync<JobCountFunction, BigInteger>("jobCount", new JobCountFunction(), cancellation).ConfigureAwait(false));

    /// <summary>Where the job's input can be had.</summary>
    public async Task<string> InputUriAsync(ulong jobId, CancellationToken cancellation) =>
        (await LogsAsync(jobId, cancellation).ConfigureAwait(false)).Select(log => log.DecodeEvent<JobPostedEventDTO>()).OfType<EventLog<JobPostedEventDTO>>().Single().Event.InputUri;

    /// <summary>The published bytes of the output space; null if nothing was submitted or only a root.</summary>
    public async Task<byte[]?> PublishedOutputAsync(ulong jobId, CancellationToken cancellation) =>
        (await LogsAsync(jobId, cancellation).ConfigureAwait(false)).Select(log => log.DecodeEvent<OutputPublishedEventDTO>()?.Event.Output).OfType<byte[]>().LastOrDefault();

    /// <summary>Accepts a job with the acting account's stake, as it stands now: a reorganised job with the same id is refused.</summary>
    public async Task<TransactionReceipt> AcceptAsync(ulong jobId, CancellationToken cancellation)
    {
        var jobHash = await contract.QueryAsync<JobHashOfFunction, byte[]>("jobHashOf", new JobHashOfFunction { JobId = jobId }, cancellation).ConfigureAwait(false);
        return await contract.SendAsync("accept", new AcceptFunction { JobId = jobId, Operator = chain.Account, JobHash = jobHash }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Submits the output space; zeros at its end are left out.</summary>
    public Task<TransactionReceipt> SubmitOutputAsync(ulong jobId, ReadOnlyMemory<byte> outputSpace, CancellationToken cancellation) =>
        contract.SendAsync("submitOutput", new SubmitOutputFunction { JobId = jobId, Output = outputSpace.Span.TrimEnd((byte)0).ToArray() }, cancellation);

    /// <summary>Submits the root of an output that is too large to publish, and where its bytes are.</summary>
    public Task<TransactionReceipt> SubmitRootAsync(ulong jobId, Digest outputRoot, string outputUri, CancellationToken cancellation) =>
        contract.SendAsync("submitRoot", new SubmitRootFunction { JobId = jobId, OutputRoot = outputRoot.ToArray(), OutputUri = outputUri }, cancellation);

    /// <summary>Pays the operator, when the challenge window has passed and no game is open.</summary>
    public Task<TransactionReceipt> SettleAsync(ulong jobId, CancellationToken cancellation) =>
        contract.SendAsync("settle", new SettleFunction { JobId = jobId }, cancellation);

    /// <summary>Client: takes an open job back.</summary>
    public Task<TransactionReceipt> CancelAsync(ulong jobId, CancellationToken cancellation) =>
        contract.SendAsync("cancel", new CancelFunction { JobId = jobId }, cancellation);

    /// <summary>Ends a job that nobody accepted in time.</summary>
    public Task<TransactionReceipt> ExpireAsync(ulong jobId, CancellationToken cancellation) =>
        contract.SendAsync("expire", new ExpireFunction { JobId = jobId }, cancellation);

    /// <summary>Ends a job whose result did not come in time.</summary>
    public Task<TransactionReceipt> MissAsync(ulong jobId, CancellationToken cancellation) =>
        contract.SendAsync("miss", new MissFunction { JobId = jobId }, cancellation);

    /// <summary>What an account can withdraw from the escrow.</summary>
    public Task<BigInteger> CreditOfAsync(string account, CancellationToken cancellation) =>
        contract.QueryAsync<CreditOfFunction, BigInteger>("creditOf", new CreditOfFunction { Account = account }, cancellation);

    /// <summary>Withdraws the acting account's whole credit.</summary>
    public Task<TransactionReceipt> WithdrawAsync(string to, CancellationToken cancellation) =>
        contract.SendAsync("withdraw", new WithdrawFunction { To = to }, cancellation);

    private static JobRequest Request(JobOrder order) => new()
    {
        ModelId = order.ModelId.ToArray(),
        InputRoot = order.InputRoot.ToArray(),
        Operator = order.Operator ?? Nobody,
        AcceptBy = checked((ulong)order.AcceptBy.ToUnixTimeSeconds()),
        ExecutionTime = checked((uint)order.ExecutionTime.TotalSeconds),
        Payment = order.Payment,
        Cover = order.Cover,
    };

    private static ulong Posted(TransactionReceipt receipt) => checked((ulong)receipt.DecodeAllEvents<JobPostedEventDTO>().Single().Event.JobId);

    private Task<FilterLog[]> LogsAsync(ulong jobId, CancellationToken cancellation)
    {
        var topic = new byte[32];
        BinaryPrimitives.WriteUInt64BigEndian(topic.AsSpan(24), jobId);
        return contract.LogsAsync(topic, cancellation);
    }

    private static DateTimeOffset Time(ulong unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(checked((long)unixSeconds));
}
