using System.Runtime.ExceptionServices;

namespace Assay.Inference.Cpu.Threading;

/// <summary>Work that is cut into parts which may run at the same time.</summary>
internal interface IParallelWork
{
    /// <summary>Computes one part.</summary>
    /// <param name="part">0 … parts − 1.</param>
    /// <param name="worker">Which worker computes, for its scratch memory: 0 is the caller.</param>
    public void RunPart(int part, int worker);
}

/// <summary>
/// A few threads that serve one executor. During a run they wait by spinning, because the next operator follows within
/// microseconds; between runs they sleep. The caller works along, and operators of one part never wake anybody.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private const int PartBits = 20;
    private const int MaximumParts = (1 << PartBits) - 1;
    private const int SpinsBeforeSleeping = 2_000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private IParallelWork? _work;

    // generation (24 bits) | parts (20) | next part (20). A worker takes a part by a compare-and-swap on the whole, so it can
    // never take a part of a later generation while it still looks at the work of an earlier one.
    private long _ticket;
    private int _completed;
    private int _sleeping;
    private volatile bool _running;
    private volatile bool _disposed;
    private ExceptionDispatchInfo? _failure;

    /// <param name="threads">Threads that compute, the caller included.</param>
    public WorkerPool(int threads)
    {
        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Assay CPU executor {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads that compute, the caller included.</summary>
    public int Workers => _threads.Length + 1;

    /// <summary>Wakes the threads before a run.</summary>
    public void BeginRun()
    {
        _running = true;
        WakeSleepers();
    }

    /// <summary>Lets the threads sleep after a run.</summary>
    public void EndRun() => _running = false;

    /// <summary>Computes all parts and returns when the last is done.</summary>
    public void Run(IParallelWork work, int parts)
    {
        if (parts > MaximumParts)
            throw new ArgumentOutOfRangeException(nameof(parts), parts, $"Work is cut into at most {MaximumParts} parts.");
        if (parts == 1 || _threads.Length == 0)
        {
            for (int part = 0; part < parts; part++)
                work.RunPart(part, worker: 0);
            return;
        }

        _work = work;
        _completed = 0;
        long generation = ((Volatile.Read(ref _ticket) >>> (2 * PartBits)) + 1) & 0xFF_FFFF;
        Interlocked.Exchange(ref _ticket, (generation << (2 * PartBits)) | ((long)parts << PartBits));
        WakeSleepers();
        TakeParts(worker: 0);
        SpinWait wait = default;
        while (Volatile.Read(ref _completed) < parts)
            wait.SpinOnce(sleep1Threshold: -1);
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            failure.Throw();
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _wake.Release(Math.Max(1, _threads.Length));
        foreach (Thread thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void WakeSleepers()
    {
        if (Volatile.Read(ref _sleeping) > 0 && Interlocked.Exchange(ref _sleeping, 0) is int sleeping and > 0)
            _wake.Release(sleeping);
    }

    private void Serve(int worker)
    {
        int spins = 0;
        while (!_disposed)
        {
            spins = TakeParts(worker) ? 0 : spins + 1;
            if (!_running && spins > SpinsBeforeSleeping)
            {
                spins = 0;
                Sleep();
            }

            Thread.SpinWait(8);

            // On a machine with fewer free processors than workers, the caller may need this one.
            if (spins % 1024 == 1023)
                Thread.Yield();
        }
    }

    private void Sleep()
    {
        Interlocked.Increment(ref _sleeping);

        // A run that began before the increment has not counted this thread.
        if (_running)
            WakeSleepers();
        _wake.Wait();
    }

    private bool TakeParts(int worker)
    {
        bool any = false;
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int parts = (int)(ticket >> PartBits) & MaximumParts;
            int part = (int)ticket & MaximumParts;
            if (part >= parts)
                return any;
            IParallelWork work = Volatile.Read(ref _work)!;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
                continue;
            any = true;
            Compute(work, part, worker);
        }
    }

    private void Compute(IParallelWork work, int part, int worker)
    {
        try
        {
            work.RunPart(part, worker);
        }
        catch (Exception exception)
        {
            // Rethrown by the caller once every part has ended.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
        finally
        {
            Interlocked.Increment(ref _completed);
        }
    }
}
