using System.CommandLine;

namespace Assay.Cli.Commands;

/// <summary><c>assay bench</c>: how fast this machine is.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures models, matrix products and hashing on this machine, beside what others need for the same.")
    {
        BenchModelCommand.Create(),
        BenchMatrixCommand.Create(),
        BenchHashCommand.Create(),
    };
}
