using Assay.Primitives;

namespace Assay.Protocol.Content;

/// <summary>A folder that content is published from by its hash, so that equal content has one file and nothing is overwritten.</summary>
public sealed class ContentFolder
{
    private readonly string path;

    /// <summary>Opens the folder, creating it where needed.</summary>
    public ContentFolder(string path)
    {
        this.path = Path.GetFullPath(path);
        Directory.CreateDirectory(this.path);
    }

    /// <summary>Writes the bytes and returns their <c>file:</c> URI. The file appears whole or not at all.</summary>
    public async Task<string> PublishAsync(ReadOnlyMemory<byte> content, string extension, CancellationToken cancellation)
    {
        var name = Convert.ToHexStringLower(Keccak256.Hash(content.Span)) + extension;
        var target = Path.Combine(path, name);
        if (!File.Exists(target))
        {
            var temporary = target + "." + Path.GetRandomFileName();
            try
            {
                await File.WriteAllBytesAsync(temporary, content, cancellation).ConfigureAwait(false);
                File.Move(temporary, target, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        return new Uri(target).AbsoluteUri;
    }
}
