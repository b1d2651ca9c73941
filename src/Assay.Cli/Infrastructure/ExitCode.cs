namespace Assay.Cli.Infrastructure;

/// <summary>Exit codes that scripts can rely on.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>The command failed; one line on standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by the user.</summary>
    public const int Cancelled = 130;
}
