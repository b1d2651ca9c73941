namespace Assay.Inference.OpenCL;

/// <summary>How kernels compute four products of bytes and add them. The sums wrap, and are the same bits in every way.</summary>
public enum DotProduct
{
    /// <summary>Four multiplications: any device.</summary>
    Plain,

    /// <summary><c>dot_4x8packed_ss_int</c> of <c>cl_khr_integer_dot_product</c>.</summary>
    Khronos,

    /// <summary><c>arm_dot</c> of <c>cl_arm_integer_dot_product_int8</c>.</summary>
    Arm,

    /// <summary><c>arm_dot_acc</c> of <c>cl_arm_integer_dot_product_accumulate_int8</c>.</summary>
    ArmAccumulate,

    /// <summary>The PTX instruction <c>dp4a.s32.s32</c> of NVIDIA devices of compute capability 6.1 or more.</summary>
    Nvidia,
}

/// <summary>Which <see cref="DotProduct"/> a device offers, and how kernels are built for it.</summary>
internal static class DotProducts
{
    /// <summary>The extension that tells a device's compute capability.</summary>
    internal const string NvidiaAttributes = "cl_nv_device_attribute_query";

    private const int FirstCapabilityWithDotProduct = 61;

    /// <summary>The best way on a device.</summary>
    /// <param name="extensions">The device's extensions.</param>
    /// <param name="version">Its OpenCL version, <c>OpenCL major.minor …</c>.</param>
    /// <param name="computeCapability">Ten times NVIDIA's compute capability; 0 for other vendors.</param>
    internal static DotProduct Offered(IReadOnlyCollection<string> extensions, string version, int computeCapability)
    {
        // NVIDIA's own instruction first: it adds as well.
        if (computeCapability >= FirstCapabilityWithDotProduct)
            return DotProduct.Nvidia;

        // The functions of the Khronos extension exist in OpenCL C 3.0 only.
        if (extensions.Contains("cl_khr_integer_dot_product") && version.StartsWith("OpenCL 3.", StringComparison.Ordinal))
            return DotProduct.Khronos;
        if (extensions.Contains("cl_arm_integer_dot_product_accumulate_int8"))
            return DotProduct.ArmAccumulate;
        return extensions.Contains("cl_arm_integer_dot_product_int8") ? DotProduct.Arm : DotProduct.Plain;
    }

    /// <summary>The options to build the kernels with; DOT4 in <c>dot.cl</c> reads the macros.</summary>
    internal static string BuildOptions(DotProduct dotProduct) => dotProduct switch
    {
        DotProduct.Khronos => "-cl-std=CL3.0 -DDOT_KHRONOS=1",
        DotProduct.Arm => "-cl-std=CL1.2 -DDOT_ARM=1",
        DotProduct.ArmAccumulate => "-cl-std=CL1.2 -DDOT_ARM_ACCUMULATE=1",
        DotProduct.Nvidia => "-cl-std=CL1.2 -DDOT_NVIDIA=1",
        _ => "-cl-std=CL1.2",
    };

    /// <summary>The name of the instruction, for people.</summary>
    internal static string Describe(DotProduct dotProduct) => dotProduct switch
    {
        DotProduct.Khronos => "integer dot product",
        DotProduct.Arm => "arm_dot",
        DotProduct.ArmAccumulate => "arm_dot_acc",
        DotProduct.Nvidia => "dp4a",
        _ => "plain products",
    };
}
