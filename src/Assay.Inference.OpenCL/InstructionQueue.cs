using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>
/// The kernels of a program's instructions, each with its arguments set once. They are enqueued in batches of bounded work, of which at most
/// two are under way: the device never waits for the host, and a cancelled run leaves little behind.
/// </summary>
internal sealed class InstructionQueue : IDisposable
{
    private const long ProductsPerBatch = 1L << 26;
    private const int InstructionsPerBatch = 64;

    private readonly DeviceQueue _queue;
    private readonly KernelHandle[] _kernels;
    private readonly long[] _items;
    private readonly bool[] _endsBatch;

    /// <param name="queue">Where they run.</param>
    /// <param name="launches">The program's instructions.</param>
    /// <param name="buffers">The first arguments of every kernel, see ARGUMENTS in <c>arithmetic.cl</c>.</param>
    public InstructionQueue(DeviceQueue queue, IReadOnlyList<Launch> launches, ReadOnlySpan<MemoryHandle> buffers)
    {
        _queue = queue;
        _kernels = new KernelHandle[launches.Count];
        _items = [.. launches.Select(launch => launch.Items)];
        _endsBatch = new bool[launches.Count];
        long work = 0;
        int count = 0;
        for (int i = 0; i < launches.Count; i++)
        {
            _kernels[i] = queue.CreateKernel(launches[i].Kernel, buffers);
            queue.SetArgument(_kernels[i], buffers.Length, (uint)launches[i].FirstParameter);
            work += launches[i].Work;
            count++;
            _endsBatch[i] = work >= ProductsPerBatch || count == InstructionsPerBatch;
            if (_endsBatch[i])
                (work, count) = (0, 0);
        }
    }

    /// <summary>Enqueues every instruction. Returns before the device is done with the last batches.</summary>
    public void Enqueue(CancellationToken cancellationToken)
    {
        nint previous = 0;
        try
        {
            for (int i = 0; i < _kernels.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_endsBatch[i])
                {
                    _queue.Enqueue(_kernels[i], _items[i]);
                    continue;
                }

                nint current = _queue.EnqueueWithEvent(_kernels[i], _items[i]);
                (nint finished, previous) = (previous, current);
                if (finished != 0)
                    _queue.WaitAndRelease(finished);
            }
        }
        finally
        {
            if (previous != 0)
                OpenClApi.ReleaseEvent(previous);
        }
    }

    public void Dispose()
    {
        foreach (KernelHandle kernel in _kernels)
            kernel?.Dispose();
    }
}
