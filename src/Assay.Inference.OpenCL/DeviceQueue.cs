using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>
/// A device's in-order queue: makes buffers and kernels, and enqueues work on them. Every error names what was done; what runs often makes its message
/// only when it fails.
/// </summary>
internal sealed unsafe class DeviceQueue : IDisposable
{
    // OpenCL has no empty buffers, and a program may have an empty space.
    private const int Guard = 64;

    private readonly OpenClDevice _device;
    private readonly OpenClProgram _program;
    private readonly QueueHandle _queue;
    private long _reserved;

    public DeviceQueue(OpenClDevice device, OpenClProgram program)
    {
        (_device, _program) = (device, program);
        _queue = new QueueHandle(OpenClApi.CreateCommandQueue(program.Context, device.Id, 0, out int error));
        OpenClException.ThrowIfFailed(error, $"Creating a queue on {device}");
    }

    /// <summary>A buffer of zeros.</summary>
    /// <exception cref="OpenClMemoryException">The device has no room for it.</exception>
    public MemoryHandle CreateBuffer(long bytes, string content)
    {
        RequireRoom(bytes, content);
        MemoryHandle memory = new(OpenClApi.CreateBuffer(_program.Context, OpenClApi.MemoryReadWrite, (nuint)(bytes + Guard), null, out int error));
        ThrowIfFailed(error, $"Reserving {bytes} bytes for {content}", bytes, content);

        // Drivers reserve memory at the first use: an error that belongs to this buffer shall be seen here.
        int zero = 0;
        error = OpenClApi.EnqueueFill(_queue, memory, &zero, sizeof(int), 0, (nuint)((bytes + Guard) / sizeof(int) * sizeof(int)), 0, null, null);
        if (error == OpenClApi.Success)
            error = OpenClApi.Finish(_queue);
        if (error != OpenClApi.Success)
            memory.Dispose();
        ThrowIfFailed(error, $"Clearing {bytes} bytes for {content}", bytes, content);
        _reserved += bytes;
        return memory;
    }

    /// <summary>A buffer with this content.</summary>
    /// <exception cref="OpenClMemoryException">The device has no room for it.</exception>
    public MemoryHandle CreateBuffer(ReadOnlySpan<byte> bytes, string content)
    {
        MemoryHandle memory = CreateBuffer(bytes.Length, content);
        fixed (byte* source = bytes)
        {
            if (bytes.Length > 0)
                Write(memory, source, bytes.Length, isBlocking: true);
        }

        return memory;
    }

    /// <summary>A kernel whose first arguments are these buffers.</summary>
    public KernelHandle CreateKernel(string name, params ReadOnlySpan<MemoryHandle> buffers)
    {
        KernelHandle kernel = new(OpenClApi.CreateKernel(_program.Handle, name, out int error));
        OpenClException.ThrowIfFailed(error, $"Creating the kernel {name} on {_device}");
        for (int i = 0; i < buffers.Length; i++)
            SetArgument(kernel, i, buffers[i].Object);
        return kernel;
    }

    /// <summary>Sets an argument that is passed by value.</summary>
    public void SetArgument<T>(KernelHandle kernel, int index, T value)
        where T : unmanaged
    {
        int error = OpenClApi.SetKernelArgument(kernel, (uint)index, (nuint)sizeof(T), &value);
        OpenClException.ThrowIfFailed(error, $"Setting argument {index} of a kernel on {_device}");
    }

    /// <summary>Enqueues a kernel over whole groups of <see cref="Launch.GroupSize"/> work items.</summary>
    public void Enqueue(KernelHandle kernel, long items) => Enqueue(kernel, items, null);

    /// <summary>As <see cref="Enqueue(KernelHandle, long)"/>; the event stands for the end of the work.</summary>
    public nint EnqueueWithEvent(KernelHandle kernel, long items)
    {
        nint done;
        Enqueue(kernel, items, &done);
        int error = OpenClApi.Flush(_queue);
        if (error != OpenClApi.Success)
            throw new OpenClException($"Starting work on {_device}", error);
        return done;
    }

    /// <summary>Waits for an event and releases it.</summary>
    public void WaitAndRelease(nint done)
    {
        int error = OpenClApi.WaitForEvents(1, &done);
        OpenClApi.ReleaseEvent(done);
        if (error != OpenClApi.Success)
            throw new OpenClException($"Running a program on {_device}", error);
    }

    /// <summary>Writes to a buffer; without blocking, the source must stay where it is until the queue has come so far.</summary>
    public void Write(MemoryHandle buffer, byte* source, long bytes, bool isBlocking)
    {
        int error = OpenClApi.EnqueueWrite(_queue, buffer, isBlocking ? 1 : 0, 0, (nuint)bytes, source, 0, null, null);
        if (error != OpenClApi.Success)
            throw new OpenClException($"Writing {bytes} bytes to {_device}", error);
    }

    /// <summary>Waits for everything that was enqueued, and reads.</summary>
    public void Read(MemoryHandle buffer, long offset, Span<byte> target)
    {
        if (target.IsEmpty)
            return;
        fixed (byte* pointer = target)
        {
            int error = OpenClApi.EnqueueRead(_queue, buffer, 1, (nuint)offset, (nuint)target.Length, pointer, 0, null, null);
            if (error != OpenClApi.Success)
                throw new OpenClException($"Reading {target.Length} bytes from {_device}", error);
        }
    }

    /// <summary>Waits for everything that was enqueued, whether it succeeds or not: nothing uses the buffers any more.</summary>
    public void Drain() => OpenClApi.Finish(_queue);

    public void Dispose()
    {
        if (!_queue.IsClosed)
            Drain();
        _queue.Dispose();
    }

    private void Enqueue(KernelHandle kernel, long items, nint* done)
    {
        nuint local = Launch.GroupSize;
        nuint global = (nuint)(items + Launch.GroupSize - 1) / local * local;
        int error = OpenClApi.EnqueueKernel(_queue, kernel, 1, null, &global, &local, 0, null, done);
        if (error != OpenClApi.Success)
            throw new OpenClException($"Enqueuing a kernel of {items} work items on {_device}", error);
    }

    private void RequireRoom(long bytes, string content)
    {
        if (bytes + Guard > _device.BufferBytes)
        {
            throw new OpenClMemoryException(
                $"{content} needs {bytes} bytes in one buffer; {_device} takes at most {_device.BufferBytes}", OpenClErrors.InvalidBufferSize);
        }

        if (_reserved + bytes > _device.MemoryBytes)
        {
            throw new OpenClMemoryException(
                $"{content} needs {bytes} bytes beside {_reserved} that are taken; {_device} has {_device.MemoryBytes}", OpenClErrors.InvalidBufferSize);
        }
    }

    private void ThrowIfFailed(int error, string action, long bytes, string content)
    {
        if (OpenClErrors.IsOutOfMemory(error))
            throw new OpenClMemoryException($"{content} needs {bytes} bytes beside {_reserved} that are taken; {_device} has no room for them", error);
        OpenClException.ThrowIfFailed(error, action);
    }
}
