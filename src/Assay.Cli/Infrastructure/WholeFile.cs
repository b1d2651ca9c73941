namespace Assay.Cli.Infrastructure;

/// <summary>Files that appear whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the target and moves the result there.</summary>
    /// <param name="option">The option that names the file, for the error.</param>
    /// <param name="path">The target; an older file is replaced.</param>
    /// <param name="parts">The content.</param>
    /// <param name="cancellation">Stops the writing; the target stays as it was.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static async Task WriteAsync(string option, string path, IEnumerable<ReadOnlyMemory<byte>> parts, CancellationToken cancellation)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                foreach (var part in parts)
                {
                    await stream.WriteAsync(part, cancellation);
                }
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{option}: '{path}' cannot be written: {exception.Message}", exception);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    /// <summary>Makes sure, before long work, that the target's folder exists and that the result will not take the place of what it is made from.</summary>
    /// <param name="option">The option that names the file, for the error.</param>
    /// <param name="path">The target.</param>
    /// <param name="sources">The files that are read for it.</param>
    /// <exception cref="CommandException">There is no such folder, or the target is a folder or one of the sources.</exception>
    public static void RequireTarget(string option, string path, params IEnumerable<string> sources)
    {
        if (path.Length == 0)
            throw new CommandException($"{option}: expected the path of a file, got an empty one");
        if (sources.Any(source => source.Length > 0 && Path.GetFullPath(source) == Path.GetFullPath(path)))
            throw new CommandException($"{option}: expected another file than the one that is read, got '{path}'");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder))
            throw new CommandException($"{option}: expected the folder '{folder}' to exist");
        if (Directory.Exists(path))
            throw new CommandException($"{option}: expected a file, but '{path}' is a folder");
    }
}
