using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>A device's context and the kernels, compiled once per device and process.</summary>
internal sealed unsafe class OpenClProgram
{
    private static readonly string[] s_sources = ["arithmetic.cl", "convolution.cl", "depthwise.cl", "pooling.cl", "reduction.cl", "elementwise.cl", "matmul.cl", "transposed.cl", "movement.cl"];
    private static readonly ConcurrentDictionary<nint, Lazy<OpenClProgram>> s_programs = new();

    private OpenClProgram(OpenClDevice device)
    {
        nint id = device.Id;
        Context = new ContextHandle(OpenClApi.CreateContext(null, 1, &id, 0, 0, out int error));
        OpenClException.ThrowIfFailed(error, "clCreateContext");

        // The functions of the extension exist in OpenCL C 3.0 only.
        ProgramHandle? program = null;
        UsesDotProduct = device.HasIntegerDotProduct && TryBuild(device, "-cl-std=CL3.0 -DUSE_INTEGER_DOT_PRODUCT=1", out program, out _);
        if (!UsesDotProduct && !TryBuild(device, "-cl-std=CL1.2", out program, out (int Error, string Log) failure))
            throw new OpenClException("clBuildProgram", failure.Error, $"the kernels do not compile for {device}:{Environment.NewLine}{failure.Log}");
        Handle = program!;
    }

    public ContextHandle Context { get; }

    public ProgramHandle Handle { get; }

    /// <summary>Whether the kernels use the device's four-way dot product.</summary>
    public bool UsesDotProduct { get; }

    public static OpenClProgram For(OpenClDevice device) => s_programs.GetOrAdd(device.Id, _ => new Lazy<OpenClProgram>(() => new OpenClProgram(device))).Value;

    private bool TryBuild(OpenClDevice device, string options, out ProgramHandle? program, out (int Error, string Log) failure)
    {
        byte[] source = Encoding.UTF8.GetBytes(string.Join('\n', s_sources.Select(ReadSource)));
        int error;
        fixed (byte* pointer = source)
        {
            byte* text = pointer;
            nuint length = (nuint)source.Length;
            program = new ProgramHandle(OpenClApi.CreateProgramWithSource(Context, 1, &text, &length, out error));
        }

        OpenClException.ThrowIfFailed(error, "clCreateProgramWithSource");
        nint id = device.Id;
        error = OpenClApi.BuildProgram(program, 1, &id, options, 0, 0);
        failure = (error, error == OpenClApi.Success ? "" : ReadLog(program, id));
        if (error == OpenClApi.Success)
            return true;
        program.Dispose();
        program = null;
        return false;
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
