using System.CommandLine;
using Assay.Inference;

namespace Assay.Cli.Infrastructure;

/// <summary>The argument that names a model file.</summary>
internal static class ModelFile
{
    /// <summary>The argument.</summary>
    public static Argument<string> Argument() => new("FILE.assay") { Description = "A model file, as 'assay model import' writes it." };

    /// <summary>Opens and checks the file.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is damaged.</exception>
    public static ModelContainer Open(string path, CancellationToken cancellation) =>
        File.Exists(path) ? ModelContainer.Open(path, cancellation) : throw new CommandException($"expected a model file at '{path}', but there is none");
}
