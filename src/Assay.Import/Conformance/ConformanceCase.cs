using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>A golden vector as a program of the profile.</summary>
/// <param name="Id">The vector's name.</param>
/// <param name="Operator">The operator of TOSA.</param>
/// <param name="Program">The instructions that it becomes.</param>
/// <param name="Inputs">One per input of the program.</param>
/// <param name="Expected">The bytes of the program's one output.</param>
public sealed record ConformanceCase(
    string Id, string Operator, InferenceProgram Program, IReadOnlyList<ReadOnlyMemory<byte>> Inputs, ReadOnlyMemory<byte> Expected)
{
    /// <summary>Whether an executor gives the expected bytes.</summary>
    /// <param name="executor">An executor of <see cref="Program"/>.</param>
    /// <param name="cancellation">Stops the run.</param>
    public bool Holds(IProgramExecutor executor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(executor);
        return executor.Run(Inputs, cancellationToken: cancellation).Outputs[0].Span.SequenceEqual(Expected.Span);
    }
}

/// <summary>A golden vector for which the profile has no program.</summary>
/// <param name="Id">The vector's name.</param>
/// <param name="Operator">The operator of TOSA.</param>
/// <param name="Why">What the profile lacks.</param>
public sealed record UnsupportedCase(string Id, string Operator, string Why);

/// <summary>The vectors of one file, in its order.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Cases">The vectors that the profile has a program for.</param>
/// <param name="Unsupported">The others.</param>
public sealed record ConformanceSet(string Name, IReadOnlyList<ConformanceCase> Cases, IReadOnlyList<UnsupportedCase> Unsupported);

/// <summary>A file of golden vectors cannot be read.</summary>
/// <param name="message">The file, the line and what was expected there.</param>
/// <param name="cause">What was thrown when the line was read.</param>
public sealed class ConformanceFormatException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The profile has no program for a vector.</summary>
/// <param name="message">What it lacks.</param>
internal sealed class UnsupportedCaseException(string message) : Exception(message);
