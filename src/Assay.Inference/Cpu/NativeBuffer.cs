using System.Runtime.InteropServices;

namespace Assay.Inference.Cpu;

/// <summary>
/// Zeroed native memory, aligned to a cache line. Kernels read (never write) up to <see cref="Guard"/> bytes beyond the last
/// element of a tensor, because they work in whole vectors; every buffer has that many bytes to spare at its end.
/// </summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    /// <summary>Bytes behind the end that may be read, and in accumulator scratch also written.</summary>
    public const int Guard = 256;

    private const int Alignment = 64;

    public NativeBuffer(long length)
        : base(0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = checked((nuint)length + Guard);
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, Alignment));
        NativeMemory.Clear((void*)handle, bytes);
    }

    /// <summary>Usable bytes, without the guard.</summary>
    public long Length { get; }

    /// <summary>The first byte. Valid until the buffer is disposed; owners keep the buffer reachable while it is in use.</summary>
    public byte* Pointer => (byte*)handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
