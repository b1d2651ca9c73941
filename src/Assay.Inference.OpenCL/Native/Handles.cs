using System.Runtime.InteropServices;

namespace Assay.Inference.OpenCL.Native;

/// <summary>An OpenCL object that is released exactly once, also when its owner is only finalised.</summary>
internal abstract class OpenClHandle : SafeHandle
{
    protected OpenClHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    /// <summary>The object itself, for arguments that are passed by address. The caller keeps this handle reachable.</summary>
    internal nint Object => handle;
}

internal sealed class ContextHandle(nint handle) : OpenClHandle(handle)
{
    protected override bool ReleaseHandle() => OpenClApi.ReleaseContext(handle) == OpenClApi.Success;
}

internal sealed class QueueHandle(nint handle) : OpenClHandle(handle)
{
    protected override bool ReleaseHandle() => OpenClApi.ReleaseCommandQueue(handle) == OpenClApi.Success;
}

internal sealed class MemoryHandle(nint handle) : OpenClHandle(handle)
{
    protected override bool ReleaseHandle() => OpenClApi.ReleaseMemory(handle) == OpenClApi.Success;
}

internal sealed class ProgramHandle(nint handle) : OpenClHandle(handle)
{
    protected override bool ReleaseHandle() => OpenClApi.ReleaseProgram(handle) == OpenClApi.Success;
}

internal sealed class KernelHandle(nint handle) : OpenClHandle(handle)
{
    protected override bool ReleaseHandle() => OpenClApi.ReleaseKernel(handle) == OpenClApi.Success;
}
