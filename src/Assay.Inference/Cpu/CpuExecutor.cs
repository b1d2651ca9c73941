using System.Diagnostics;
using Assay.Inference.Cpu.Assembled;
using Assay.Inference.Cpu.Nodes;
using Assay.Inference.Cpu.Threading;

namespace Assay.Inference.Cpu;

/// <summary>
/// Runs a program with vector instructions on several threads. Everything is planned once: weights are packed, zero points are folded
/// into the bias, epilogues become tables, memory is laid out. A run allocates its results only.
/// Gives the same bytes as the reference interpreter with every instruction set and any number of threads.
/// </summary>
public sealed unsafe class CpuExecutor : IProgramExecutor
{
    private readonly InferenceProgram _program;
    private readonly CpuMemory _memory;
    private readonly Node[] _nodes;
    private readonly WorkerPool _pool;
    private readonly NativeBuffer[] _scratch;
    private readonly NativeBuffer _scratchPointers;
    private readonly bool _sharesMemory;
    private bool? _boundToPages;
    private bool _disposed;

    /// <summary>Plans a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">Threads and instruction set; the defaults use the whole processor.</param>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the instruction set that was asked for.</exception>
    public CpuExecutor(InferenceProgram program, CpuExecutorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        options ??= new CpuExecutorOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);

