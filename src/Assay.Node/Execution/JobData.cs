using Assay.Inference;
using Assay.Node.Models;
using Assay.Protocol;
using Assay.Protocol.Content;
using Assay.Protocol.Jobs;

namespace Assay.Node.Execution;

/// <summary>Gets what a job needs to run: its model and its input, both checked against what the job names.</summary>
public sealed class JobData
{
    private readonly AssayClient client;
    private readonly ModelStore models;
    private readonly ContentReader content;

    /// <param name="client">Knows where models and inputs are.</param>
    /// <param name="models">The models at hand.</param>
    /// <param name="content">Fetches what is not.</param>
    public JobData(AssayClient client, ModelStore models, ContentReader content)
    {
        this.client = client;
        this.models = models;
        this.content = content;
    }

    /// <summary>The model and the input of a job.</summary>
    /// <exception cref="ContentException">One of them cannot be had, or is not what the job names.</exception>
    public async Task<(ModelContainer Model, JobInput Input)> GetAsync(JobRecord job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        var model = await models.FindAsync(job.ModelId, client.Models, content, cancellation).ConfigureAwait(false)
            ?? throw new ContentException($"model {job.ModelId} is not at hand and none of its registered URIs gives it");
        var uri = await client.Jobs.InputUriAsync(job.JobId, cancellation).ConfigureAwait(false);
        return (model, await JobInput.FetchAsync(model.Program, content, uri, job.InputRoot, cancellation).ConfigureAwait(false));
    }
}
