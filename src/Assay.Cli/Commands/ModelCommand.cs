using System.CommandLine;

namespace Assay.Cli.Commands;

/// <summary><c>assay model</c>: model files.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Imports, shows, runs and registers models.")
    {
        ModelImportCommand.Create(),
        ModelInspectCommand.Create(),
        ModelRunCommand.Create(),
        ModelRegisterCommand.Create(),
    };
}
