using Xunit;
using Xunit.Abstractions;

namespace Assay.TestRunner;

/// <summary>Counts results and prints each as it comes, slow tests with their time.</summary>
internal sealed class TestResults : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _done = new();

    internal int Passed { get; private set; }

    internal int Failed { get; private set; }

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed passed:
                Passed++;
                Console.WriteLine($"  passed {passed.Test.DisplayName} ({passed.ExecutionTime:0.0} s)");
                break;
            case ITestFailed failed:
                Failed++;
                Console.WriteLine($"  FAILED {failed.Test.DisplayName}\n{string.Join('\n', failed.Messages)}\n{string.Join('\n', failed.StackTraces)}");
                break;
            case IErrorMessage error:
                // A fixture or a collection that could not be made or thrown away.
                Failed++;
                Console.WriteLine($"  FAILED outside a test: {string.Join('\n', error.Messages)}");
                break;
            case ITestAssemblyFinished:
                _done.Set();
                break;
            default:
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _done.Dispose();

    internal void Wait() => _done.Wait();
}
