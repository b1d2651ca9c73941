using System.Collections.Concurrent;
using Assay.Inference;
using Assay.Protocol.Content;
using Assay.Protocol.Models;

namespace Assay.Node.Models;

/// <summary>The models that this node has: the <c>.assay</c> files of a folder, and those it fetches into it by their registered URIs.</summary>
public sealed class ModelStore : IDisposable
{
    private const long MaximumModelBytes = 1L << 30;

    private readonly ConcurrentDictionary<Digest, ModelContainer> models = new();
    private readonly string folder;

    /// <summary>Opens every model of a folder.</summary>
    /// <exception cref="ModelFormatException">A file is damaged.</exception>
    public ModelStore(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(this.folder);
        foreach (var file in Directory.EnumerateFiles(this.folder, "*" + ModelContainer.Extension).Order(StringComparer.Ordinal))
            Keep(ModelContainer.Open(file));
    }

    /// <summary>The ids of the models at hand.</summary>
    public IEnumerable<Digest> ModelIds => models.Keys;

    /// <summary>The model with this id, from the folder or fetched; null if no registered URI gives it.</summary>
    public async Task<ModelContainer?> FindAsync(Digest modelId, ModelClient registry, ContentReader content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(content);
        if (models.TryGetValue(modelId, out var known))
            return known;
        foreach (var uri in await registry.UrisAsync(modelId, cancellation).ConfigureAwait(false))
        {
            try
            {
                var bytes = await content.ReadAsync(uri, MaximumModelBytes, cancellation).ConfigureAwait(false);
                return await StoreAsync(modelId, bytes, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ContentException or ModelFormatException)
            {
                // Anybody may add a URI, so a bad one says nothing about the others.
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in models.Values)
            model.Dispose();
        models.Clear();
    }

    private async Task<ModelContainer> StoreAsync(Digest modelId, byte[] bytes, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, modelId + ModelContainer.Extension);
        var temporary = path + "." + Path.GetRandomFileName();
        try
        {
            await File.WriteAllBytesAsync(temporary, bytes, cancellation).ConfigureAwait(false);
            using (var candidate = ModelContainer.Open(temporary, cancellation))
            {
                if (candidate.Commitment.ModelId != modelId)
                    throw new ContentException($"expected model {modelId}, got {candidate.Commitment.ModelId}");
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return Keep(ModelContainer.Open(path, cancellation));
    }

    private ModelContainer Keep(ModelContainer model)
    {
        var kept = models.GetOrAdd(model.Commitment.ModelId, model);
        if (!ReferenceEquals(kept, model))
            model.Dispose();
        return kept;
    }
}
