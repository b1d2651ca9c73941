using Assay.Import;
using Assay.Inference.Testing;

namespace Assay.Inference.OpenCL.Tests;

/// <summary>Real int8 TFLite models give TensorFlow Lite's bytes on an OpenCL device.</summary>
public class GoldenModelTests
{
    public static TheoryData<string> Models => [.. GoldenModel.Committed.Concat(GoldenModel.Further).Select(model => model.Name).Distinct()];

    [OpenClTheory]
    [MemberData(nameof(Models))]
    public void The_device_gives_the_golden_bytes(string name)
    {
        GoldenModel model = GoldenModel.Get(name);
        using var executor = new OpenClExecutor(TfliteImporter.Import(model.FilePath, new TfliteImportOptions { Name = name }).Program);
        foreach (GoldenModelCase golden in model.Cases)
            executor.Run([golden.Input]).Outputs.Single().ToArray().Should().Equal(golden.Output.ToArray(), $"of {golden.Name}");
    }
}
