using System.Buffers;

namespace Assay.Inference.Cpu;

/// <summary>A native buffer seen as managed memory. The buffer's owner decides how long it lives and what it holds.</summary>
internal sealed unsafe class NativeMemoryView(NativeBuffer buffer) : MemoryManager<byte>
{
    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(buffer.IsClosed, typeof(CpuExecutor));
        return new Span<byte>(buffer.Pointer, checked((int)buffer.Length));
    }

    // Native memory does not move.
    public override MemoryHandle Pin(int elementIndex = 0) => new(buffer.Pointer + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