        // Kernels address memory by what the program says: nothing may lie outside its space.
        InstructionValidator.ThrowIfInvalid(program);
        _program = program;
        _sharesMemory = options.ShareResultMemory;
        InstructionSet = CpuFeatures.Resolve(options.InstructionSet);
        _memory = new CpuMemory(program);
        _nodes = [.. program.Instructions.Select((_, index) => CreateNode(new NodeContext(program, index, InstructionSet, options.Threads)))];
        long scratchBytes = _nodes.Select(node => node.ScratchBytes).DefaultIfEmpty().Max();
        _scratch = [.. Enumerable.Range(0, options.Threads).Select(_ => new NativeBuffer(scratchBytes))];
        _scratchPointers = new NativeBuffer(options.Threads * sizeof(byte*));
        for (int worker = 0; worker < options.Threads; worker++)
            ((byte**)_scratchPointers.Pointer)[worker] = _scratch[worker].Pointer;
        foreach (Node node in _nodes)
            node.UseScratch((byte**)_scratchPointers.Pointer);
        _pool = new WorkerPool(options.Threads);
    }

    /// <summary>The instruction set in use; never <see cref="CpuInstructionSet.Auto"/>.</summary>
    public CpuInstructionSet InstructionSet { get; }

    /// <inheritdoc/>
    public string Name => $"CPU {InstructionSet}, {_pool.Workers} {(_pool.Workers == 1 ? "thread" : "threads")}";

    /// <inheritdoc/>
    public ExecutionResult Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs, bool keepBody = false, CancellationToken cancellationToken = default)
    {
        Compute(inputs, keepBody, null, [], cancellationToken);

        // A plain null would become empty memory, through the conversion from arrays.
        ReadOnlyMemory<byte>? body = keepBody ? Result(_memory.PagedBody) : default(ReadOnlyMemory<byte>?);
        return ExecutionResult.FromSpaces(_program, Result(_memory.Output), body);
    }

    /// <inheritdoc/>
    public TracedRun RunTraced(IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TraceHashing? hashing = _program.Pages.Body == 0 ? null : CreateHashing();
        Compute(inputs, keepBody: true, hashing, [], cancellationToken);
        ExecutionResult result = ExecutionResult.FromSpaces(_program, Result(_memory.Output), Result(_memory.PagedBody));
        PagedTree output = new(result.OutputSpace, _pool.Workers, cancellationToken);
        return new TracedRun(result, new PagedTree(result.BodySpace!.Value, hashing?.Tree), output);
    }

    /// <summary>Runs the program once without keeping the body, and takes the time of every instruction.</summary>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <param name="times">Receives one duration per instruction, in the order of the program, on top of what it holds.</param>
    /// <param name="cancellationToken">Looked at between instructions.</param>
    /// <exception cref="ArgumentException">The inputs are not the program's, or <paramref name="times"/> has not one entry per instruction.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ExecutionResult RunTimed(IReadOnlyList<ReadOnlyMemory<byte>> inputs, Span<TimeSpan> times, CancellationToken cancellationToken = default)
    {
        if (times.Length != _nodes.Length)
            throw new ArgumentException($"Expected one duration for each of {_nodes.Length} instructions, got room for {times.Length}.", nameof(times));
        Compute(inputs, keepBody: false, null, times, cancellationToken);
        return ExecutionResult.FromSpaces(_program, Result(_memory.Output), default(ReadOnlyMemory<byte>?));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _pool.Dispose();
        foreach (Node node in _nodes)
            node.Dispose();
        foreach (NativeBuffer scratch in _scratch)
            scratch.Dispose();
        _scratchPointers.Dispose();
        _memory.Dispose();
    }

    private static Node CreateNode(NodeContext context)
    {
        Instruction instruction = context.Instruction;
        return instruction.Opcode switch
        {
            Opcode.Conv2D => new Conv2DNode(context),

            // With one input channel, every output channel sees the same activations: a plain convolution.
            Opcode.DepthwiseConv2D when instruction.A.Shape.Channels == 1 => new Conv2DNode(context),
            Opcode.DepthwiseConv2D => (Node?)AssembledDepthwiseNode.Create(context) ?? new DepthwiseConv2DNode(context),
            Opcode.TransposeConv2D => new TransposeConv2DNode(context),
            Opcode.MaxPool2D or Opcode.AvgPool2D => new Pool2DNode(context),
            Opcode.ArgMax => new ArgMaxNode(context),
            _ when instruction.Opcode.IsReduction() => new ReduceNode(context),
            Opcode.MatMul => new MatMulNode(context),
            Opcode.Gather => new GatherNode(context),
            Opcode.Reindex => new ReindexNode(context),
            Opcode.Concat => new ConcatNode(context),
            Opcode.Resize => new ResizeNode(context),
            _ when instruction.Opcode.IsElementWise() => new ElementwiseNode(context),
            _ => throw new UnreachableException($"Opcode {instruction.Opcode} of a valid program."),
        };
    }

    private void Compute(IReadOnlyList<ReadOnlyMemory<byte>> inputs, bool keepBody, TraceHashing? hashing, Span<TimeSpan> times, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Bind(keepBody);
        InputSpace.Fill(_program, inputs, new Span<byte>(_memory.Input.Pointer, checked((int)_memory.Input.Length)));
        _pool.BeginRun();
        try
        {
            for (int i = 0; i < _nodes.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long start = times.IsEmpty ? 0 : Stopwatch.GetTimestamp();
                _pool.Run(_nodes[i], _nodes[i].Parts);
                if (!times.IsEmpty)
                    times[i] += Stopwatch.GetElapsedTime(start);
                hashing?.Advance((int)_program.Instructions[i].NextBodyPage);
            }

            hashing?.Finish(cancellationToken);
        }
        finally
        {
            _pool.EndRun();
        }
    }

    private TraceHashing CreateHashing()
    {
        int pages = checked((int)_program.Pages.Body);
        Memory<byte> nodes = _sharesMemory
            ? new NativeMemoryView(_memory.BodyNodes).Memory
            : GC.AllocateUninitializedArray<byte>(HashTree.BytesFor(pages, arePages: true));
        return new TraceHashing(_memory.PagedBody.Pointer, pages, nodes, _pool);
    }

    private ReadOnlyMemory<byte> Result(NativeBuffer buffer)
    {
        if (_sharesMemory)
            return new NativeMemoryView(buffer).Memory;
        byte[] copy = GC.AllocateUninitializedArray<byte>(checked((int)buffer.Length));
        new ReadOnlySpan<byte>(buffer.Pointer, copy.Length).CopyTo(copy);
        return copy;
    }

    private void Bind(bool toPages)
    {
        if (_boundToPages == toPages)
            return;
        IAddressSpace addresses = _memory.Addresses(toPages);
        foreach (Node node in _nodes)
            node.Bind(addresses);
        _boundToPages = toPages;
    }
}
