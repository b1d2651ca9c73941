using System.Runtime.InteropServices;
using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>
/// Runs a program on an OpenCL device. Constants, weights and parameters are uploaded once, and every space is reserved once; a run uploads the
/// input, enqueues every instruction and reads the output at the end. A traced run hashes body and output on the device and reads their roots;
/// the rest of the trace stays there until somebody asks for it. Gives the same bytes as the reference interpreter.
/// </summary>
public sealed unsafe class OpenClExecutor : IProgramExecutor
{
    private readonly Lock _gate = new();
    private readonly InferenceProgram _program;
    private readonly OpenClProgram _compiled;
    private readonly DeviceQueue _queue;
    private readonly List<IDisposable> _owned = [];
    private readonly MemoryHandle _input;
    private readonly MemoryHandle _body;
    private readonly MemoryHandle _output;
    private readonly InstructionQueue _instructions;
    private readonly byte[] _staging;
    private TreeHashing? _bodyHashing;
    private TreeHashing? _outputHashing;
    private WeakReference<DeviceTree>? _lastBody;
    private bool _disposed;

    /// <summary>Compiles the kernels for the device, unless that has been done, and uploads the program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="device">The device; by default the preferred one.</param>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    /// <exception cref="OpenClUnavailableException">No device was given and there is none.</exception>
    /// <exception cref="OpenClMemoryException">The program needs more memory than the device has.</exception>
    /// <exception cref="OpenClException">The driver refuses the kernels, or something else failed.</exception>
    public OpenClExecutor(InferenceProgram program, OpenClDevice? device = null)
        : this(program, new OpenClExecutorOptions { Device = device })
    {
    }

