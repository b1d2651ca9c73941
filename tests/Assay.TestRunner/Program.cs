// Runs the tests of the engine in this process and prints `N passed, N failed`, for machines without the .NET SDK and its test host.
// Usage: Assay.TestRunner [PART-OF-A-TEST'S-NAME…]   without names, all tests
using Assay.TestRunner;
using Xunit.Abstractions;
using Xunit.Sdk;

string[] assemblies = ["Assay.Primitives.Tests", "Assay.Inference.Tests"];
int passed = 0;
int failed = 0;
foreach (string name in assemblies)
{
    var assembly = System.Reflection.Assembly.Load(name);
    using var framework = new XunitTestFramework(new NullMessageSink());
    using var found = new FoundTests(args);
    using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
    discoverer.Find(includeSourceInformation: false, found, new FrameworkOptions());
    IReadOnlyList<ITestCase> cases = found.Wait();
    Console.WriteLine($"{name}: {cases.Count} test cases");
    using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
    using var results = new TestResults();
    executor.RunTests(cases, results, new FrameworkOptions());
    results.Wait();
    passed += results.Passed;
    failed += results.Failed;
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;
