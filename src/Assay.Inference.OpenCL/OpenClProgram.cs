using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>A device's context and the kernels, compiled once per device, way of computing and process.</summary>
internal sealed unsafe class OpenClProgram
{
    private const int CpuHashLanes = 8;
    private const int CpuDepthwiseLanes = 16;
    private const int GpuDepthwiseLanes = 4;

    private static readonly string[] s_sources =
    [
        "arithmetic.cl", "dot.cl", "convolution.cl", "matmul.cl", "tiled.cl", "vectors.cl", "transposed.cl", "depthwise.cl", "pooling.cl", "reduction.cl",
        "elementwise.cl", "movement.cl", "hash.cl",
    ];

    private static readonly ConcurrentDictionary<(nint Device, DotProduct? DotProduct), Lazy<OpenClProgram>> s_programs = new();

    private OpenClProgram(OpenClDevice device, DotProduct? dotProduct)
    {
        nint id = device.Id;
        Context = new ContextHandle(OpenClApi.CreateContext(null, 1, &id, 0, 0, out int error));
        OpenClException.ThrowIfFailed(error, $"Creating a context on {device}");

        // Processors have vectors; a work item of a GPU is one lane of its own.
        bool isCpu = (device.Kind & OpenClDeviceKind.Cpu) != 0;
        HashLanes = isCpu ? CpuHashLanes : 1;
        DepthwiseLanes = isCpu ? CpuDepthwiseLanes : GpuDepthwiseLanes;
        DotProduct = dotProduct ?? device.DotProduct;
        string source = Source;
        string log = "";
        ProgramHandle? handle = TryBuild(device, source, Options(DotProduct), ref log);
        if (handle is null && dotProduct is null && DotProduct != DotProduct.Plain)
        {
            // What a driver promises is not always what its compiler takes; any device does without.
            DotProduct = DotProduct.Plain;
            handle = TryBuild(device, source, Options(DotProduct), ref log);
        }

        Handle = handle ?? throw BuildFailure(device, log);
    }

    /// <summary>The source of all kernels.</summary>
    public static string Source => string.Join('\n', s_sources.Select(ReadSource));

    public ContextHandle Context { get; }

    public ProgramHandle Handle { get; }

    /// <summary>How the kernels compute four products of bytes.</summary>
    public DotProduct DotProduct { get; }

    /// <summary>Messages that a work item of the hashing kernels takes.</summary>
    public int HashLanes { get; }

    /// <summary>Channels that a work item of a depthwise convolution takes.</summary>
    public int DepthwiseLanes { get; }

    /// <exception cref="OpenClException">The driver refuses the kernels; its log is part of the message.</exception>
    public static OpenClProgram For(OpenClDevice device, DotProduct? dotProduct) =>
        s_programs.GetOrAdd((device.Id, dotProduct), _ => new Lazy<OpenClProgram>(() => new OpenClProgram(device, dotProduct))).Value;

    /// <summary>Compiles a source, and throws what a user would see when it does not compile.</summary>
    internal void RequireBuilds(OpenClDevice device, string source)
    {
        string log = "";
        using ProgramHandle handle = TryBuild(device, source, Options(DotProduct), ref log) ?? throw BuildFailure(device, log);
    }

    private static OpenClException BuildFailure(OpenClDevice device, string log) => new(
        "Compiling the kernels", OpenClErrors.BuildProgramFailure, $"the compiler of {device} says:{Environment.NewLine}{log}");

    private string Options(DotProduct dotProduct) => $"{DotProducts.BuildOptions(dotProduct)} -DHASH_LANES={HashLanes} -DDEPTHWISE_LANES={DepthwiseLanes}";

    private ProgramHandle? TryBuild(OpenClDevice device, string source, string options, ref string log)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(source);
        ProgramHandle program;
        int error;
        fixed (byte* pointer = bytes)
        {
            byte* text = pointer;
            nuint length = (nuint)bytes.Length;
            program = new ProgramHandle(OpenClApi.CreateProgramWithSource(Context, 1, &text, &length, out error));
        }

        OpenClException.ThrowIfFailed(error, $"Handing the kernels to {device}");
        nint id = device.Id;
        if (OpenClApi.BuildProgram(program, 1, &id, options, 0, 0) == OpenClApi.Success)
            return program;
        log = ReadLog(program, id);
        program.Dispose();
        return null;
    }

    private static string ReadSource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string ReadLog(ProgramHandle program, nint device)
    {
        OpenClException.ThrowIfFailed(OpenClApi.GetProgramBuildInfo(program, device, ProgramBuildInfo.Log, 0, null, out nuint size), "clGetProgramBuildInfo");
        byte[] bytes = new byte[size];
        fixed (byte* pointer = bytes)
            OpenClException.ThrowIfFailed(OpenClApi.GetProgramBuildInfo(program, device, ProgramBuildInfo.Log, size, pointer, out _), "clGetProgramBuildInfo");
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0', '\n', ' ');
    }
}
