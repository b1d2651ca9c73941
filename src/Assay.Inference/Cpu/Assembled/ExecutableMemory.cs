using System.Runtime.InteropServices;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>
/// Machine code in memory of its own: written while it may not be executed, then executable and never written again. Stays until the process ends, as kernels
/// are shared by all executors.
/// </summary>
internal static unsafe partial class ExecutableMemory
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymous = 0x22;

    /// <summary>The address of the code, or 0 where the system refuses executable memory.</summary>
    public static nint Place(ReadOnlySpan<byte> code)
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        nuint length = (nuint)code.Length;
        nint address = Map(0, length, Read | Write, PrivateAnonymous, -1, 0);
        if (address == -1)
            return 0;
        code.CopyTo(new Span<byte>((void*)address, code.Length));
        if (Protect(address, length, Read | Execute) == 0)
            return address;
        _ = Unmap(address, length);
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
