namespace Assay.Inference.OpenCL.Native;

/// <summary>The names of error codes that users may meet, as the Khronos headers spell them.</summary>
internal static class OpenClErrors
{
    internal const int BuildProgramFailure = -11;
    internal const int InvalidBufferSize = -61;

    private const int MemoryObjectAllocationFailure = -4;
    private const int OutOfResources = -5;
    private const int OutOfHostMemory = -6;

    private static readonly Dictionary<int, string> s_names = new()
    {
        [-1] = "CL_DEVICE_NOT_FOUND",
        [-2] = "CL_DEVICE_NOT_AVAILABLE",
        [-3] = "CL_COMPILER_NOT_AVAILABLE",
        [MemoryObjectAllocationFailure] = "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        [OutOfResources] = "CL_OUT_OF_RESOURCES",
        [OutOfHostMemory] = "CL_OUT_OF_HOST_MEMORY",
        [BuildProgramFailure] = "CL_BUILD_PROGRAM_FAILURE",
        [-14] = "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        [-30] = "CL_INVALID_VALUE",
        [-33] = "CL_INVALID_DEVICE",
        [-34] = "CL_INVALID_CONTEXT",
        [-36] = "CL_INVALID_COMMAND_QUEUE",
        [-38] = "CL_INVALID_MEM_OBJECT",
        [-46] = "CL_INVALID_KERNEL_NAME",
        [-54] = "CL_INVALID_WORK_GROUP_SIZE",
        [-55] = "CL_INVALID_WORK_ITEM_SIZE",
        [InvalidBufferSize] = "CL_INVALID_BUFFER_SIZE",
        [OpenClApi.PlatformNotFound] = "CL_PLATFORM_NOT_FOUND_KHR",
    };

    /// <summary>The code with its name, where it has a well-known one.</summary>
    internal static string Describe(int code) => s_names.TryGetValue(code, out string? name) ? $"{code} ({name})" : $"{code}";

    /// <summary>Whether the device or the driver ran out of memory.</summary>
    internal static bool IsOutOfMemory(int code) => code is MemoryObjectAllocationFailure or OutOfResources or OutOfHostMemory or InvalidBufferSize;
}
