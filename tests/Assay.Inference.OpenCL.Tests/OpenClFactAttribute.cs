namespace Assay.Inference.OpenCL.Tests;

/// <summary>
/// A test that needs an OpenCL device. Without one it is skipped, which the console says, or, with ASSAY_REQUIRE_OPENCL=1, it runs and fails.
/// </summary>
public sealed class OpenClFactAttribute : FactAttribute
{
    public OpenClFactAttribute()
    {
        if (OpenClRequirement.MayRun)
            return;
        Skip = OpenClRequirement.Reason;
    }
}

/// <summary>As <see cref="OpenClFactAttribute"/>, for theories.</summary>
public sealed class OpenClTheoryAttribute : TheoryAttribute
{
    public OpenClTheoryAttribute()
    {
        if (OpenClRequirement.MayRun)
            return;
        Skip = OpenClRequirement.Reason;
    }
}

internal static class OpenClRequirement
{
    internal const string Reason = "There is no OpenCL device on this machine; install a driver such as PoCL (Debian: pocl-opencl-icd).";

    private static readonly Lazy<bool> s_mayRun = new(Decide);

    internal static bool MayRun => s_mayRun.Value;

    private static bool Decide()
    {
        if (OpenClDevice.List().Count > 0 || Environment.GetEnvironmentVariable("ASSAY_REQUIRE_OPENCL") == "1")
            return true;
        Console.Error.WriteLine($"SKIPPED: the OpenCL tests. {Reason} Set ASSAY_REQUIRE_OPENCL=1 to fail instead.");
        return false;
    }
}
