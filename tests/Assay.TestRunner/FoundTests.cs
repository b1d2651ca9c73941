using Xunit;
using Xunit.Abstractions;

namespace Assay.TestRunner;

/// <summary>Collects the test cases whose names hold one of the given parts; all, without parts.</summary>
internal sealed class FoundTests(IReadOnlyList<string> parts) : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly List<ITestCase> _cases = [];
    private readonly ManualResetEventSlim _done = new();

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        if (message is ITestCaseDiscoveryMessage { TestCase: ITestCase test }
            && (parts.Count == 0 || parts.Any(part => test.DisplayName.Contains(part, StringComparison.Ordinal))))
        {
            _cases.Add(test);
        }

        if (message is IDiscoveryCompleteMessage)
            _done.Set();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _done.Dispose();

    internal IReadOnlyList<ITestCase> Wait()
    {
        _done.Wait();
        return _cases;
    }
}