    /// <summary>As the other constructor, with the way of computing given.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">Device and way of computing.</param>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    /// <exception cref="OpenClUnavailableException">No device was given and there is none.</exception>
    /// <exception cref="OpenClMemoryException">The program needs more memory than the device has.</exception>
    /// <exception cref="OpenClException">The driver refuses the kernels, or something else failed.</exception>
    public OpenClExecutor(InferenceProgram program, OpenClExecutorOptions options)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);

        // Kernels address memory by what the program says: nothing may lie outside its space.
        InstructionValidator.ThrowIfInvalid(program);
        Device = options.Device ?? OpenClDevice.SelectDefault();
        _program = program;
        _compiled = OpenClProgram.For(Device, options.DotProduct);
        _queue = Own(new DeviceQueue(Device, _compiled));
        try
        {
            // The largest first: a program that does not fit is refused at once.
            _body = CreateSpace(MemorySpace.Body);
            _input = CreateSpace(MemorySpace.Input);
            _output = CreateSpace(MemorySpace.Output);
            MemoryHandle constants = Own(_queue.CreateBuffer(program.Constants.Span, $"the constants of '{program.Name}'"));
            OpenClParameters parameters = new(program, options.Tiling ?? Device.Tiling, _compiled.DepthwiseLanes);
            MemoryHandle weights = Own(_queue.CreateBuffer(parameters.Weights, $"the packed weights of '{program.Name}'"));
            MemoryHandle words = Own(_queue.CreateBuffer(MemoryMarshal.AsBytes(parameters.Words), $"the parameters of '{program.Name}'"));
            _instructions = Own(new InstructionQueue(_queue, parameters.Launches, [_input, constants, _body, _output, weights, words]));
            _staging = GC.AllocateArray<byte>(Memory.ArrayLength(program.Pages.Input), pinned: true);
        }
        catch
        {
            DisposeOwned();
            throw;
        }
    }

    /// <summary>The device that computes.</summary>
    public OpenClDevice Device { get; }

    /// <summary>How four products of bytes are computed; the bytes are the same in every way.</summary>
    public DotProduct DotProduct => _compiled.DotProduct;

    /// <inheritdoc/>
    public string Name => $"OpenCL {Device.Name}, {DotProducts.Describe(DotProduct)}";

    /// <inheritdoc/>
    public ExecutionResult Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs, bool keepBody = false, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return OnIdleDevice(() =>
            {
                Compute(inputs, cancellationToken);
                byte[] output = Read(_output, _program.Pages.Output);
                ReadOnlyMemory<byte>? body = keepBody ? Read(_body, _program.Pages.Body) : default(ReadOnlyMemory<byte>?);
                return ExecutionResult.FromSpaces(_program, output, body);
            });
        }
    }

    /// <summary>
    /// Runs the program once and hashes body and output on the device. The result has no body bytes: <see cref="TracedRun.Body"/> reads from
    /// the device what is asked for, and keeps all of it when the executor runs again or is disposed.
    /// </summary>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <param name="cancellationToken">Looked at between instructions and between levels of the tree.</param>
    /// <exception cref="ArgumentException">The number or the length of the inputs is not the program's.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public TracedRun RunTraced(IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return OnIdleDevice(() =>
            {
                // A trace that is still held when the device's buffers change must fit an array: refuse it before, not then.
                _ = Memory.ArrayLength(_program.Pages.Body);
                TreeHashing? body = _bodyHashing ??= CreateHashing(_body, MemorySpace.Body);
                TreeHashing? output = _outputHashing ??= CreateHashing(_output, MemorySpace.Output);
                Compute(inputs, cancellationToken);
                body?.Enqueue(cancellationToken);
                output?.Enqueue(cancellationToken);
                byte[] outputBytes = Read(_output, _program.Pages.Output);
                PagedTree outputTree = output is null
                    ? new PagedTree(outputBytes, cancellationToken)
                    : Detached(new DeviceTree(_gate, _queue, _output, output, _program.Pages.Output, outputBytes));
                ExecutionResult result = ExecutionResult.FromSpaces(_program, outputBytes, null);
                if (body is null)
                    return new TracedRun(result, new PagedTree(ReadOnlyMemory<byte>.Empty, cancellationToken), outputTree);
                DeviceTree bodyTree = new(_gate, _queue, _body, body, _program.Pages.Body);
                _lastBody = new WeakReference<DeviceTree>(bodyTree);
                return new TracedRun(result, new PagedTree(bodyTree), outputTree);
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            try
            {
                KeepLastBody();
            }
            finally
            {
                DisposeOwned();
            }
        }
    }

    private static PagedTree Detached(DeviceTree tree)
    {
        tree.Detach();
        return new PagedTree(tree);
    }

    /// <summary>Runs an action that leaves nothing in the queue, also when it fails: the staged input and the buffers may be used again.</summary>
    private T OnIdleDevice<T>(Func<T> action)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        KeepLastBody();
        try
        {
            return action();
        }
        catch
        {
            _queue.Drain();
            throw;
        }
    }

    private void Compute(IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellationToken)
    {
        InputSpace.Fill(_program, inputs, _staging);
        if (_staging.Length > 0)
            _queue.Write(_input, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_staging, 0), _staging.Length, isBlocking: false);
        _instructions.Enqueue(cancellationToken);
    }

    // A trace that somebody still holds must not change under them.
    private void KeepLastBody()
    {
        if (_lastBody is not null && _lastBody.TryGetTarget(out DeviceTree? tree))
            tree.Detach();
        _lastBody = null;
    }

    private byte[] Read(MemoryHandle space, uint pages)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Memory.ArrayLength(pages));
        _queue.Read(space, 0, bytes);
        return bytes;
    }

    private TreeHashing? CreateHashing(MemoryHandle space, MemorySpace name)
    {
        uint pages = _program.Pages[name];
        return pages == 0 ? null : Own(new TreeHashing(_queue, space, pages, _compiled.HashLanes, Describe(name)));
    }

    /// <summary>A space of zeros: kernels write elements only, never the padding behind them.</summary>
    private MemoryHandle CreateSpace(MemorySpace space) => Own(_queue.CreateBuffer((long)_program.Pages[space] * Memory.PageSize, Describe(space)));

    private string Describe(MemorySpace space) => $"the {(space == MemorySpace.Input ? "input" : space == MemorySpace.Body ? "body" : "output")} of '{_program.Name}'";

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    private void DisposeOwned()
    {
        // A cancelled run may have left work in the queue that still uses the buffers.
        _queue.Drain();
        for (int i = _owned.Count - 1; i >= 0; i--)
            _owned[i].Dispose();
    }
}
