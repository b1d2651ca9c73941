using System.Diagnostics;

namespace Assay.Inference.OpenCL.Tests;

/// <summary>Which dot product a device gets, and that the kernels compile for each, on machines that have none of the devices.</summary>
public class DotProductTests
{
    [Theory]
    [InlineData("cl_khr_integer_dot_product", "OpenCL 3.0 CUDA", 0, DotProduct.Khronos)]
    [InlineData("cl_khr_integer_dot_product", "OpenCL 2.0 old", 0, DotProduct.Plain)]
    [InlineData("cl_khr_integer_dot_product cl_nv_device_attribute_query", "OpenCL 3.0 CUDA", 61, DotProduct.Nvidia)]
    [InlineData("cl_nv_device_attribute_query", "OpenCL 3.0 CUDA", 60, DotProduct.Plain)]
    [InlineData("cl_arm_integer_dot_product_int8", "OpenCL 2.0 Mali", 0, DotProduct.Arm)]
    [InlineData("cl_arm_integer_dot_product_int8 cl_arm_integer_dot_product_accumulate_int8", "OpenCL 2.0 Mali", 0, DotProduct.ArmAccumulate)]
    [InlineData("cl_khr_fp64", "OpenCL 3.0 PoCL", 0, DotProduct.Plain)]
    public void The_best_instruction_that_a_device_offers_is_taken(string extensions, string version, int computeCapability, DotProduct expected)
    {
        DotProducts.Offered(extensions.Split(' '), version, computeCapability).Should().Be(expected);
    }

    // What a driver's compiler defines; the functions themselves are declared by clang's own OpenCL header.
    [ClangTheory]
    [InlineData(DotProduct.Plain, "-emit-llvm -target spir64", null)]
    [InlineData(DotProduct.Khronos, "-emit-llvm -target spir64 -Xclang -cl-ext=+cl_khr_integer_dot_product,+__opencl_c_integer_dot_product_input_4x8bit_packed", "dot_4x8packed_ss_int")]
    [InlineData(DotProduct.Arm, "-emit-llvm -target spir64 -Dcl_arm_integer_dot_product_int8", "arm_dot")]
    [InlineData(DotProduct.ArmAccumulate, "-emit-llvm -target spir64 -Dcl_arm_integer_dot_product_accumulate_int8", "arm_dot_acc")]
    [InlineData(DotProduct.Nvidia, "-target nvptx64-nvidia-nvcl -Xclang -target-cpu -Xclang sm_61 -Xclang -target-feature -Xclang +ptx60 -O2", "dp4a.s32.s32")]
    public async Task The_kernels_compile_for_every_dot_product_and_never_saturate(DotProduct dotProduct, string target, string? instruction)
    {
        string options = $"-x cl -Xclang -finclude-default-header -Wall -Werror -DHASH_LANES=1 -DDEPTHWISE_LANES=4 {DotProducts.BuildOptions(dotProduct)} {target}";

        (int exitCode, string assembly, string errors) = await Clang.CompileAsync(OpenClProgram.Source, options);

        exitCode.Should().Be(0, errors);
        assembly.Should().Contain("convolution_tiled").And.Contain("matmul_tiled").And.NotContain("_sat");
        foreach (string other in (string[])["dot_4x8packed_ss_int", "arm_dot", "dp4a.s32.s32"])
        {
            if (instruction is not null && instruction.StartsWith(other, StringComparison.Ordinal))
                assembly.Should().Contain(instruction);
            else
                assembly.Should().NotContain(other);
        }
    }
}

/// <summary>Clang, which compiles OpenCL C for devices that are not there.</summary>
internal static class Clang
{
    private static readonly Lazy<string?> s_name = new(() => ((string[])["clang-15", "clang-16", "clang-17", "clang-18", "clang"]).FirstOrDefault(Exists));

    internal static string? Name => s_name.Value;

    internal static async Task<(int ExitCode, string Assembly, string Errors)> CompileAsync(string source, string options)
    {
        var start = new ProcessStartInfo(Name!, $"{options} -S -o - -")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> assembly = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(source);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await assembly, await errors);
    }

    private static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}

/// <summary>A theory that needs clang; without it, it is skipped, which the test report says.</summary>
public sealed class ClangTheoryAttribute : TheoryAttribute
{
    public ClangTheoryAttribute()
    {
        // No device here runs these products: compiling is all that can be tested, and OpenCL itself needs no compiler of the machine's. `.ci/run` installs one.
        if (Clang.Name is null)
            Skip = "There is no clang on this machine to compile the kernels for other devices; install one (Debian: clang-15).";
    }
}
