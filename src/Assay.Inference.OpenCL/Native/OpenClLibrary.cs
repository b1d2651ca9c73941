using System.Reflection;
using System.Runtime.InteropServices;

namespace Assay.Inference.OpenCL.Native;

/// <summary>Finds the OpenCL loader: distributions without development files have only the versioned name.</summary>
internal static class OpenClLibrary
{
    /// <summary>The name in the imports; resolved by <see cref="Load"/>.</summary>
    internal const string Name = "OpenCL";

    private static readonly string[] s_candidates =
    [
        "libOpenCL.so.1",
        "libOpenCL.so",
        "OpenCL.dll",
        "/System/Library/Frameworks/OpenCL.framework/OpenCL",
        "/vendor/lib64/libOpenCL.so",
        "/system/vendor/lib64/libOpenCL.so",
    ];

    private static readonly Lazy<nint> s_handle = new(Load);

    /// <summary>The files that are looked for, in this order.</summary>
    internal static IReadOnlyList<string> Candidates => s_candidates;

    /// <summary>Whether one of them could be loaded.</summary>
    internal static bool IsLoaded => s_handle.Value != 0;

    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(OpenClLibrary).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? s_handle.Value : 0;

    private static nint Load()
    {
        foreach (string candidate in s_candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint handle))
                return handle;
        }

        return 0;
    }
}
