using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.OpenCL;

namespace Assay.Node.Execution;

/// <summary>Which implementation runs programs.</summary>
public enum ExecutorKind
{
    /// <summary>OpenCL on a GPU or an accelerator, or on the device that <c>ASSAY_OPENCL_DEVICE</c> names; otherwise the CPU.</summary>
    Auto,

    /// <summary>Plain scalar code, slow; what the others are measured against.</summary>
    Reference,

    /// <summary>SIMD on the CPU.</summary>
    Cpu,

    /// <summary>An OpenCL device: a GPU where there is one.</summary>
    OpenCl,

    /// <summary>Any OpenCL device, also a processor, otherwise the CPU: computes in another way than <see cref="Cpu"/> wherever that is possible.</summary>
    OpenClOrCpu,
}

/// <summary>Makes executors.</summary>
public static class ExecutorChoice
{
    /// <summary>Makes the executor asked for.</summary>
    /// <param name="kind">Which one; <see cref="ExecutorKind.Auto"/> and <see cref="ExecutorKind.OpenClOrCpu"/> fall back to the CPU and say why.</param>
    /// <param name="program">The program to run.</param>
    /// <param name="note">Told when there is a fallback, in one line.</param>
    /// <exception cref="OpenClUnavailableException">OpenCL was asked for and there is no device.</exception>
    /// <exception cref="OpenClException">OpenCL was asked for and the device cannot run the program: too little memory, or a driver that refuses the kernels.</exception>
    public static IProgramExecutor Create(ExecutorKind kind, InferenceProgram program, Action<string>? note = null)
    {
        switch (kind)
        {
            case ExecutorKind.Reference:
                return new ReferenceExecutor(program);
            case ExecutorKind.Cpu:
                return new CpuExecutor(program);
            case ExecutorKind.OpenCl:
                return new OpenClExecutor(program);
            case ExecutorKind.Auto:
                return TryCreateOpenCl(program, isAnyDevice: !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OpenClDevice.DefaultVariable)), note)
                    ?? (IProgramExecutor)new CpuExecutor(program);
            case ExecutorKind.OpenClOrCpu:
                return TryCreateOpenCl(program, isAnyDevice: true, note) ?? (IProgramExecutor)new CpuExecutor(program);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such executor.");
        }
    }

    private static OpenClExecutor? TryCreateOpenCl(InferenceProgram program, bool isAnyDevice, Action<string>? note)
    {
        try
        {
            var device = OpenClDevice.SelectDefault();

            // Processors are listed last: when the default device is one, there is nothing else.
            if (isAnyDevice || (device.Kind & OpenClDeviceKind.Cpu) == 0)
                return new OpenClExecutor(program, device);
            note?.Invoke($"The only OpenCL device is the processor ({device.Name}): running on the CPU executor, which is faster there.");
        }
        catch (OpenClUnavailableException exception)
        {
            note?.Invoke($"No OpenCL device, running on the CPU instead: {exception.Message}");
        }
        catch (OpenClException exception)
        {
            note?.Invoke($"The OpenCL device cannot run this, running on the CPU instead: {exception.Message}");
        }

        return null;
    }
}
