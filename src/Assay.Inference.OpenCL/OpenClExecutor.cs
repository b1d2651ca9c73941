using System.Runtime.InteropServices;
using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>
/// Runs a program on an OpenCL device. Constants and weights are uploaded once; a run uploads the input, enqueues every instruction and
/// reads the output (and the body, if it is kept) at the end. Gives the same bytes as the reference interpreter.
/// </summary>
public sealed unsafe class OpenClExecutor : IProgramExecutor
{
    // Arguments of every kernel, see ARGUMENTS in arithmetic.cl.
    private const int FirstParameterArgument = 6;

    private readonly InferenceProgram _program;
    private readonly OpenClProgram _compiled;
    private readonly QueueHandle _queue;
    private readonly Dictionary<string, KernelHandle> _kernels = [];
    private readonly IReadOnlyList<Launch> _launches;
    private readonly MemoryHandle _input;
    private readonly MemoryHandle _constants;
    private readonly MemoryHandle _body;
    private readonly MemoryHandle _output;
    private readonly MemoryHandle _weights;
    private readonly MemoryHandle _parameters;
    private bool _disposed;

    /// <summary>Compiles the kernels for the device, unless that has been done, and uploads the program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="device">The device; by default the preferred one.</param>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    /// <exception cref="OpenClUnavailableException">No device was given and there is none.</exception>
    /// <exception cref="OpenClException">The device refused something, such as the memory that the program needs.</exception>
    public OpenClExecutor(InferenceProgram program, OpenClDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(program);

        // Kernels address memory by what the program says: nothing may lie outside its space.
        InstructionValidator.ThrowIfInvalid(program);
        Device = device ?? OpenClDevice.Select();
        _program = program;
        _compiled = OpenClProgram.For(Device);
        _queue = new QueueHandle(OpenClApi.CreateCommandQueue(_compiled.Context, Device.Id, 0, out int error));
        OpenClException.ThrowIfFailed(error, "clCreateCommandQueue");
        OpenClParameters parameters = new(program);
        _launches = parameters.Launches;
        _input = CreateSpace(program.Pages.Input);
        _body = CreateSpace(program.Pages.Body);
        _output = CreateSpace(program.Pages.Output);
        _constants = CreateReadOnly(program.Constants.Span);
        _weights = CreateReadOnly(parameters.Weights);
        _parameters = CreateReadOnly(MemoryMarshal.AsBytes(parameters.Words));
        foreach (string name in _launches.Select(launch => launch.Kernel).Distinct())
            _kernels.Add(name, CreateKernel(name));
    }

    /// <summary>The device that computes.</summary>
    public OpenClDevice Device { get; }

    /// <summary>Whether the device's four-way dot product is used; the bytes are the same without.</summary>
    public bool UsesIntegerDotProduct => _compiled.UsesDotProduct;

    /// <inheritdoc/>
    public string Name => $"OpenCL {Device.Name}";

    /// <inheritdoc/>
    public ExecutionResult Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs, bool keepBody = false, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Write(InputSpace.Create(_program, inputs));
        foreach (Launch launch in _launches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Enqueue(launch);
        }

        byte[] output = Read(_output, _program.Pages.Output);
        ReadOnlyMemory<byte>? body = keepBody ? Read(_body, _program.Pages.Body) : default(ReadOnlyMemory<byte>?);
        return ExecutionResult.FromSpaces(_program, output, body);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;

        // A cancelled run may have left work in the queue that still uses the buffers.
        OpenClApi.Finish(_queue);
        foreach (KernelHandle kernel in _kernels.Values)
            kernel.Dispose();
        foreach (MemoryHandle memory in (ReadOnlySpan<MemoryHandle>)[_input, _constants, _body, _output, _weights, _parameters])
            memory.Dispose();
        _queue.Dispose();
    }

    private static nuint SpaceBytes(uint pages) => (nuint)pages * Memory.PageSize;

    private void Enqueue(Launch launch)
    {
        KernelHandle kernel = _kernels[launch.Kernel];
        uint firstParameter = (uint)launch.FirstParameter;
        OpenClException.ThrowIfFailed(OpenClApi.SetKernelArgument(kernel, FirstParameterArgument, sizeof(uint), &firstParameter), "clSetKernelArg");
        nuint global = (nuint)launch.Items;
        nuint local = Launch.GroupSize;
        int error = OpenClApi.EnqueueKernel(_queue, kernel, 1, null, &global, &local, 0, null, null);
        OpenClException.ThrowIfFailed(error, $"clEnqueueNDRangeKernel({launch.Kernel})");
    }

    private void Write(byte[] input)
    {
        if (input.Length == 0)
            return;
        fixed (byte* source = input)
            OpenClException.ThrowIfFailed(OpenClApi.EnqueueWrite(_queue, _input, 1, 0, (nuint)input.Length, source, 0, null, null), "clEnqueueWriteBuffer");
    }

    /// <summary>Waits for everything that was enqueued, and reads a space.</summary>
    private byte[] Read(MemoryHandle space, uint pages)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)SpaceBytes(pages)));
        if (bytes.Length == 0)
            return bytes;
        fixed (byte* target = bytes)
            OpenClException.ThrowIfFailed(OpenClApi.EnqueueRead(_queue, space, 1, 0, (nuint)bytes.Length, target, 0, null, null), "clEnqueueReadBuffer");
        return bytes;
    }

    /// <summary>A space of zeros: kernels write elements only, never the padding behind them.</summary>
    private MemoryHandle CreateSpace(uint pages)
    {
        // OpenCL has no empty buffers.
        nuint bytes = Math.Max(SpaceBytes(pages), Memory.PageSize);
        MemoryHandle memory = new(OpenClApi.CreateBuffer(_compiled.Context, OpenClApi.MemoryReadWrite, bytes, null, out int error));
        OpenClException.ThrowIfFailed(error, $"clCreateBuffer of {bytes} bytes");
        int zero = 0;
        OpenClException.ThrowIfFailed(OpenClApi.EnqueueFill(_queue, memory, &zero, sizeof(int), 0, bytes, 0, null, null), "clEnqueueFillBuffer");
        return memory;
    }

    private MemoryHandle CreateReadOnly(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> bytes = content.IsEmpty ? stackalloc byte[sizeof(int)] : content;
        fixed (byte* source = bytes)
        {
            ulong flags = OpenClApi.MemoryReadOnly | OpenClApi.MemoryCopyHostPointer;
            MemoryHandle memory = new(OpenClApi.CreateBuffer(_compiled.Context, flags, (nuint)bytes.Length, source, out int error));
            OpenClException.ThrowIfFailed(error, $"clCreateBuffer of {bytes.Length} bytes");
            return memory;
        }
    }

    private KernelHandle CreateKernel(string name)
    {
        KernelHandle kernel = new(OpenClApi.CreateKernel(_compiled.Handle, name, out int error));
        OpenClException.ThrowIfFailed(error, $"clCreateKernel({name})");
        MemoryHandle[] arguments = [_input, _constants, _body, _output, _weights, _parameters];
        for (int i = 0; i < arguments.Length; i++)
        {
            nint memory = arguments[i].Object;
            OpenClException.ThrowIfFailed(OpenClApi.SetKernelArgument(kernel, (uint)i, (nuint)sizeof(nint), &memory), $"clSetKernelArg({name}, {i})");
        }

        return kernel;
    }
}
