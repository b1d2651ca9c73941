using System.Runtime.InteropServices;

namespace Assay.Inference.OpenCL.Native;

/// <summary>The functions of OpenCL 1.2 that are used, as the Khronos headers declare them.</summary>
internal static unsafe partial class OpenClApi
{
    internal const int Success = 0;
    internal const int PlatformNotFound = -1001;
    internal const ulong DeviceTypeAll = 0xFFFF_FFFF;
    internal const ulong MemoryReadWrite = 1 << 0;
    internal const ulong MemoryReadOnly = 1 << 2;
    internal const ulong MemoryCopyHostPointer = 1 << 5;

    static OpenClApi() => OpenClLibrary.Register();

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetPlatformIDs")]
    internal static partial int GetPlatformIds(uint entries, nint* platforms, out uint count);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetPlatformInfo")]
    internal static partial int GetPlatformInfo(nint platform, PlatformInfo name, nuint size, void* value, out nuint actual);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetDeviceIDs")]
    internal static partial int GetDeviceIds(nint platform, ulong type, uint entries, nint* devices, out uint count);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetDeviceInfo")]
    internal static partial int GetDeviceInfo(nint device, DeviceInfo name, nuint size, void* value, out nuint actual);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateContext")]
    internal static partial nint CreateContext(nint* properties, uint devices, nint* device, nint notify, nint userData, out int error);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseContext")]
    internal static partial int ReleaseContext(nint context);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateCommandQueue")]
    internal static partial nint CreateCommandQueue(ContextHandle context, nint device, ulong properties, out int error);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseCommandQueue")]
    internal static partial int ReleaseCommandQueue(nint queue);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateBuffer")]
    internal static partial nint CreateBuffer(ContextHandle context, ulong flags, nuint size, void* host, out int error);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseMemObject")]
    internal static partial int ReleaseMemory(nint memory);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateProgramWithSource")]
    internal static partial nint CreateProgramWithSource(ContextHandle context, uint count, byte** sources, nuint* lengths, out int error);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clBuildProgram", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BuildProgram(ProgramHandle program, uint devices, nint* device, string options, nint notify, nint userData);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetProgramBuildInfo")]
    internal static partial int GetProgramBuildInfo(ProgramHandle program, nint device, ProgramBuildInfo name, nuint size, void* value, out nuint actual);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseProgram")]
    internal static partial int ReleaseProgram(nint program);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateKernel", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint CreateKernel(ProgramHandle program, string name, out int error);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseKernel")]
    internal static partial int ReleaseKernel(nint kernel);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clSetKernelArg")]
    internal static partial int SetKernelArgument(KernelHandle kernel, uint index, nuint size, void* value);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueNDRangeKernel")]
    internal static partial int EnqueueKernel(
        QueueHandle queue, KernelHandle kernel, uint dimensions, nuint* offset, nuint* global, nuint* local, uint waits, nint* waitFor, nint* done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueWriteBuffer")]
    internal static partial int EnqueueWrite(
        QueueHandle queue, MemoryHandle memory, int blocking, nuint offset, nuint size, void* source, uint waits, nint* waitFor, nint* done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueFillBuffer")]
    internal static partial int EnqueueFill(
        QueueHandle queue, MemoryHandle memory, void* pattern, nuint patternSize, nuint offset, nuint size, uint waits, nint* waitFor, nint* done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueReadBuffer")]
    internal static partial int EnqueueRead(
        QueueHandle queue, MemoryHandle memory, int blocking, nuint offset, nuint size, void* target, uint waits, nint* waitFor, nint* done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clFlush")]
    internal static partial int Flush(QueueHandle queue);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clFinish")]
    internal static partial int Finish(QueueHandle queue);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clWaitForEvents")]
    internal static partial int WaitForEvents(uint count, nint* events);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseEvent")]
    internal static partial int ReleaseEvent(nint item);
}

internal enum PlatformInfo : uint
{
    Version = 0x0901,
    Name = 0x0902,
}

internal enum DeviceInfo : uint
{
    Type = 0x1000,
    ComputeUnits = 0x1002,
    MaximumAllocation = 0x1010,
    GlobalMemory = 0x101F,
    LocalMemoryType = 0x1022,
    EndianLittle = 0x1026,
    IsAvailable = 0x1027,
    HasCompiler = 0x1028,
    Name = 0x102B,
    Vendor = 0x102C,
    DriverVersion = 0x102D,
    Version = 0x102F,
    Extensions = 0x1030,
    ComputeCapabilityMajorNvidia = 0x4000,
    ComputeCapabilityMinorNvidia = 0x4001,
}

internal enum ProgramBuildInfo : uint
{
    Log = 0x1183,
}
