using Assay.Import;

namespace Assay.Cli.Infrastructure;

/// <summary>Shows the progress of an import. Progress{T} would hand reports to the thread pool, where they overtake each other.</summary>
internal sealed class ImportProgressBar(Action<double, string> report) : IProgress<ImportProgress>
{
    public void Report(ImportProgress value) => report(value.Total == 0 ? 0 : (double)value.Done / value.Total, value.Stage);
}
