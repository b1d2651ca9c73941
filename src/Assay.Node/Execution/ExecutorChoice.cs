using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.OpenCL;

namespace Assay.Node.Execution;

/// <summary>Which implementation runs programs.</summary>
public enum ExecutorKind
{
    /// <summary>OpenCL where there is a device, otherwise the CPU.</summary>
    Auto,

    /// <summary>Plain scalar code, slow; what the others are measured against.</summary>
    Reference,

    /// <summary>SIMD on the CPU.</summary>
    Cpu,

    /// <summary>An OpenCL device: a GPU where there is one.</summary>
    OpenCl,
}

/// <summary>Makes executors.</summary>
public static class ExecutorChoice
{
    /// <summary>Makes the executor asked for.</summary>
    /// <param name="kind">Which one; <see cref="ExecutorKind.Auto"/> falls back to the CPU, without a device or with one that cannot run the program, and says so.</param>
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
                try
                {
                    return new OpenClExecutor(program);
                }
                catch (OpenClUnavailableException exception)
                {
                    note?.Invoke($"No OpenCL device, running on the CPU instead: {exception.Message}");
                    return new CpuExecutor(program);
                }
                catch (OpenClException exception)
                {
                    note?.Invoke($"The OpenCL device cannot run this, running on the CPU instead: {exception.Message}");
                    return new CpuExecutor(program);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such executor.");
        }
    }
}
