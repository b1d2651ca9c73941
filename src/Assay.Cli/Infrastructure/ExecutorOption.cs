using System.CommandLine;
using Assay.Node.Execution;

namespace Assay.Cli.Infrastructure;

/// <summary>Which implementation runs a model.</summary>
internal static class ExecutorOption
{
    private static readonly string[] Names = ["auto", "reference", "cpu", "opencl"];

    /// <summary>The option <c>--executor</c>.</summary>
    public static Option<ExecutorKind> Create() => new("--executor")
    {
        Description = "What computes: auto (OpenCL on a GPU or accelerator, or on the device ASSAY_OPENCL_DEVICE names; otherwise the CPU), reference (plain scalar code, slow), cpu (SIMD) or opencl [default: auto].",
        HelpName = string.Join('|', Names),
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            switch (text.ToUpperInvariant())
            {
                case "AUTO":
                    return ExecutorKind.Auto;
                case "REFERENCE":
                    return ExecutorKind.Reference;
                case "CPU":
                    return ExecutorKind.Cpu;
                case "OPENCL":
                    return ExecutorKind.OpenCl;
                default:
                    result.AddError($"--executor: expected {ChoiceOption.List(Names)}, got '{text}'");
                    return default;
            }
        },
    };
}
