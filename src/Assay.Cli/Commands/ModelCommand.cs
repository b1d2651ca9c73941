using System.CommandLine;

namespace Assay.Cli.Commands;

/// <summary><c>assay model</c>: model files.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Imports, compares, shows, runs, exports and registers models, and takes their bonds back.")
    {
        ModelImportCommand.Create(),
        ModelCompareCommand.Create(),
        ModelInspectCommand.Create(),
        ModelRunCommand.Create(),
        ModelExportCommand.Create(),
        ModelRegisterCommand.Create(),
        ModelWithdrawCommand.Create(),
    };
}
