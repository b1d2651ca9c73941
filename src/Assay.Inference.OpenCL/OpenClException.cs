using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>An OpenCL call failed.</summary>
/// <param name="call">The function, or what was done.</param>
/// <param name="errorCode">Its error code.</param>
/// <param name="detail">More about it, such as a build log.</param>
public class OpenClException(string call, int errorCode, string? detail = null)
    : Exception($"{call} failed with OpenCL error {OpenClErrors.Describe(errorCode)}{(detail is null ? "" : ": " + detail)}.")
{
    /// <summary>The error code as the OpenCL headers define it.</summary>
    public int ErrorCode { get; } = errorCode;

    internal static void ThrowIfFailed(int error, string call)
    {
        if (error != OpenClApi.Success)
            throw new OpenClException(call, error);
    }
}

/// <summary>There is no OpenCL on this machine, or no device that was asked for. The message says what was looked for and what was found.</summary>
/// <param name="message">What was looked for and what was found.</param>
public sealed class OpenClUnavailableException(string message) : Exception(message);

/// <summary>A program needs more memory than the device has. The message names the program, the device and both figures.</summary>
/// <param name="message">What needs how much, and what there is.</param>
/// <param name="errorCode">The error code as the OpenCL headers define it.</param>
public sealed class OpenClMemoryException(string message, int errorCode) : OpenClException("Reserving device memory", errorCode, message);
